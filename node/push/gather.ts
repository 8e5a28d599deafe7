// All rows of a body before the first is published, so that a batch with a fault as a whole publishes nothing.
import { setImmediate as breathe } from 'node:timers/promises'
import { importerOf, type FeedRow, type ImporterOptions } from '../feeds/index.ts'
import { packingBytes, packingOf } from '../feeds/unpack.ts'
import { PushError } from './errors.ts'
import type { PushFormat, PushedObject } from './types.ts'

export interface Gathered {
  readonly rows: readonly FeedRow[]
  /** Objects without a row of their own. */
  readonly context: readonly PushedObject[]
}

/** Throws FeedError where the body as a whole cannot be read, PushError `push-rows-exceeded`, `push-encoding`. */
export async function gather(
  pieces: readonly Uint8Array[],
  format: PushFormat,
  options: ImporterOptions,
  rowsMax: number,
): Promise<Gathered> {
  assertPlain(pieces)
  const rows: FeedRow[] = []
  const objects = new Map<string, PushedObject>()
  const onObject = (object: PushedObject): void => {
    if (objects.size >= rowsMax) throw exceeded(rowsMax)
    objects.set(object.object, object)
  }
  for await (const batch of importerOf(format).parse(inTurns(pieces), { ...options, onObject })) {
    for (const row of batch) rows.push(row)
    if (rows.length > rowsMax) throw exceeded(rowsMax)
  }
  for (const { object } of rows) if (object !== undefined) objects.delete(object)
  return { rows, context: [...objects.values()] }
}

/** Importers unpack what is packed, without the bounds of a batch: here content-encoding says how it is packed. */
function assertPlain(pieces: readonly Uint8Array[]): void {
  const head = Buffer.concat(headOf(pieces)).subarray(0, packingBytes)
  const packing = packingOf(head)
  if (packing !== undefined) {
    throw new PushError('push-encoding', `the body is packed (${packing}), and content-encoding does not say so`)
  }
}

function headOf(pieces: readonly Uint8Array[]): Uint8Array[] {
  const head: Uint8Array[] = []
  for (let at = 0, bytes = 0; at < pieces.length && bytes < packingBytes; at += 1) {
    const piece = pieces[at] ?? new Uint8Array()
    head.push(piece)
    bytes += piece.byteLength
  }
  return head
}

/** Others have their turn between two pieces: what is in memory is never waited for. */
async function* inTurns(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, void> {
  for (const piece of pieces) {
    yield piece
    await breathe()
  }
}

function exceeded(rowsMax: number): PushError {
  return new PushError('push-rows-exceeded', `a batch has at most ${rowsMax} rows`)
}
