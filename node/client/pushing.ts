// Pushing a batch until it is answered: one body and one key, sent again where the node was busy or not there.
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { PushQuery } from '../api/schemas/importing.ts'
import type { PushReceiptView } from '../api/schemas/push.ts'
import type { Lists } from './client.ts'
import { EntenteError, passingCodes } from './errors.ts'
import type { Transport } from './transport.ts'

/** A row as docs/feeds.md#json-lines has it; only `value` is required. Times are ISO 8601. */
export interface PushRow {
  readonly value: string
  readonly kind?: string
  readonly chain?: string
  readonly category?: string
  readonly confidence?: number
  readonly role?: string
  readonly basis?: string
  readonly description?: string
  readonly labels?: readonly string[]
  readonly firstSeen?: string | number
  readonly lastSeen?: string | number
  readonly validUntil?: string | number
  readonly source?: string
  readonly record?: string
  readonly external?: readonly string[]
  readonly marking?: string
  readonly pap?: string
  readonly permittedActions?: readonly string[]
  readonly jurisdictions?: readonly string[]
  readonly noRepublish?: boolean
  readonly statementKind?: 'indicator' | 'sighting'
  readonly sightings?: number
}

/** A STIX bundle or an envelope of TAXII. */
export interface StixDocument {
  readonly objects?: readonly object[]
  readonly [key: string]: unknown
}

export type PushBody =
  | Iterable<PushRow>
  | AsyncIterable<PushRow>
  | StixDocument
  /** JSON Lines, or what `type` says. */
  | string
  | Uint8Array

export interface PushOptions extends Lists<PushQuery> {
  readonly feed: string
  /** Of a body that is text or bytes: its media type. */
  readonly type?: string
  /** Milliseconds after which it is not tried again; 300,000 where left out, 0: once. */
  readonly tryForMs?: number
  /** Milliseconds before it is tried again the first time; doubles up to half a minute. 500 where left out. */
  readonly retryMs?: number
  readonly signal?: AbortSignal
}

const jsonLines = 'application/x-ndjson'
const gzipFromBytes = 32 * 1024
const retryMaxMs = 30_000

/** Nothing was taken, or what was is found again under the same key. */
const again: ReadonlySet<string> = new Set([
  ...passingCodes,
  ...['push-busy', 'push-under-way', 'push-cut', 'push-stalled', 'store-closed'],
])

export async function pushBatch(send: Transport, given: PushBody, options: PushOptions): Promise<PushReceiptView> {
  const { feed, type: stated, tryForMs = 300_000, retryMs = 500, signal, key, ...query } = options
  const { type, bytes } = await bodyOf(given, stated)
  const packed = bytes.byteLength >= gzipFromBytes
  const body = packed ? { type, bytes: await promisify(gzip)(bytes), encoding: 'gzip' } : { type, bytes }
  const headers = { 'idempotency-key': quoted(key ?? crypto.randomUUID()) }
  const until = performance.now() + tryForMs
  for (let pause = retryMs; ; pause = Math.min(pause * 2, retryMaxMs)) {
    try {
      const answer = await send({ operation: 'push', params: { feed }, query, headers, body, signal })
      return JSON.parse(Buffer.concat(await Array.fromAsync(answer)).toString()) as PushReceiptView
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof EntenteError) || !again.has(error.code)) throw error
      // Many that were told the same do not come back at once.
      const wait = Math.max(pause, (error.retryAfter ?? 0) * 1000) * (1 + Math.random() / 4)
      if (performance.now() + wait > until) throw error
      await delay(wait, undefined, signal === undefined ? {} : { signal })
    }
  }
}

function quoted(key: string): string {
  return `"${key.replace(/["\\]/g, '\\$&')}"`
}

async function bodyOf(given: PushBody, stated: string | undefined): Promise<{ type: string; bytes: Uint8Array }> {
  if (typeof given === 'string') return { type: stated ?? jsonLines, bytes: Buffer.from(given) }
  if (given instanceof Uint8Array) return { type: stated ?? jsonLines, bytes: given }
  if (isRows(given)) {
    const lines: string[] = []
    for await (const row of given) lines.push(`${JSON.stringify(row)}\n`)
    return { type: jsonLines, bytes: Buffer.from(lines.join('')) }
  }
  const type = given['type'] === undefined ? 'application/taxii+json;version=2.1' : 'application/stix+json;version=2.1'
  return { type: stated ?? type, bytes: Buffer.from(JSON.stringify(given)) }
}

function isRows(given: object): given is Iterable<PushRow> | AsyncIterable<PushRow> {
  return Symbol.iterator in given || Symbol.asyncIterator in given
}
