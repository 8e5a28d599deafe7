// Takes bundles in that come from other nodes: judged, opened, checked against their root, committed; then the sender
// may be told, and the bundle forwarded.
import { zstdDecompressSync } from 'node:zlib'
import type { Bundle, SignedHeader, Slot } from '../../protocol/bundle.ts'
import type { Frame } from '../../protocol/frame.ts'
import type { LaneId, MemberId, NodeKey, StatementId } from '../../protocol/ids.ts'
import type { ProtocolCode } from '../../protocol/codes.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import type { CommitBundle, IdentityEntry } from '../store/types.ts'
import type { Heads } from './heads.ts'
import { checkRoot, decodePayload, parseHeader } from '../../protocol/bundle.ts'
import { decodeFrame } from '../../protocol/frame.ts'
import { limits } from '../../protocol/limits.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { checkSuccessor } from '../../protocol/lane.ts'
import { judgeHeader, type Knowledge } from '../validation/judge.ts'
import { fingerprintOf, identityOf } from './identity.ts'
import { placeOf } from './place.ts'
import { understand } from './understand.ts'
import type { Unsealing } from './unseal.ts'

export interface ReceiveDeps {
  readonly node: NodeKey
  readonly heads: Heads
  readonly know: (from: From) => Knowledge
  readonly unsealing: Unsealing
  /** Lanes whose grants are being unwrapped: what follows in them waits. */
  readonly unwrapping: Map<LaneId, Promise<void>>
  readonly log: { warn(event: string, fields?: Readonly<Record<string, unknown>>): void }
  readonly commit: (bundle: CommitBundle) => Promise<unknown>
  readonly stored: (lane: LaneId, seq: number) => SignedHeader | undefined
  /** The statement of this member that a withdrawal names. */
  readonly find: (id: StatementId) => Statement | undefined
  /** Two headers of one lane and seq: hands the proof to whoever keeps control objects. */
  readonly forked: (held: SignedHeader, other: SignedHeader) => Promise<void>
  /** Whether the lane's cut names a bundle that is not held here, so that another chain than the held one may lead to it. */
  readonly mayLead: (other: SignedHeader) => boolean
  /** Takes the lane's bundles from `seq` on out of its chain; `false` where that is too many. */
  readonly displace: (lane: LaneId, seq: number) => Promise<boolean>
}

export interface From {
  readonly peer: NodeKey
  readonly via: 'gossip' | 'sync' | 'announce'
}

/** `wanted`: the header is good and next in its lane, the payload is to be pulled. */
export interface Received {
  readonly code: 'accepted' | 'wanted' | ProtocolCode
  /** There once the signature was found good: what a budget or a seen set may be charged with. */
  readonly signed?: SignedHeader
}

/** Judges and commits a frame. Rejects with StoreError alone: everything that a peer can get wrong is a code. */
export async function receiveFrame(bytes: Uint8Array, from: From, deps: ReceiveDeps): Promise<Received> {
  for (let change = deps.heads.changing(); change !== undefined; change = deps.heads.changing()) await change
  try {
    const frame = decodeFrame(bytes)
    if (deps.unwrapping.size > 0) {
      const { lane } = parseHeader(frame.header, frame.signature)
      // In the order of the calls, since all wait for the same promise.
      for (let turn = deps.unwrapping.get(lane); turn !== undefined; turn = deps.unwrapping.get(lane)) await turn
    }
    return await takeFrame(frame, from, deps)
  } catch (error) {
    return { code: codeOf(error) }
  }
}

/** Frames of one lane are handed over without waiting: up to its commit, nothing of a frame may wait either. */
async function takeFrame(frame: Frame, from: From, deps: ReceiveDeps): Promise<Received> {
  const judged = judgeHeader(frame.header, frame.signature, deps.know(from))
  if (judged.code !== 'accepted') {
    if (judged.signed === undefined || judged.signatureGood !== true) return { code: judged.code }
    const { signed, code } = judged
    const held = heldAt(signed, deps)
    if (held === undefined) return { code, signed }
    if (held.id === signed.id) return { code: 'duplicate', signed }
    if (from.via === 'sync' && deps.mayLead(signed)) return takeOther(frame, signed, held, from, deps)
    await deps.forked(held, signed)
    return { code: 'prev-mismatch', signed }
  }
  const { signed } = judged
  if (frame.payload === undefined) return { code: 'wanted', signed }
  if (signed.header.seal !== undefined) return takeSealed(frame.payload, signed, judged.suspect, from, deps)
  const opened = openPayload(frame, signed)
  if (typeof opened === 'string') return { code: opened, signed }
  const bundle: Bundle = { ...signed, slots: opened }
  const statements = opened.map(understand)
  await deps.heads.during(bundle, () =>
    deps.commit({ bundle, statements, from, live: from.via === 'gossip', ...ownIdentities(bundle, statements, deps) }),
  )
  // Kept, but not acted on and not passed on.
  return { code: judged.suspect ? 'suspect' : 'accepted', signed }
}

