// A node key is the libp2p identity of its node: from one to the other and back.
import type { PeerId } from '@libp2p/interface'
import { publicKeyFromRaw } from '@libp2p/crypto/keys'
import { peerIdFromPublicKey } from '@libp2p/peer-id'
import { fromHex } from '../../protocol/bytes.ts'
import { hexId } from '../../protocol/ids.ts'
import type { NodeKey } from '../../protocol/ids.ts'

export function peerIdOf(node: NodeKey): PeerId {
  const key = fromHex(node)
  if (key?.length !== 32) throw new TypeError('a node key has 32 bytes')
  return peerIdFromPublicKey(publicKeyFromRaw(key))
}

/** The node key behind a peer id, or `undefined` where the key is not Ed25519. */
export function nodeKeyOf(peer: PeerId): NodeKey | undefined {
  return peer.type === 'Ed25519' ? hexId<NodeKey>(peer.publicKey.raw) : undefined
}
