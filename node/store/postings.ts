// What a bundle is filed under: one posting per value and bundle, with the statements that have it. A posting per
// statement would cost as much as the statement itself.
import type { Header } from '../../protocol/bundle.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import { facets, keys, type Facet } from './keys.ts'

/** Statements of a bundle as bits, index 0 in the lowest bit of the first byte; empty: all of them. */
export type Indexes = Uint8Array

export interface Posting {
  readonly facet: Facet
  readonly value: string
  readonly indexes: Indexes
}

const all: Indexes = new Uint8Array(0)

const valueOf: Record<Facet, (statement: Statement) => string | undefined> = {
  category: (statement) => statement.category,
  chain: (statement) => statement.subject.chain,
  kind: (statement) => statement.kind,
  subjectKind: (statement) => statement.subject.kind,
  feed: (statement) => statement.origin?.feed,
  // One author per bundle; filed without looking at the statements.
  author: () => undefined,
}
const facetNames = Object.keys(facets) as Facet[]

/** The postings of a bundle. Statements that are not understood are filed under the author alone. */
export function postingsOf(header: Header, statements: readonly (Statement | undefined)[]): Posting[] {
  const postings: Posting[] = [{ facet: 'author', value: header.member, indexes: all }]
  const bytes = Math.ceil(statements.length / 8)
  for (const facet of facetNames) {
    const read = valueOf[facet]
    const found = new Map<string, Uint8Array>()
    // Neighbours mostly agree: look the value up only where it changes.
    let last: string | undefined
    let bits: Uint8Array = all
    for (let index = 0; index < statements.length; index += 1) {
      const statement = statements[index]
      const value = statement === undefined ? undefined : read(statement)
      if (value === undefined || value === '') continue
      if (value !== last) {
        last = value
        const held = found.get(value)
        bits = held ?? new Uint8Array(bytes)
        if (held === undefined) found.set(value, bits)
      }
      const at = index >>> 3
      bits[at] = (bits[at] ?? 0) | (1 << (index & 7))
    }
    for (const [value, indexes] of found) postings.push({ facet, value, indexes: shorten(indexes, statements.length) })
  }
  return postings
}

/** The keys and values of a bundle's postings, time among them. */
export function* postingEntries(
  header: Header,
  statements: readonly (Statement | undefined)[],
  firstCursor: number,
): Generator<[string, Uint8Array]> {
  for (const { facet, value, indexes } of postingsOf(header, statements)) {
    yield [keys.posting(facet, value, firstCursor), indexes]
  }
  yield [keys.time(header.issuedAt, firstCursor), all]
}

export function hasIndex(indexes: Indexes, index: number): boolean {
  return indexes.byteLength === 0 || (((indexes[index >>> 3] ?? 0) >>> (index & 7)) & 1) === 1
}

/** Statements that are in both. */
export function intersect(a: Indexes, b: Indexes): Indexes | undefined {
  if (a.byteLength === 0) return b
  if (b.byteLength === 0) return a
  const both = new Uint8Array(Math.min(a.byteLength, b.byteLength))
  let any = 0
  for (let at = 0; at < both.byteLength; at += 1) {
    const byte = (a[at] ?? 0) & (b[at] ?? 0)
    both[at] = byte
    any |= byte
  }
  return any === 0 ? undefined : both
}

/** Without the zeros at its end; empty where every statement is in it. */
function shorten(bits: Uint8Array, count: number): Indexes {
  let held = 0
  let end = 0
  for (let at = 0; at < bits.byteLength; at += 1) {
    const byte = bits[at] ?? 0
    if (byte === 0) continue
    end = at + 1
    for (let rest = byte; rest !== 0; rest &= rest - 1) held += 1
  }
  return held === count ? all : bits.subarray(0, end)
}