/** A bundle of a restricted lane: its payload is kept as it came, beside what it says where that can be opened. */
async function takeSealed(
  sealed: Uint8Array,
  signed: SignedHeader,
  suspect: boolean,
  from: From,
  deps: ReceiveDeps,
): Promise<Received> {
  const { unsealing, unwrapping } = deps
  const { lane, header } = signed
  const code = suspect ? 'suspect' : 'accepted'
  const commit = (slots: readonly Slot[], more: Partial<CommitBundle>): Promise<unknown> => {
    const bundle: Bundle = { ...signed, slots, sealed }
    const statements = slots.map(understand)
    const own = ownIdentities(bundle, statements, deps)
    const live = from.via === 'announce'
    return deps.heads.during(bundle, () => deps.commit({ bundle, statements, from, live, ...own, ...more }))
  }
  if (header.entry === 'statements') {
    const slots = unsealing.unseal(signed, sealed)
    if (typeof slots === 'string') return { code: slots, signed }
    await commit(slots ?? [], {})
    return { code, signed }
  }
  const unwrapped: PromiseWithResolvers<void> = Promise.withResolvers()
  unwrapping.set(lane, unwrapped.promise)
  let written: Promise<unknown>
  try {
    const keys = await unsealing.takeGrants(signed, sealed)
    if (typeof keys === 'string') return { code: keys, signed }
    written = commit([], { epochKeys: keys })
  } finally {
    unwrapping.delete(lane)
    unwrapped.resolve()
  }
  await written
  if (header.audience.shareHistory) {
    unsealing.openEarlier(lane).catch((error: unknown) => deps.log.warn('history-not-opened', { lane, error }))
  }
  return { code, signed }
}

/** What is held at the place of a bundle. */
function heldAt({ lane, header }: SignedHeader, { heads, stored }: ReceiveDeps): SignedHeader | undefined {
  const head = heads.head(lane)
  if (head === undefined || header.seq > head.header.seq) return undefined
  return heads.flying(lane, header.seq) ?? stored(lane, header.seq)
}

/**
 * A bundle of another branch, while it is not known here which one leads to the position that the cut names: what is held
 * in its place is displaced, so that the branch can be followed to there (docs/protocol.md#cuts). Once that position is
 * held, nothing is displaced any more; until then nothing of either branch counts.
 */
async function takeOther(
  frame: Frame,
  signed: SignedHeader,
  held: SignedHeader,
  from: From,
  deps: ReceiveDeps,
): Promise<Received> {
  const { lane, header } = signed
  const taken = await deps.heads.alone(async () => {
    await deps.forked(held, signed)
    await deps.heads.landed(lane)
    // Where it does not follow what is held either, the branches part earlier.
    const follows = checkSuccessor(deps.stored(lane, header.seq - 1), signed) === undefined
    if (!follows || !deps.mayLead(signed) || !(await deps.displace(lane, header.seq))) return undefined
    // Wrapped: what waits for the head to be moved may go on before this one is durable.
    return { received: takeFrame(frame, from, deps) }
  })
  return taken === undefined ? { code: 'prev-mismatch', signed } : taken.received
}

/** Decompresses within bounds and holds the slots against the root of the header. */
function openPayload(frame: Frame, signed: SignedHeader): Slot[] | ProtocolCode {
  const { payload, compression, size } = frame
  if (payload === undefined) return 'payload-malformed'
  if (size > limits.bundlePayloadMaxBytes) return 'too-large'
  try {
    const plain = compression === 'zstd' ? zstdDecompressSync(payload, { maxOutputLength: Math.max(size, 1) }) : payload
    if (plain.length !== size) return 'payload-malformed'
    const slots = decodePayload(plain, signed.header.count)
    return checkRoot(signed, slots) ?? slots
  } catch (error) {
    return error instanceof ProtocolError ? error.code : 'payload-malformed'
  }
}

/**
 * Bundles of this very node that come back from others (after a restore) bring their records along, those of what they
 * withdraw among them.
 */
function ownIdentities(
  { header }: Bundle,
  statements: readonly (Statement | undefined)[],
  deps: ReceiveDeps,
): { identities?: IdentityEntry[] } {
  if (header.node !== deps.node) return {}
  const member: MemberId = header.member
  const record = (statement: Statement, withdrawn: boolean, index: number): IdentityEntry => ({
    key: identityOf(member, statement),
    value: { fingerprints: [fingerprintOf(statement, placeOf(header.marking, header.audience).key)], withdrawn },
    index,
  })
  const identities = statements.flatMap((statement, index) => {
    if (statement === undefined) return []
    const target =
      statement.kind === 'withdrawal' && statement.target !== undefined ? deps.find(statement.target) : undefined
    return [record(statement, false, index), ...(target === undefined ? [] : [record(target, true, index)])]
  })
  return { identities }
}

function codeOf(error: unknown): ProtocolCode {
  if (error instanceof ProtocolError) return error.code
  throw error
}
