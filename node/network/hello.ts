// The handshake /entente/hello/1: both show network, charter and certificate; the side that holds the older charter asks
// for the newer ones and speaks its verdict first; the other answers, and is acknowledged. Both know then that both are
// done, which gossipsub needs: it never opens its stream again to a peer that refused it once.
//
//   dialer   Hello ->            <- Hello   listener
//   older    SEND_CHARTERS ->    <- CHARTERS    newer      as often as needed, to an active member's node alone
//   older    ADMITTED ->         <- ADMITTED    newer      of equal ones the dialer counts as the older
//   older    ADMITTED ->                                   the acknowledgement
//   either   REFUSED code, in place of any of its messages
import type { NodeKey } from '../../protocol/ids.ts'
import { idBytes } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import { judgeHello, judgeNode } from './admission.ts'
import type { AdmissionCode } from './admission.ts'
import { NetworkError } from './errors.ts'
import { helloLimits } from './limits.ts'
import type { Channel } from './stream.ts'
import type { NetworkTrust } from './types.ts'
import { decode, encode, shownCode, wire } from './wire.ts'

const { ADMITTED, CHARTERS, REFUSED, SEND_CHARTERS } = wire.HelloVerdict
const refusedVersion: number = REFUSED

export interface HelloDeps {
  readonly trust: NetworkTrust
  readonly certificate: Uint8Array
  readonly agent: string
}

export interface HelloPeer {
  /** The key that secures the connection. */
  readonly node: NodeKey
  readonly role: 'dialer' | 'listener'
  /** Called once the peer may use every protocol towards this node: before it can know. */
  readonly admit: () => void
}

export interface HelloOutcome {
  readonly agent: string
  readonly charterVersion: number
}

/** The peer turned this node away, or this node the peer. */
export class RefusedError extends NetworkError {
  readonly by: 'us' | 'peer'
  /** As the peer wrote it, where it refused. */
  readonly shown: string

  constructor(code: AdmissionCode, by: 'us' | 'peer', shown: string = code) {
    super(code, by === 'us' ? `the peer is refused: ${code}` : `the peer refuses this node: ${shown}`)
    this.by = by
    this.shown = shown
  }
}

/**
 * Runs the handshake to its end: both sides know then that both are admitted.
 * @throws RefusedError; NetworkError `handshake-malformed`, `stream-closed`, `stream-timeout`, `message-too-large`
 */
export async function runHello(channel: Channel, deps: HelloDeps, peer: HelloPeer): Promise<HelloOutcome> {
  const { trust } = deps
  const mine = trust.charter()
  const sendHello = () => channel.send(encode(wire.Hello, helloOf(deps, mine)))
  if (peer.role === 'dialer') await sendHello()
  const hello = await receiveHello(channel)
  const code = judgeHello(hello, trust, peer.node)
  if (code !== undefined) throw await refuse(channel, code)
  if (peer.role === 'listener') await sendHello()

  const first = mine.version === hello.charterVersion ? peer.role === 'dialer' : mine.version < hello.charterVersion
  if (first) {
    await pullCharters(channel, trust, hello.charterVersion)
    await assertActive(channel, trust, hello, peer.node)
    await channel.send(reply({ verdict: ADMITTED }))
    await expectAdmitted(channel)
    const late = judgeNode(trust, peer.node)
    if (late !== undefined) throw await refuse(channel, late)
    peer.admit()
    await channel.send(reply({ verdict: ADMITTED }))
  } else {
    await serveCharters(channel, trust, hello, peer.node)
    await assertActive(channel, trust, hello, peer.node)
    peer.admit()
    await channel.send(reply({ verdict: ADMITTED }))
    await expectAdmitted(channel)
  }
  return { agent: shownAgent(hello.agent), charterVersion: hello.charterVersion }
}

function helloOf(deps: HelloDeps, charter: { version: number; hash: Uint8Array }): wire.Hello.$Properties {
  return {
    version: limits.protocolVersion,
    network: idBytes(deps.trust.networkId),
    charterVersion: charter.version,
    charterHash: charter.hash,
    certificate: deps.certificate,
    agent: deps.agent.slice(0, helloLimits.agentMaxChars),
  }
}

function reply(message: wire.HelloReply.$Properties): Uint8Array {
  return encode(wire.HelloReply, message)
}

