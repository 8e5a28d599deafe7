// Control objects: the small signed things that every member holds. One envelope, one hash, strict.
import { compareBytes } from './bytes.ts'
import { ProtocolError } from './errors.ts'
import { tagged } from './hash.ts'
import { limits } from './limits.ts'
import { controlTypes, wire, type ControlType } from './names.ts'
import type { SignatureType } from './sign.ts'
import { decodeStrict, encode } from './strict.ts'
import { verify } from './verify.ts'

export interface KeySignature {
  readonly key: Uint8Array
  readonly signature: Uint8Array
}

/** `payload` is kept byte for byte; `signatures` are sorted by key, each key once. */
export interface ControlObject {
  readonly type: ControlType
  readonly payload: Uint8Array
  readonly signatures: readonly KeySignature[]
}

/** The bytes of a control object, signatures sorted by key. */
export function encodeControl(object: ControlObject): Uint8Array {
  const signatures = [...object.signatures].sort((a, b) => compareBytes(a.key, b.key))
  return encode(
    wire.ControlObject,
    new wire.ControlObject({
      type: controlTypes.number(object.type) ?? wire.ControlType.CONTROL_TYPE_UNSPECIFIED,
      payload: object.payload,
      signatures: signatures.map(({ key, signature }) => new wire.Signature({ key, signature })),
    }),
  )
}

/**
 * The control object in `bytes`; its payload and signatures are not judged yet.
 * @throws ProtocolError 'too-large' | 'encoding-invalid' | 'field-invalid'
 */
export function decodeControl(bytes: Uint8Array): ControlObject {
  const message = decodeStrict(wire.ControlObject, bytes, limits.controlObjectMaxBytes)
  const type = controlTypes.name(message.type)
  if (type === undefined) throw new ProtocolError('field-invalid', 'control object: no known type')
  if (message.signatures.length > limits.controlSignaturesMax) {
    throw new ProtocolError('too-large', 'control object: too many signatures')
  }
  const signatures = message.signatures.map(({ key, signature }) => {
    if (key?.byteLength !== limits.keyBytes || signature?.byteLength !== limits.signatureBytes) {
      throw new ProtocolError('field-invalid', 'control object: signature')
    }
    return { key, signature }
  })
  for (const [at, { key }] of signatures.entries()) {
    const before = signatures[at - 1]
    if (before !== undefined && compareBytes(before.key, key) >= 0) {
      throw new ProtocolError('field-invalid', 'control object: signatures are not sorted by key, each key once')
    }
  }
  return { type, payload: message.payload, signatures }
}

/**
 * SHA256("entente/control/v1" 0x00 u8 type payload). Signatures are left out: whoever adds one makes no other object.
 */
export function controlHash(object: Pick<ControlObject, 'type' | 'payload'>): Uint8Array {
  return tagged(
    'entente/control/v1',
    Uint8Array.of(controlTypes.number(object.type) ?? wire.ControlType.CONTROL_TYPE_UNSPECIFIED),
    object.payload,
  )
}

/** The key of the one signature of an object, where it verifies as `type`; `undefined` otherwise. */
export function soleSigner(object: ControlObject, type: SignatureType, network: Uint8Array): Uint8Array | undefined {
  const [only, second] = object.signatures
  if (only === undefined || second !== undefined) return undefined
  return verify(type, network, object.payload, only.key, only.signature) ? only.key : undefined
}
