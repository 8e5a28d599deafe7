// Text that goes out of the network's hands: JSON that no terminal obeys, times that every calendar has, pieces of a size.

/** Controls, formats (direction marks, zero-width, tags), separators, halves of pairs, private use. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu
const hiddenButLineFeed = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu
const hiddenInJson = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu
const plain = /^[\x20-\x7e]*$/

/** JSON on one line. What a terminal or an editor would obey or hide is escaped: the same value, safe to look at. */
export function safeJson(value: unknown): string {
  const json = JSON.stringify(value)
  return plain.test(json) ? json : json.replace(hiddenInJson, escapeUnits)
}

function escapeUnits(character: string): string {
  let escaped = ''
  for (let at = 0; at < character.length; at++) {
    escaped += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`
  }
  return escaped
}

/** `text` where what is hidden is shown as \u{...}. Line feeds stay, unless it is for one line. */
export function visibleText(text: string, options: { readonly oneLine?: boolean } = {}): string {
  if (plain.test(text)) return text
  return text.replace(options.oneLine === true ? hidden : hiddenButLineFeed, visible)
}

function visible(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

/** The last moment that four digits of a year can say. */
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** Milliseconds since 1970 as ISO 8601 in UTC. An author may state times behind the year 9999: they end there. */
export function exportTime(ms: number): string {
  return new Date(Math.min(ms, lastMs)).toISOString()
}

/** How many times of one statement come again in the next: when it was issued, made, seen first and last. */
const timesKept = 4

/** `exportTime` for one time after the other: neighbours mostly have the same few. */
export function createTimes(): typeof exportTime {
  const times = new Array<number>(timesKept).fill(NaN)
  const texts = new Array<string>(timesKept).fill('')
  let next = 0
  return (ms) => {
    const at = times.indexOf(ms)
    if (at >= 0) return texts[at] ?? ''
    const text = exportTime(ms)
    times[next] = ms
    texts[next] = text
    next = (next + 1) % timesKept
    return text
  }
}

const pieceChars = 16 * 1024

/** Small pieces of text gathered to larger ones. */
export async function* gathered(texts: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  let held = ''
  for await (const text of texts) {
    held += text
    if (held.length < pieceChars) continue
    yield held
    held = ''
  }
  if (held !== '') yield held
}
