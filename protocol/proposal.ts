// Proposals: the next charter as text that goes from governor to governor until enough have signed it.
import { decodeArmor, encodeArmor } from './armor.ts'
import { compareBytes, equalBytes } from './bytes.ts'
import { decodeCharter } from './charter-content.ts'
import { decodeControl, encodeControl, type ControlObject } from './control.ts'
import { ProtocolError } from './errors.ts'
import { idBytes, type NetworkId } from './ids.ts'
import type { KeyPair } from './keys.ts'
import { sign } from './sign.ts'

const label = 'ENTENTE CHARTER PROPOSAL'

/** A charter with the signatures that it has so far, armored. It is what the network takes once enough have signed. */
export function encodeProposal(object: ControlObject): string {
  return encodeArmor(label, encodeControl(object))
}

/**
 * The proposed charter in a text, its fields checked. Whether it may follow the charter that is held, and whose signatures are good,
 * `checkProposed` says.
 * @throws ProtocolError 'proposal-invalid'
 */
export function decodeProposal(text: string): ControlObject {
  const bytes = decodeArmor(label, text)
  if (bytes === undefined) throw new ProtocolError('proposal-invalid', 'this is no charter proposal')
  let object: ControlObject
  try {
    object = decodeControl(bytes)
    if (object.type === 'charter') decodeCharter(object.payload)
  } catch (cause) {
    const why = cause instanceof ProtocolError ? cause.message : 'unreadable'
    throw new ProtocolError('proposal-invalid', `charter proposal: ${why}`, { cause })
  }
  if (object.type !== 'charter') throw new ProtocolError('proposal-invalid', `a proposal of a ${object.type}`)
  return object
}

/** A charter with the signature of one more governor key; one that this key had made before is made anew. */
export function signProposal(
  object: ControlObject,
  network: NetworkId,
  { publicKey, secretKey }: KeyPair,
): ControlObject {
  const signature = sign('charter', idBytes(network), object.payload, secretKey)
  const others = object.signatures.filter(({ key }) => !equalBytes(key, publicKey))
  const signatures = [...others, { key: publicKey, signature }]
  return { ...object, signatures: signatures.sort((a, b) => compareBytes(a.key, b.key)) }
}

/**
 * One proposal out of several copies that governors signed apart. Of two signatures of one key the first is kept.
 * @throws ProtocolError 'proposal-invalid' where they propose different charters
 */
export function joinProposals(first: ControlObject, others: readonly ControlObject[]): ControlObject {
  if (others.some(({ payload }) => !equalBytes(payload, first.payload))) {
    throw new ProtocolError('proposal-invalid', 'the files propose different charters')
  }
  const signatures = [...first.signatures]
  for (const one of others.flatMap((other) => other.signatures)) {
    if (!signatures.some(({ key }) => equalBytes(key, one.key))) signatures.push(one)
  }
  return { ...first, signatures: signatures.sort((a, b) => compareBytes(a.key, b.key)) }
}
