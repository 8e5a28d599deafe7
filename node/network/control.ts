// The exchange /entente/control/1: digest first, hashes where it differs, then the objects that either side lacks. It runs
// before lanes are compared: otherwise a node that was away would trust a stolen key.
//
//   asking   digest ->                     <- digest, done               answering, where both are equal
//                                          <- hashes ... done            otherwise
//            want ... objects ... done ->  <- objects ... done
import type { ProtocolCode } from '../../protocol/codes.ts'
import { verdictOf } from '../../protocol/codes.ts'
import { equalBytes, toHex } from '../../protocol/bytes.ts'
import { controlHash, decodeControl } from '../../protocol/control.ts'
import { limits } from '../../protocol/limits.ts'
import { controlTypes } from '../../protocol/names.ts'
import { NetworkError } from './errors.ts'
import { controlLimits } from './limits.ts'
import type { Channel } from './stream.ts'
import type { NetworkTrust } from './types.ts'
import { decode, encode, wire } from './wire.ts'

export interface ControlDeps {
  readonly trust: NetworkTrust
  /** Hashes of what was refused since trust last changed: not asked for again. */
  readonly refused: Set<string>
  readonly onRefused: (code: ProtocolCode) => void
}

/** Resolves when both sides gave what the other lacked. */
export async function askControl(channel: Channel, deps: ControlDeps): Promise<{ readonly equal: boolean }> {
  const { trust } = deps
  const digest = trust.digest()
  await channel.send(message({ digest }))
  const theirs = new Map<string, Uint8Array>()
  for (let done = false; !done;) {
    const answer = await receive(channel)
    if (answer.done && answer.hashes.length === 0 && equalBytes(answer.digest, digest)) return { equal: true }
    for (const hash of answer.hashes) theirs.set(hashText(hash), hash)
    if (theirs.size > controlLimits.hashesMax) throw new NetworkError('message-too-large', 'too many control objects')
    done = answer.done
  }
  const mine = trust.hashes()
  const held = new Set(mine.map(toHex))
  const want = [...theirs].filter(([hash]) => !held.has(hash) && !deps.refused.has(hash)).map(([, hash]) => hash)
  for (const some of chunksOf(want)) await channel.send(message({ want: some }))
  await sendObjects(
    channel,
    trust,
    mine.filter((hash) => !theirs.has(toHex(hash))),
  )
  await takeObjects(channel, deps)
  return { equal: false }
}

/** The other side of it. */
export async function answerControl(channel: Channel, deps: ControlDeps): Promise<void> {
  const { trust } = deps
  const asked = await receive(channel)
  const digest = trust.digest()
  if (equalBytes(asked.digest, digest)) return channel.send(message({ digest, done: true }))
  const chunks = chunksOf(trust.hashes())
  for (const [at, hashes] of chunks.entries()) {
    await channel.send(message({ digest, hashes, done: at === chunks.length - 1 }))
  }
  if (chunks.length === 0) await channel.send(message({ digest: new Uint8Array(), done: true }))
  await sendObjects(channel, trust, await takeObjects(channel, deps))
}

function message(properties: wire.ControlMessage.$Properties): Uint8Array {
  return encode(wire.ControlMessage, properties)
}

async function receive(channel: Channel): Promise<wire.ControlMessage> {
  const bytes = await channel.receive()
  if (bytes === undefined) throw new NetworkError('stream-closed', 'the peer ended the exchange')
  return decode(wire.ControlMessage, bytes)
}

function hashText(hash: Uint8Array): string {
  if (hash.length !== limits.hashBytes) throw new NetworkError('message-malformed', 'a hash has 32 bytes')
  return toHex(hash)
}

function chunksOf(hashes: readonly Uint8Array[]): Uint8Array[][] {
  const chunks: Uint8Array[][] = []
  for (let at = 0; at < hashes.length; at += controlLimits.hashesPerMessage) {
    chunks.push(hashes.slice(at, at + controlLimits.hashesPerMessage))
  }
  return chunks
}

/** What others rest on goes first: charters, then certificates, and so on in the order of the types. */
async function sendObjects(channel: Channel, trust: NetworkTrust, hashes: readonly Uint8Array[]): Promise<void> {
  const objects = hashes.flatMap((hash) => trust.object(hash) ?? [])
  const ranked = objects.map((object) => ({ object, rank: controlTypes.number(decodeControl(object).type) ?? 0 }))
  for (const { object } of ranked.sort((a, b) => a.rank - b.rank)) await channel.send(message({ objects: [object] }))
  await channel.send(message({ done: true }))
  await channel.flush()
}

/** Applies what comes until the peer is done; gives the hashes that it wants in turn. */
async function takeObjects(channel: Channel, deps: ControlDeps): Promise<Uint8Array[]> {
  const wanted: Uint8Array[] = []
  let deferred: Uint8Array[] = []
  for (let done = false; !done;) {
    const { objects, want, done: last } = await receive(channel)
    done = last
    for (const hash of want) {
      hashText(hash)
      wanted.push(hash)
    }
    if (wanted.length > controlLimits.hashesMax) throw new NetworkError('message-too-large', 'too many control objects')
    for (const object of objects) {
      if ((await applyOne(object, deps)) === 'defer' && deferred.length < controlLimits.deferredMax)
        deferred.push(object)
    }
  }
  // What rests on something that came later in the same exchange is tried again while that helps.
  for (let before = Infinity; deferred.length < before && deferred.length > 0;) {
    before = deferred.length
    const still: Uint8Array[] = []
    for (const object of deferred) if ((await applyOne(object, deps)) === 'defer') still.push(object)
    deferred = still
  }
  return wanted
}

async function applyOne(object: Uint8Array, deps: ControlDeps): Promise<'done' | 'defer'> {
  const { code } = await deps.trust.apply(object)
  if (code === 'accepted' || code === 'held') return 'done'
  const verdict = verdictOf(code)
  if (verdict === 'defer') return 'defer'
  deps.onRefused(code)
  if (verdict === 'reject') throw new NetworkError(code, 'the peer gave a control object that is broken')
  if (deps.refused.size >= controlLimits.refusedMax) deps.refused.clear()
  deps.refused.add(toHex(controlHash(decodeControl(object))))
  return 'done'
}
