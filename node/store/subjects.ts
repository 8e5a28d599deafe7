// Reads by subject: everything about one, newest first, and ranges of subjects. This is the path of every lookup.
import type { Reader } from '../access/access.ts'
import type { BundleRecords } from './bundles.ts'
import { type Database, getText, text } from './database.ts'
import type { KeyFilter } from './filter.ts'
import { chunkCodes, corrupt, decodeSubjectValue } from './records.ts'
import { codeLength, codeNumber, keys, numberCode } from './keys.ts'
import type { AboutOptions, StoredStatement, SubjectPlace, SubjectRange, SubjectsOptions } from './types.ts'

const aboutDefault = 1000
const page = 256

export class SubjectReads {
  readonly #database: Database
  readonly #records: BundleRecords
  readonly #filter: KeyFilter

  constructor(database: Database, records: BundleRecords, filter: KeyFilter) {
    this.#database = database
    this.#records = records
    this.#filter = filter
  }

  about(reader: Reader, subjectKey: string, options: AboutOptions = {}): StoredStatement[] {
    if (!this.#filter.mayHave(subjectKey)) return []
    const value = getText(this.#database, `u${subjectKey}`)
    return value === undefined ? [] : this.#read(reader, subjectKey, value, options)
  }

  /** For each place, whether its subject has no other statement. */
  async alone(places: readonly SubjectPlace[]): Promise<boolean[]> {
    const values = await this.#database.getMany<string, string>(
      places.map(({ subjectKey }) => `u${subjectKey}`),
      text,
    )
    return places.map(({ cursor }, at) => {
      const value = values[at]
      return value?.length === codeLength && codeNumber(value) === cursor
    })
  }

  #read(reader: Reader, subjectKey: string, value: string, options: AboutOptions): StoredStatement[] {
    const limit = options.limit ?? aboutDefault
    if (value.length === codeLength && options.before === undefined) {
      // One statement, as most subjects have.
      const only = limit > 0 ? this.#statement(reader, value) : undefined
      return only === undefined ? [] : [only]
    }
    const found: StoredStatement[] = []
    for (const code of this.#codes(subjectKey, value, options.before)) {
      if (found.length >= limit) break
      const stored = this.#statement(reader, code)
      if (stored !== undefined) found.push(stored)
    }
    return found
  }

  #statement(reader: Reader, code: string): StoredStatement | undefined {
    const value = this.#database.getSync(`s${code}`)
    if (value === undefined) throw corrupt(`the statement at ${codeNumber(code)} is missing`)
    return this.#records.readable(reader, codeNumber(code), value)
  }

  /** Newest first. */
  *#codes(subjectKey: string, value: string, before?: number): Generator<string> {
    const { chunks, codes } = decodeSubjectValue(value)
    const end = before === undefined ? undefined : numberCode(before)
    yield* backwards(codes, end)
    for (let chunk = this.#chunksBefore(subjectKey, chunks, codes, end) - 1; chunk >= 0; chunk -= 1) {
      yield* backwards(this.#chunk(subjectKey, chunk), end)
    }
  }

  #chunk(subjectKey: string, chunk: number): string {
    const value = getText(this.#database, keys.subjectChunk(subjectKey, chunk))
    if (value?.length !== chunkCodes * codeLength) throw corrupt('a part of a subject is missing')
    return value
  }

  /** How many chunks, from the oldest, begin before `end`: found by halving, so that deep pages stay cheap. */
  #chunksBefore(subjectKey: string, chunks: number, inline: string, end: string | undefined): number {
    if (end === undefined || inline.slice(0, codeLength) < end) return chunks
    let from = 0
    let to = chunks
    while (from < to) {
      const middle = (from + to) >>> 1
      if (this.#chunk(subjectKey, middle).slice(0, codeLength) < end) from = middle + 1
      else to = middle
    }
    return from
  }

  async *range(reader: Reader, range: SubjectRange, options: SubjectsOptions = {}): AsyncGenerator<StoredStatement> {
    const limit = options.limit ?? Infinity
    const bounds = { gte: `u${range.gte}`, lt: `u${range.lt}` }
    const after = options.after === undefined ? undefined : `u${options.after}`
    const start = after !== undefined && after >= bounds.gte ? { gt: after } : { gte: bounds.gte }
    const iterator = this.#database.iterator<string, string>({ ...start, lt: bounds.lt, ...text })
    let subjects = 0
    try {
      for (;;) {
        const entries = await iterator.nextv(page)
        if (entries.length === 0) return
        for (const [key, value] of entries) {
          const stored = this.#read(reader, key.slice(1), value, {})
          if (stored.length === 0) continue
          yield* stored
          subjects += 1
          if (subjects >= limit) return
        }
      }
    } finally {
      await iterator.close()
    }
  }
}

function* backwards(codes: string, end: string | undefined): Generator<string> {
  for (let at = codes.length - codeLength; at >= 0; at -= codeLength) {
    const code = codes.slice(at, at + codeLength)
    if (end === undefined || code < end) yield code
  }
}
