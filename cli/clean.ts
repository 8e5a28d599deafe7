// Text from partners on a terminal: no control characters, escapes, direction marks or invisible characters.

/** Controls, formats (bidi marks, zero-width, tags), line and paragraph separators, surrogates, private use. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu
const lineBreaks = /\r\n|[\r\n\t]/g

/** `text` on one line; what a terminal would obey or hide is shown as \u{...}. */
export function cleanText(text: string): string {
  return text.replace(lineBreaks, ' ').replace(hidden, visible)
}

/** JSON of `value` on one line in which such characters are escaped: the same value, safe to look at. */
export function cleanJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\x7f\p{Cf}\p{Zl}\p{Zp}\u0080-\u009f]/gu, escapeUnits)
}

function visible(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

function escapeUnits(character: string): string {
  let escaped = ''
  for (let at = 0; at < character.length; at++) {
    escaped += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`
  }
  return escaped
}
