// Acknowledgements: one encoding, one signer, one network; every other byte is refused with a code.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Ack, checkAck, decodeAck, encodeAck, signAck } from '../../../protocol/ack.ts'
import { hexId, idBytes, type NetworkId, type NodeKey } from '../../../protocol/ids.ts'
import { wire } from '../../../protocol/names.ts'
import { sign } from '../../../protocol/sign.ts'
import { encode } from '../../../protocol/strict.ts'
import { codeOf, keysOf, seeded } from '../../helpers/protocol.ts'

const { publicKey, secretKey } = keysOf('recipient node')
const network = hexId<NetworkId>(seeded('network'))
const ack: Ack = {
  ...{ network, lane: hexId(seeded('lane')), seq: 7, bundle: hexId(seeded('bundle')) },
  ...{ node: hexId<NodeKey>(publicKey), issuedAt: 1_800_000_000_000 },
}
const id = fc.uint8Array({ minLength: 32, maxLength: 32 })
const number = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const anyAck = fc
  .record({ network: id, lane: id, seq: number, bundle: id, node: id, issuedAt: number })
  .map(({ network, lane, bundle, node, ...rest }): Ack => ({
    ...{ network: hexId(network), lane: hexId(lane), bundle: hexId(bundle), node: hexId(node) },
    ...rest,
  }))
const signedAs = (bytes: Uint8Array, signature: Uint8Array): Uint8Array =>
  encode(wire.SignedAck, new wire.SignedAck({ ack: bytes, signature }))
const changed = (change: wire.Ack.$Properties): Uint8Array => {
  const message = wire.Ack.decode(Buffer.from(encodeAck(ack)))
  return encode(wire.Ack, Object.assign(message, change))
}

describe('the encoding', () => {
  it('gives back what went in', () => {
    fc.assert(
      fc.property(anyAck, (one) => {
        expect(decodeAck(encodeAck(one))).toEqual(one)
      }),
    )
  })

  it('refuses whatever else is there, and never breaks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(typeof checkAck(bytes, network)).toBe('string')
      }),
    )
  })

  it.each<[string, wire.Ack.$Properties, string]>([
    ['another format', { format: 2 }, 'version-unsupported'],
    ['a short network id', { network: new Uint8Array(31) }, 'field-invalid'],
    ['no lane', { lane: new Uint8Array() }, 'field-invalid'],
    ['seq 0', { seq: 0 }, 'field-invalid'],
    ['a long bundle id', { bundle: new Uint8Array(33) }, 'field-invalid'],
    ['no node key', { nodeKey: new Uint8Array() }, 'field-invalid'],
    ['no time', { issuedAt: 0 }, 'field-invalid'],
  ])('refuses %s', (_name, change, code) => {
    expect(codeOf(() => decodeAck(changed(change)))).toBe(code)
  })
})

describe('a signed acknowledgement', () => {
  it('is good under the key that it names, in its network', () => {
    expect(checkAck(signAck(ack, secretKey), network)).toEqual(ack)
  })

  const bytes = encodeAck(ack)
  const good = sign('ack', idBytes(network), bytes, secretKey)
  const other = hexId<NetworkId>(seeded('another network'))
  it.each<[string, Uint8Array, string]>([
    ['of another network', signAck({ ...ack, network: other }, secretKey), 'network-mismatch'],
    ['signed by another key', signAck(ack, keysOf('somebody else').secretKey), 'signature-invalid'],
    [
      'signed as another type',
      signedAs(bytes, sign('receipt', idBytes(network), bytes, secretKey)),
      'signature-invalid',
    ],
    ['signed for another network', signedAs(bytes, sign('ack', idBytes(other), bytes, secretKey)), 'signature-invalid'],
    ['about something else than what was signed', signedAs(changed({ seq: 8 }), good), 'signature-invalid'],
    ['with a signature that is cut', signedAs(bytes, good.subarray(0, 63)), 'field-invalid'],
    ['without one', signedAs(bytes, new Uint8Array()), 'field-invalid'],
    ['that is too long', new Uint8Array(1025), 'too-large'],
    ['followed by a byte', Buffer.concat([signedAs(bytes, good), Buffer.of(0)]), 'encoding-invalid'],
  ])('%s is refused', (_name, signed, code) => {
    expect(checkAck(signed, network)).toBe(code)
  })

  it('with any bit changed is refused', () => {
    const signed = Buffer.from(signAck(ack, secretKey))
    fc.assert(
      fc.property(fc.nat(signed.length * 8 - 1), (bit) => {
        const flipped = Buffer.from(signed)
        flipped[bit >> 3]! ^= 1 << (bit & 7)
        expect(typeof checkAck(flipped, network)).toBe('string')
      }),
    )
  })
})
