// The batches of the writer, filled again once they are written. LevelDB's binding frees the copy of everything in a batch
// only when the batch's object is collected, and V8, which does not know of the copy, sees no reason to collect it: under
// an import such copies were the largest part of the process.
import type { ChainedBatch } from 'level'
import type { Database } from './database.ts'
import { StoreError } from './errors.ts'

/** A larger one is left to the collector: its memory would stay for good. */
const keptMaxBytes = 4 * 2 ** 20

export interface Batch extends ChainedBatch<Database, string, Uint8Array> {
  /** What a backend of abstract-level provides for `write`, which also closes the batch. */
  _write(options: { readonly sync: boolean }): Promise<void>
}

export class Batches {
  readonly #database: Database
  #spare: Batch | undefined

  constructor(database: Database) {
    this.#database = database
  }

  /** An empty one. */
  take(): Batch {
    const batch = this.#spare ?? (this.#database.batch() as unknown as Batch)
    this.#spare = undefined
    return batch
  }

  /** Takes back one that was written. `bytes`: how much was in it. */
  async giveBack(batch: Batch, bytes: number): Promise<void> {
    if (bytes > keptMaxBytes || this.#spare !== undefined) {
      await batch.close()
      return
    }
    batch.clear()
    this.#spare = batch
  }
}

/** Writes all of it and waits for the disk. The batch stays as it is. */
export async function writeSynced(database: Database, batch: Batch): Promise<void> {
  // `write` would see to this; the binding does not.
  if (database.status !== 'open') throw new StoreError('store-closed', 'The store is closed.')
  await batch._write({ sync: true })
}
