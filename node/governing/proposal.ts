// The next charter on its way: made from the one in force, looked at before each signature, counted before it is handed in.
import { equalBytes, toHex } from '../../protocol/bytes.ts'
import {
  charterHash,
  checkProposed,
  decodeCharter,
  encodeCharter,
  meetsThreshold,
  signersOf,
  wrongSignatures,
  type Charter,
  type CharterState,
  type Signers,
} from '../../protocol/charter.ts'
import type { ControlObject } from '../../protocol/control.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { MemberId } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import type { CharterChange } from './change.ts'
import { differences, type Change } from './difference.ts'
import { GoverningError } from './errors.ts'

/** What a proposal rests on: the charter that it follows, and the one whose governors must sign. The same, but in a conflict. */
export interface Base {
  readonly prior: CharterState
  readonly authority: Charter
}

export interface NextOptions {
  /** Milliseconds since 1970. */
  readonly nowMs: number
  /** Left out: the end stays as it is. It never moves back. */
  readonly expiresAt?: number
}

/**
 * The charter that follows, unsigned.
 * @throws GoverningError 'charter-expired' where the end has passed and no other is named, 'charter-too-large'
 */
export function nextCharter({ prior }: Base, change: CharterChange, { nowMs, expiresAt }: NextOptions): ControlObject {
  const { name, members, governors, threshold, groups, policy } = prior.charter
  const issuedAt = Math.max(nowMs, prior.charter.issuedAt)
  const end = Math.max(expiresAt ?? 0, prior.charter.expiresAt)
  if (end <= issuedAt) {
    const hint = 'Name a new end along with the change: --expires-days DAYS.'
    throw new GoverningError('charter-expired', `charter version ${prior.version} has expired`, { hint })
  }
  const payload = encodeCharter({
    ...{ name, members, governors, threshold, groups, policy, ...change },
    network: prior.network,
    version: prior.version + 1,
    prev: prior.hash,
    issuedAt,
    expiresAt: end,
  })
  if (payload.byteLength > limits.controlObjectMaxBytes - signaturesMaxBytes) {
    throw new GoverningError('charter-too-large', `${payload.byteLength} bytes`)
  }
  // What the rules of content do not allow is refused here, before anybody signs.
  decodeCharter(payload)
  return { type: 'charter', payload, signatures: [] }
}

/** Room for the signatures of all governors: a key, a signature and their framing each. */
const signaturesMaxBytes = limits.charterGovernorsMax * 104 + 64

/** What a governor is shown of a proposal: `changes` against the charter that is in force. `missing` is empty once it may be handed in. */
export interface Review {
  readonly state: CharterState
  readonly changes: readonly Change[]
  readonly old: Signers
  readonly next: Signers
  /** In words: what is missing under which charter. */
  readonly missing: readonly string[]
}

/**
 * Judges a proposal against the charter that is held, signatures that it has included; how many they are is for the caller.
 * @throws GoverningError 'proposal-stale', 'proposal-in-force', 'proposal-time-ahead', or the code of the rule that it breaks
 */
export function reviewProposal(base: Base, object: ControlObject, nowMs: number): Review {
  const { prior, authority } = base
  const charter = decodeCharter(object.payload)
  if (charter.network === prior.network) {
    if (equalBytes(charterHash(object.payload), prior.hash)) {
      throw new GoverningError('proposal-in-force', `charter version ${charter.version} is in force`)
    }
    const follows = charter.version === prior.version + 1 && charter.prev !== undefined
    if (charter.version <= prior.version || (follows && !equalBytes(charter.prev, prior.hash))) {
      const held = `the node holds charter version ${prior.version} ${toHex(prior.hash).slice(0, 16)}`
      throw new GoverningError('proposal-stale', `the proposal of version ${charter.version} does not follow: ${held}`)
    }
  }
  const state = checkProposed(prior, object)
  if (typeof state === 'string') throw refusal(state, base, object, charter)
  if (charter.issuedAt > nowMs + limits.clockSkewMaxMs) {
    throw new GoverningError('proposal-time-ahead', `issued at ${new Date(charter.issuedAt).toISOString()}`)
  }
  const [old, next] = [signersOf(authority, object), signersOf(charter, object)]
  return { state, changes: differences(authority, charter), old, next, missing: missingOf(old, next) }
}

/** Whether enough have signed, under the charter before and under its own. */
export function isSigned({ authority }: Base, { state }: Review, object: ControlObject): boolean {
  return meetsThreshold(authority, object) && meetsThreshold(state.charter, object)
}

function missingOf(old: Signers, next: Signers): string[] {
  const lack = ({ signed, unsigned, threshold }: Signers): string | undefined =>
    signed.length >= threshold ? undefined : `${threshold - signed.length} of ${unsigned.join(', ')}`
  const [before, after] = [lack(old), lack(next)]
  if (before === undefined) return after === undefined ? [] : [`${after} under the new charter`]
  if (after === undefined || after === before) return [before]
  return [`${before} under the charter in force`, `${after} under the new one`]
}

function refusal(
  code: Extract<ReturnType<typeof checkProposed>, string>,
  { prior }: Base,
  object: ControlObject,
  charter: Charter,
): GoverningError | ProtocolError {
  if (code === 'signature-invalid') {
    const who = wrongSignatures(object, prior.network).map((key) => signerName(key, prior.charter, charter))
    return new GoverningError(code, `the signature of ${who.join(' and of ')} is not good: the file was changed`)
  }
  if (code === 'charter-gap') {
    return new GoverningError(code, `version ${charter.version}, where the node holds version ${prior.version}`)
  }
  return new ProtocolError(code, `the proposal of charter version ${charter.version}`)
}

/** The governor to whom a key belongs, or the key. */
function signerName(key: Uint8Array, ...charters: readonly Charter[]): MemberId | string {
  const known = charters.flatMap(({ governors }) => governors).find((one) => equalBytes(one.key, key))
  return known?.member ?? toHex(key)
}
