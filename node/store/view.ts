// The database as it was at one moment: a scrub of a running node must not take what arrives meanwhile for damage.
import { type Database, text } from './database.ts'

export interface Range {
  readonly gte: string
  readonly lt: string
}
export type Entry = [string, Uint8Array]

const readMaxBytes = 2 ** 20

export class View implements AsyncDisposable {
  readonly #database: Database
  readonly #snapshot

  constructor(database: Database) {
    this.#database = database
    this.#snapshot = database.snapshot()
  }

  get(key: string): Uint8Array | undefined {
    return this.#database.getSync(key, { ...bytes, snapshot: this.#snapshot })
  }

  text(key: string): string | undefined {
    return this.#database.getSync<string, string>(key, { ...text, snapshot: this.#snapshot })
  }

  entries(range: Range) {
    return this.#database.iterator({ ...range, snapshot: this.#snapshot, highWaterMarkBytes: readMaxBytes })
  }

  keys(range: Range) {
    return this.#database.keys({ ...range, snapshot: this.#snapshot, highWaterMarkBytes: readMaxBytes })
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#snapshot.close()
  }
}

const bytes = { keyEncoding: 'utf8', valueEncoding: 'view' } as const
