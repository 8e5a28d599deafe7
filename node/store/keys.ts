// The keys of the store. All are text: LevelDB takes text keys twice as fast as byte keys from JavaScript, and the order
// of the text is the order of the bytes.

const low = 0x10000000

/**
 * A number below 2^53 as 8 ASCII characters whose order is the order of the numbers: 7 bits each, so that every
 * character is one byte in UTF-8.
 */
export function numberCode(number: number): string {
  const high = Math.floor(number / low)
  const rest = number - high * low
  return String.fromCharCode(
    (high >>> 21) & 127,
    (high >>> 14) & 127,
    (high >>> 7) & 127,
    high & 127,
    (rest >>> 21) & 127,
    (rest >>> 14) & 127,
    (rest >>> 7) & 127,
    rest & 127,
  )
}

/** The number in the 8 characters of `text` from `at` on. */
export function codeNumber(text: string, at = 0): number {
  const c = (index: number) => text.charCodeAt(at + index)
  const high = (c(0) << 21) | (c(1) << 14) | (c(2) << 7) | c(3)
  return high * low + ((c(4) << 21) | (c(5) << 14) | (c(6) << 7) | c(7))
}

export const codeLength = 8
/** Behind every number code. */
export const codeEnd = '\x7f'.repeat(codeLength)

/** What a bundle is filed under, once per value. Time has keys of its own, ordered by time. */
export const facets = {
  category: 'c',
  chain: 'n',
  kind: 'k',
  subjectKind: 's',
  author: 'a',
  feed: 'f',
} as const
export type Facet = keyof typeof facets

export const keys = {
  /** Statement by cursor. */
  statement: (cursor: number) => `s${numberCode(cursor)}`,
  /** Newest cursors of a subject. */
  subject: (subjectKey: string) => `u${subjectKey}`,
  /** Older cursors of a subject, in chunks counted from 0. */
  subjectChunk: (subjectKey: string, chunk: number) => `v${subjectKey}\0${numberCode(chunk)}`,
  /** Bundle by the cursor of its first statement. */
  bundle: (firstCursor: number) => `b${numberCode(firstCursor)}`,
  bundleId: (id: string) => `i${id}`,
  /** A bundle that was taken out of its lane's chain, by its id. */
  displaced: (id: string) => `d${id}`,
  position: (lane: string, seq: number) => `l${lane}${numberCode(seq)}`,
  head: (lane: string) => `h${lane}`,
  posting: (facet: Facet, value: string, firstCursor: number) =>
    `p${facets[facet]}${value}\0${numberCode(firstCursor)}`,
  time: (issuedAt: number, firstCursor: number) => `t${numberCode(issuedAt)}${numberCode(firstCursor)}`,
  identity: (identity: string) => `k${identity}`,
  control: (hash: string) => `c${hash}`,
  /** The payload of a bundle of a restricted lane as it travels: a ciphertext, or the grants. */
  sealed: (firstCursor: number) => `z${numberCode(firstCursor)}`,
  epoch: (lane: string, epoch: number) => `e${lane}${numberCode(epoch)}`,
  /** Entry of the audit log by its number. */
  audit: (seq: number) => `a${numberCode(seq)}`,
  /** What recipients of a lane were given and acknowledged, by how far. Member ids have no zero byte. */
  deliveries: (lane: string) => `y${lane}`,
  delivery: (lane: string, member: string, state: 'delivered' | 'acknowledged', seq: number) =>
    `y${lane}${member}\0${state === 'delivered' ? 'd' : 'k'}${numberCode(seq)}`,
  meta: (name: string) => `m${name}`,
} as const

/**
 * Cursors that stay free in front of the first bundle of a lane: whoever tells of statements in the order of their
 * cursors has a place there for what the lane is marked with and who speaks in it (docs/taxii.md).
 */
export const laneGapCursors = 16

/** The range of all keys of one letter. */
export function rangeOf(letter: string): { gte: string; lt: string } {
  return { gte: letter, lt: String.fromCharCode(letter.charCodeAt(0) + 1) }
}
