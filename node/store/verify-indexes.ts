// The scrub's walks over the indexes, and the slow search for what is wrong, which runs only where the sums differ.
import type { Statement } from '../../protocol/statement-shape.ts'
import { decodeStatement } from '../../protocol/statement.ts'
import { subjectKey } from '../../protocol/subjects/index.ts'
import { type BundleRecord, parseBundleRecord } from './bundles.ts'
import { codeLength, codeNumber, keys, numberCode, rangeOf } from './keys.ts'
import { postingEntries } from './postings.ts'
import { chunkCodes, decodeStatementValue, decodeSubjectValue } from './records.ts'
import type { VerifyFinding } from './types.ts'
import type { Entry, Range, View } from './view.ts'

const entriesPerRead = 1024
/** Index entries by bundle: what was displaced, ids, positions, postings, times. */
export const indexLetters = ['d', 'i', 'l', 'p', 't'] as const

export async function* entriesPage(view: View, range: Range): AsyncGenerator<Entry> {
  const iterator = view.entries(range)
  try {
    for (;;) {
      const page = await iterator.nextv(entriesPerRead)
      if (page.length === 0) return
      yield* page
    }
  } finally {
    await iterator.close()
  }
}

/** The cursors of all statements, in order, from one on. */
export async function* statementCursors(view: View, from: number): AsyncGenerator<number> {
  const iterator = view.keys({ gte: keys.statement(from), lt: 't' })
  try {
    for (;;) {
      const page = await iterator.nextv(entriesPerRead)
      if (page.length === 0) return
      for (const key of page) yield codeNumber(key, 1)
    }
  } finally {
    await iterator.close()
  }
}

/** A walk over a range that stops before a key and goes on from there. */
export class Walk implements AsyncDisposable {
  readonly #iterator
  #page: Entry[] = []
  #at = 0

  constructor(view: View, range: Range) {
    this.#iterator = view.entries(range)
  }