async function refuse(channel: Channel, code: AdmissionCode): Promise<RefusedError> {
  await channel.send(reply({ verdict: REFUSED, code }))
  await channel.flush()
  return new RefusedError(code, 'us')
}

async function receiveHello(channel: Channel): Promise<wire.Hello> {
  const bytes = await channel.receive({ messageMaxBytes: helloLimits.messageMaxBytes })
  if (bytes === undefined) throw new NetworkError('stream-closed', 'the peer ended the handshake')
  const hello = decode(wire.Hello, bytes)
  // A listener that refuses answers with a HelloReply in place of its Hello: as one it would have a version that nobody
  // speaks, and no charter.
  if (hello.version === refusedVersion && hello.charterVersion === 0) throwRefused(decode(wire.HelloReply, bytes))
  return hello
}

async function receiveReply(channel: Channel, messageMaxBytes: number): Promise<wire.HelloReply> {
  const bytes = await channel.receive({ messageMaxBytes })
  if (bytes === undefined) throw new NetworkError('stream-closed', 'the peer ended the handshake')
  const message = decode(wire.HelloReply, bytes)
  if (message.verdict === REFUSED) throwRefused(message)
  return message
}

function throwRefused(message: wire.HelloReply): never {
  throw new RefusedError('not-admitted', 'peer', shownCode(message.code))
}

async function expectAdmitted(channel: Channel): Promise<void> {
  const { verdict } = await receiveReply(channel, helloLimits.messageMaxBytes)
  if (verdict !== ADMITTED) throw new NetworkError('handshake-malformed', 'a verdict was expected')
}

/** Asks for charters until the peer's version is held, or until one of them is held back or refused. */
async function pullCharters(channel: Channel, trust: NetworkTrust, version: number): Promise<void> {
  for (let held = trust.charter().version; held < version;) {
    await channel.send(reply({ verdict: SEND_CHARTERS, charterVersion: held }))
    const message = await receiveReply(channel, helloLimits.chartersMaxBytes)
    if (message.verdict !== CHARTERS || message.charters.length > limits.charterSuccessorsPerReplyMax) {
      throw new NetworkError('handshake-malformed', 'charters were expected')
    }
    for (const charter of message.charters) {
      const { code } = await trust.apply(charter)
      // Two charters of one version: the peer is judged under the one before them.
      if (code === 'charter-conflict') return
      if (code !== 'accepted' && code !== 'held') throw await refuse(channel, code)
    }
    const now = trust.charter().version
    if (now <= held) throw await refuse(channel, 'charter-gap')
    held = now
  }
}

/** Answers for charters until the peer speaks its verdict. */
async function serveCharters(channel: Channel, trust: NetworkTrust, hello: wire.Hello, node: NodeKey): Promise<void> {
  for (let given = -1; ;) {
    const message = await receiveReply(channel, helloLimits.messageMaxBytes)
    if (message.verdict === ADMITTED) return
    if (message.verdict !== SEND_CHARTERS || message.charterVersion <= given) {
      throw new NetworkError('handshake-malformed', 'a verdict or a question for charters was expected')
    }
    given = message.charterVersion
    await assertActive(channel, trust, hello, node)
    await channel.send(reply({ verdict: CHARTERS, charters: chartersThatFit(trust.chartersAfter(given)) }))
  }
}

function chartersThatFit(charters: readonly Uint8Array[]): Uint8Array[] {
  let bytes = 0
  const fit = charters.slice(0, limits.charterSuccessorsPerReplyMax)
  const end = fit.findIndex((charter) => (bytes += charter.length + 8) > limits.controlObjectMaxBytes)
  return end === -1 ? fit : fit.slice(0, Math.max(end, 1))
}

async function assertActive(channel: Channel, trust: NetworkTrust, hello: wire.Hello, node: NodeKey): Promise<void> {
  const applied = await trust.apply(hello.certificate)
  const code = judgeNode(trust, node)
  if (code === undefined) return
  const known = code !== 'node-unknown' || applied.code === 'accepted' || applied.code === 'held'
  throw await refuse(channel, known ? code : applied.code)
}

/** What a peer calls itself, fit for a terminal. */
export function shownAgent(agent: string): string {
  return agent.replace(/[^\x20-\x7e]/g, '').slice(0, helloLimits.agentMaxChars)
}
