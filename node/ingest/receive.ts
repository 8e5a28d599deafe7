// Takes bundles in that come from other nodes: judged, opened, checked against their root, committed; then the sender
// may be told, and the bundle forwarded.
import { zstdDecompressSync } from 'node:zlib'
import type { Bundle, SignedHeader, Slot } from '../../protocol/bundle.ts'
import type { Frame } from '../../protocol/frame.ts'
import type { MemberId, NodeKey, StatementId } from '../../protocol/ids.ts'
import type { ProtocolCode } from '../../protocol/codes.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import type { CommitBundle, IdentityEntry, StoredBundle } from '../store/types.ts'
import type { Heads } from './heads.ts'
import { checkRoot, decodePayload } from '../../protocol/bundle.ts'
import { decodeFrame } from '../../protocol/frame.ts'
import { decodeStatement } from '../../protocol/statement.ts'
import { limits } from '../../protocol/limits.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { judgeHeader, type Knowledge } from '../validation/judge.ts'
import { fingerprintOf, identityOf } from './identity.ts'

export interface ReceiveDeps {
  readonly node: NodeKey
  readonly heads: Heads
  readonly know: () => Knowledge
  readonly commit: (bundle: CommitBundle) => Promise<unknown>
  readonly stored: (lane: SignedHeader['lane'], seq: number) => Promise<StoredBundle | undefined>
  /** The statement of this member that a withdrawal names. */
  readonly find: (id: StatementId) => Statement | undefined
  /** Two headers of one lane and seq: hands the proof to whoever keeps control objects. */
  readonly forked: (held: SignedHeader, other: SignedHeader) => Promise<void>
}

export interface From {
  readonly peer: NodeKey
  readonly via: 'gossip' | 'sync'
}

/** `wanted`: the header is good and next in its lane, the payload is to be pulled. */
export interface Received {
  readonly code: 'accepted' | 'wanted' | ProtocolCode
  /** There once the signature was found good: what a budget or a seen set may be charged with. */
  readonly signed?: SignedHeader
}

/** Judges and commits a frame. Rejects with StoreError alone: everything that a peer can get wrong is a code. */
export async function receiveFrame(bytes: Uint8Array, from: From, deps: ReceiveDeps): Promise<Received> {
  let frame: Frame
  try {
    frame = decodeFrame(bytes)
  } catch (error) {
    return { code: codeOf(error) }
  }
  const judged = judgeHeader(frame.header, frame.signature, deps.know())
  if (judged.code !== 'accepted') {
    if (judged.signed === undefined || judged.signatureGood !== true) return { code: judged.code }
    return { code: await judgePast(judged.signed, judged.code, deps), signed: judged.signed }
  }
  const { signed } = judged
  if (frame.payload === undefined) return { code: 'wanted', signed }
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

/** A bundle at a place that is taken: the same one, or a fork. */
async function judgePast(signed: SignedHeader, code: ProtocolCode, deps: ReceiveDeps): Promise<ProtocolCode> {
  const head = deps.heads.head(signed.lane)
  if (head === undefined || signed.header.seq > head.header.seq) return code
  const { lane, header } = signed
  const held = deps.heads.flying(lane, header.seq) ?? (await deps.stored(lane, header.seq))
  if (held === undefined) return code
  if (held.id === signed.id) return 'duplicate'
  await deps.forked(held, signed)
  return 'prev-mismatch'
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

/** What a slot says; `undefined` where it is erased or not understood: it keeps its place. */
function understand(slot: Slot): Statement | undefined {
  if (slot.statement === undefined) return undefined
  try {
    return decodeStatement(slot.statement)
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
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
    value: { fingerprints: [fingerprintOf(statement, header.marking.tlp)], withdrawn },
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