  /** All entries from here to before `end`. */
  async until(end: string): Promise<Entry[]> {
    const found: Entry[] = []
    for (;;) {
      const entry = this.#page[this.#at]
      if (entry === undefined) {
        this.#page = await this.#iterator.nextv(entriesPerRead)
        this.#at = 0
        if (this.#page.length === 0) return found
      } else if (entry[0] < end) {
        found.push(entry)
        this.#at += 1
      } else return found
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#iterator.close()
  }
}

/** Every subject with each code filed under it; a fault where its record or one of its chunks is broken. */
export async function* subjectEntries(view: View): AsyncGenerator<[string, { code: string } | { fault: string }]> {
  for await (const [key, value] of entriesPage(view, rangeOf('u'))) {
    const subject = key.slice(1)
    let held
    try {
      held = decodeSubjectValue(Buffer.from(value).toString('utf8'))
    } catch {
      yield [subject, { fault: 'its record is malformed' }]
      continue
    }
    for (const code of codesOf(held.codes)) yield [subject, { code }]
    for (let chunk = 0; chunk < held.chunks; chunk += 1) {
      const codes = view.text(keys.subjectChunk(subject, chunk))
      if (codes?.length !== chunkCodes * codeLength) yield [subject, { fault: `part ${chunk} is missing` }]
      else for (const code of codesOf(codes)) yield [subject, { code }]
    }
  }
}

function* codesOf(codes: string): Generator<string> {
  for (let at = 0; at < codes.length; at += codeLength) yield codes.slice(at, at + codeLength)
}

/** The ids of the bundles that were taken out of their lane's chain. */
export async function displacedIds(view: View): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  for await (const [key] of entriesPage(view, rangeOf('d'))) ids.add(key.slice(1))
  return ids
}

/** Every index entry that a bundle calls for, but for those of its subjects. */
export function* placesOf(
  { signed, firstCursor, opened }: BundleRecord,
  understood: readonly (Statement | undefined)[],
  displaced: boolean,
): Generator<[string, string]> {
  const first = numberCode(firstCursor)
  yield [keys.bundleId(signed.id), first]
  yield [displaced ? keys.displaced(signed.id) : keys.position(signed.lane, signed.header.seq), first]
  if (!opened) return
  for (const [key, value] of postingEntries(signed.header, understood, firstCursor)) {
    yield [key, Buffer.from(value).toString('latin1')]
  }
}

/** Names every index entry that is missing, wrong or without a statement. */
export async function* explainIndexes(view: View): AsyncGenerator<VerifyFinding> {
  yield* missingEntries(view)
  yield* danglingEntries(view)
  for await (const [subject, code] of subjectEntries(view)) {
    if ('fault' in code) continue
    const statement = readStatement(view, code.code)
    if (statement !== undefined && subjectKey(statement.subject) === subject) continue
    const detail = `a subject names ${codeNumber(code.code)}, which is no statement about it`
    yield { code: 'index-dangling', where: subject, detail }
  }
}

async function* missingEntries(view: View): AsyncGenerator<VerifyFinding> {
  for await (const [key, value] of entriesPage(view, rangeOf('b'))) {
    const record = tryParse(codeNumber(key, 1), value)
    if (record === undefined) continue
    const understood: (Statement | undefined)[] = []
    for (let index = 0; index < record.count; index += 1) {
      const code = numberCode(record.firstCursor + index)
      const statement = readStatement(view, code)
      understood.push(statement)
      if (statement === undefined) continue
      const subject = subjectKey(statement.subject)
      if (!isFiled(view, subject, code)) {
        yield { code: 'index-missing', where: subject, detail: `it does not name ${codeNumber(code)}` }
      }
    }
    for (const [entry, expected] of placesOf(record, understood, isDisplaced(view, record))) {
      const held = view.get(entry)
      if (held === undefined || Buffer.from(held).toString('latin1') !== expected) {
        const detail = held === undefined ? 'the entry is missing' : 'the entry says something else'
        yield { code: entry.startsWith('i') ? 'id-mismatch' : 'index-missing', where: shown(entry), detail }
      }
    }
  }
}

async function* danglingEntries(view: View): AsyncGenerator<VerifyFinding> {
  for (const letter of indexLetters) {
    for await (const [entry, value] of entriesPage(view, rangeOf(letter))) {
      const first =
        letter === 'd' || letter === 'i' || letter === 'l'
          ? Buffer.from(value).toString('latin1')
          : entry.slice(entry.length - codeLength)
      const bundle = view.get(`b${first}`)
      const record = bundle === undefined ? undefined : tryParse(codeNumber(first), bundle)
      const codes = Array.from({ length: record?.count ?? 0 }, (_, index) => numberCode(codeNumber(first) + index))
      const understood = codes.map((code) => readStatement(view, code))
      const expected = record === undefined ? [] : [...placesOf(record, understood, isDisplaced(view, record))]
      if (expected.some(([key]) => key === entry)) continue
      yield { code: 'index-dangling', where: shown(entry), detail: 'no bundle calls for this entry' }
    }
  }
}

/** Whether the bundle was taken out of its lane's chain. */
function isDisplaced(view: View, { signed }: BundleRecord): boolean {
  return view.get(keys.displaced(signed.id)) !== undefined
}

function isFiled(view: View, subject: string, code: string): boolean {
  const value = view.text(`u${subject}`)
  if (value === undefined) return false
  try {
    const { codes, chunks } = decodeSubjectValue(value)
    if ([...codesOf(codes)].includes(code)) return true
    for (let chunk = 0; chunk < chunks; chunk += 1) {
      const part = view.text(keys.subjectChunk(subject, chunk))
      if (part !== undefined && [...codesOf(part)].includes(code)) return true
    }
  } catch {
    return false
  }
  return false
}

// A header that cannot be read was reported when the bundles were walked.
function tryParse(firstCursor: number, value: Uint8Array): BundleRecord | undefined {
  try {
    return parseBundleRecord(firstCursor, value)
  } catch {
    return undefined
  }
}

function readStatement(view: View, code: string): Statement | undefined {
  const value = view.get(`s${code}`)
  if (value === undefined) return undefined
  try {
    const { understood, bytes } = decodeStatementValue(value)
    return understood ? decodeStatement(bytes) : undefined
  } catch {
    return undefined
  }
}

function shown(key: string): string {
  return Buffer.from(key, 'latin1').toString('hex')
}
