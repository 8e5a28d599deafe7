// What a text field may hold: NFC, no control characters, bounded: one form for one meaning, nothing hidden.

const printableAscii = /^[\x20-\x7e]*$/
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/
// eslint-disable-next-line no-control-regex -- the same, with the line feed allowed
const controlButLineFeed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/

function isClean(text: string, maxChars: number, forbidden: RegExp): boolean {
  if (text.length === 0 || text.length > maxChars) return false
  if (printableAscii.test(text)) return true
  return !forbidden.test(text) && text.isWellFormed() && text.normalize('NFC') === text
}

/** Whether `text` is one line: 1 to `maxChars` UTF-16 units, NFC, no control characters. */
export function isLine(text: string, maxChars: number): boolean {
  return isClean(text, maxChars, control)
}

/** Whether `text` may stand as several lines: like a line, with line feeds. */
export function isProse(text: string, maxChars: number): boolean {
  return isClean(text, maxChars, controlButLineFeed)
}

/** Whether `text` is an ISO 3166-1 alpha-2 form. Whether the code is assigned is for the governors to judge. */
export function isJurisdiction(text: string): boolean {
  return /^[A-Z]{2}$/.test(text)
}

/** Whether `names` are in order and each stands once. */
export function isSortedSet(names: readonly string[]): boolean {
  return names.every((name, at) => at === 0 || (names[at - 1] ?? '') < name)
}

/** `names` in order, each once. */
export function sortedSet<T extends string>(names: readonly T[]): T[] {
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : 1))
}
