// The values of the store, in encode/decode pairs. Numbers are big-endian; cursors in lists are codes (keys.ts).
import type { NodeKey } from '../../protocol/ids.ts'
import { fromHex, toHex } from '../../protocol/bytes.ts'
import { limits } from '../../protocol/limits.ts'
import { StoreError } from './errors.ts'
import { codeLength, codeNumber, numberCode } from './keys.ts'
import type { Arrival, EpochKey, IdentityRecord } from './types.ts'

// ---------------------------------------------------------------- statement: u16 (flags 6 bits, index 10 bits), rest
// rest: salt and statement bytes; the leaf alone where erased.

export const statementFlags = { notUnderstood: 1, erased: 2 } as const
export const statementHeadBytes = 2

export interface StatementValue {
  readonly index: number
  readonly understood: boolean
  readonly erased: boolean
  /** Salt and statement, or the leaf where erased. */
  readonly salt: Uint8Array
  readonly bytes: Uint8Array
}

const none = new Uint8Array(0)

/** The index in a statement's record. */
export function indexOf(value: Uint8Array): number {
  return (((value[0] ?? 0) & 3) << 8) | (value[1] ?? 0)
}

export function decodeStatementValue(value: Uint8Array): StatementValue {
  const head = ((value[0] ?? 0) << 8) | (value[1] ?? 0)
  const flags = head >>> 10
  const erased = (flags & statementFlags.erased) !== 0
  if (value.byteLength < statementHeadBytes + limits.saltBytes) throw corrupt('a statement record is cut')
  const from = statementHeadBytes + (erased ? 0 : limits.saltBytes)
  return {
    index: head & 0x3ff,
    understood: (flags & statementFlags.notUnderstood) === 0 && !erased,
    erased,
    salt: erased ? none : value.subarray(statementHeadBytes, from),
    bytes: value.subarray(from),
  }
}

// ---------------------------------------------------------------- subject: [4 characters: chunks] codes, oldest first

export const subjectInlineMax = 24
/** Codes per chunk; chunks are written once and never changed. */
export const chunkCodes = 16

/** What is filed under a subject: `codes` are the newest cursors, oldest first, behind `chunks` full chunks. */
export interface SubjectValue {
  readonly chunks: number
  readonly codes: string
}

export function encodeSubjectValue({ chunks, codes }: SubjectValue): string {
  return chunks === 0 ? codes : numberCode(chunks).slice(4) + codes
}

export function decodeSubjectValue(value: string): SubjectValue {
  const head = value.length % codeLength
  if (head === 0 && value.length > 0) return { chunks: 0, codes: value }
  if (head !== 4) throw corrupt('a subject record has an impossible length')
  return { chunks: codeNumber(`\0\0\0\0${value.slice(0, 4)}`), codes: value.slice(4) }
}

// ---------------------------------------------------------------- identity: code, state, fingerprints of 8 characters

const fingerprintLength = 8

export function encodeIdentity(record: IdentityRecord): string {
  if (record.fingerprints.some((fingerprint) => fingerprint.length !== fingerprintLength)) {
    throw new StoreError('store-order', 'A fingerprint is 8 bytes.')
  }
  return numberCode(record.cursor) + (record.withdrawn ? 'w' : 'a') + record.fingerprints.join('')
}

export function decodeIdentity(value: string): IdentityRecord {
  const fingerprints: string[] = []
  const state = value[codeLength]
  if ((state !== 'a' && state !== 'w') || (value.length - codeLength - 1) % fingerprintLength !== 0) {
    throw corrupt('an identity record is malformed')
  }
  for (let at = codeLength + 1; at < value.length; at += fingerprintLength) {
    fingerprints.push(value.slice(at, at + fingerprintLength))
  }
  return { cursor: codeNumber(value), fingerprints, withdrawn: state === 'w' }
}

// ---------------------------------------------------------------- bundle: u8 via and flags, [32 peer], 64 signature, header

export interface BundleValue {
  readonly header: Uint8Array
  readonly signature: Uint8Array
  readonly from: Arrival
  /** Of a restricted lane: its payload is kept as it travels. */
  readonly sealed: boolean
  /** Its statements are held in the open. */
  readonly opened: boolean
}

const ways = ['local', 'gossip', 'sync', 'announce'] as const
const withPeer = 0x80
const withSealed = 0x40
const withoutStatements = 0x20

export function encodeBundleValue({ header, signature, from, sealed, opened }: BundleValue): Uint8Array {
  const peer = from.peer === undefined ? undefined : fromHex(from.peer)
  const flags = (peer === undefined ? 0 : withPeer) | (sealed ? withSealed : 0) | (opened ? 0 : withoutStatements)
  const way = ways.indexOf(from.via) | flags
  return Buffer.concat([Uint8Array.of(way), peer ?? none, signature, header])
}

export function decodeBundleValue(value: Uint8Array): BundleValue {
  const first = value[0] ?? 0
  const via = ways[first & 0x1f]
  const start = first & withPeer ? 1 + limits.keyBytes : 1
  const headerAt = start + limits.signatureBytes
  if (via === undefined || value.byteLength <= headerAt) throw corrupt('a bundle record is malformed')
  const from = start === 1 ? { via } : { via, peer: toHex(value.subarray(1, start)) as NodeKey }
  return {
    header: value.subarray(headerAt),
    signature: value.subarray(start, headerAt),
    from,
    sealed: (first & withSealed) !== 0,
    opened: (first & withoutStatements) === 0,
  }
}

// ---------------------------------------------------------------- head: codes of seq, first cursor, statements in lane, opened

export interface HeadValue {
  readonly seq: number
  readonly firstCursor: number
  readonly count: number
  /** The newest bundle that could be read. */
  readonly opened: number
}

export function encodeHead({ seq, firstCursor, count, opened }: HeadValue): string {
  return numberCode(seq) + numberCode(firstCursor) + numberCode(count) + (opened === seq ? '' : numberCode(opened))
}

export function decodeHead(value: string): HeadValue {
  const short = value.length === 3 * codeLength
  if (!short && value.length !== 4 * codeLength) throw corrupt('a head record is malformed')
  const seq = codeNumber(value)
  return {
    seq,
    firstCursor: codeNumber(value, codeLength),
    count: codeNumber(value, 2 * codeLength),
    opened: short ? seq : codeNumber(value, 3 * codeLength),
  }
}

export function corrupt(what: string, cause?: unknown): StoreError {
  return new StoreError('store-corrupt', `The store is corrupt: ${what}.`, { cause })
}

// ---------------------------------------------------------------- epoch: 32 key, [u64 started, 32 entitled]

export function encodeEpoch({ key, own }: EpochKey): Uint8Array {
  if (own === undefined) return key
  const started = Buffer.alloc(8)
  started.writeBigUInt64BE(BigInt(own.startedAt))
  return Buffer.concat([key, started, own.entitled])
}

export function decodeEpoch(value: Uint8Array): EpochKey {
  const key = value.subarray(0, limits.hashBytes)
  if (value.byteLength === limits.hashBytes) return { key }
  if (value.byteLength !== 2 * limits.hashBytes + 8) throw corrupt('an epoch record is malformed')
  const startedAt = Number(Buffer.from(value.buffer, value.byteOffset + limits.hashBytes, 8).readBigUInt64BE())
  return { key, own: { startedAt, entitled: value.subarray(limits.hashBytes + 8) } }
}
