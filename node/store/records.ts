// The values of the store, in encode/decode pairs. Numbers are big-endian; cursors in lists are codes (keys.ts).
import type { NodeKey } from '../../protocol/ids.ts'
import { fromHex, toHex } from '../../protocol/bytes.ts'
import { limits } from '../../protocol/limits.ts'
import { StoreError } from './errors.ts'
import { codeLength, codeNumber, numberCode } from './keys.ts'
import type { Arrival, IdentityRecord } from './types.ts'

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

// ---------------------------------------------------------------- bundle: u8 via, [32 peer], 64 signature, header

export interface BundleValue {
  readonly header: Uint8Array
  readonly signature: Uint8Array
  readonly from: Arrival
}

const ways = ['local', 'gossip', 'sync'] as const
const withPeer = 0x80

export function encodeBundleValue({ header, signature, from }: BundleValue): Uint8Array {
  const peer = from.peer === undefined ? undefined : fromHex(from.peer)
  const way = ways.indexOf(from.via) | (peer === undefined ? 0 : withPeer)
  return Buffer.concat([Uint8Array.of(way), peer ?? none, signature, header])
}

export function decodeBundleValue(value: Uint8Array): BundleValue {
  const first = value[0] ?? 0
  const via = ways[first & 0x7f]
  const start = first & withPeer ? 1 + limits.keyBytes : 1
  const headerAt = start + limits.signatureBytes
  if (via === undefined || value.byteLength <= headerAt) throw corrupt('a bundle record is malformed')
  const from = start === 1 ? { via } : { via, peer: toHex(value.subarray(1, start)) as NodeKey }
  return { header: value.subarray(headerAt), signature: value.subarray(start, headerAt), from }
}

// ---------------------------------------------------------------- head: codes of seq, first cursor, statements in lane

export interface HeadValue {
  readonly seq: number
  readonly firstCursor: number
  readonly count: number
}

export function encodeHead({ seq, firstCursor, count }: HeadValue): string {
  return numberCode(seq) + numberCode(firstCursor) + numberCode(count)
}

export function decodeHead(value: string): HeadValue {
  if (value.length !== 3 * codeLength) throw corrupt('a head record is malformed')
  return {
    seq: codeNumber(value),
    firstCursor: codeNumber(value, codeLength),
    count: codeNumber(value, 2 * codeLength),
  }
}

export function corrupt(what: string, cause?: unknown): StoreError {
  return new StoreError('store-corrupt', `The store is corrupt: ${what}.`, { cause })
}
