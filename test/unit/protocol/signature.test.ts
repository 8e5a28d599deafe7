// Signatures: one verdict on the inputs on which verifiers differ, and no meaning outside of type and network.
import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, test } from 'vitest'
import {
  alpha,
  bundleOf,
  codeOf,
  genesisCharter,
  keysOf,
  memberNamed,
  network,
  seeded,
  signCharter,
} from '../../helpers/protocol.ts'
import {
  acceptGenesis,
  assertVerifier,
  checkPublicKey,
  fromHex,
  generateKeyPair,
  idBytes,
  parseHeader,
  sign,
  verify,
  verifyHeader,
  type SignatureType,
} from '../../../protocol/index.ts'
import { verifyRaw } from '../../../protocol/verify.ts'
import { verifierVectors } from '../../../protocol/verifier-vectors.ts'

const payload = Buffer.from('payload')
const { secretKey, publicKey } = keysOf('signer')
const id = idBytes(network)
const types: readonly SignatureType[] = ['charter', 'node', 'bundle', 'revoke', 'record', 'receipt', 'member']
const order = 2n ** 252n + 27742317777372353535851937790883648493n

function bytes(hex: string): Uint8Array {
  const found = fromHex(hex)
  if (found === undefined) throw new TypeError('hexadecimal')
  return found
}

describe('verifier', () => {
  test('this machine gives the verdict of the network', () => {
    expect(codeOf(assertVerifier)).toBeUndefined()
  })

  test.each(verifierVectors)('$name: key admitted $admitted, signature $verified', (vector) => {
    expect(checkPublicKey(bytes(vector.publicKey)) === undefined).toBe(vector.admitted)
    expect(verifyRaw(bytes(vector.message), bytes(vector.publicKey), bytes(vector.signature))).toBe(vector.verified)
  })

  test('the vectors hold signatures that ZIP 215 takes and the network refuses', () => {
    const divergent = verifierVectors.filter(({ publicKey: key, message, signature, verified }) => {
      return !verified && ed25519.verify(bytes(signature), bytes(message), bytes(key), { zip215: true })
    })
    expect(divergent.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('mixed-order R'),
        expect.stringContaining('mixed-order A'),
        expect.stringContaining('y = p + 1'),
        expect.stringContaining('small order'),
      ]),
    )
  })

  test('the signature with S + L', () => {
    const good = sign('bundle', id, payload, secretKey)
    const s = BigInt(`0x${Buffer.from(good.subarray(32)).reverse().toString('hex')}`) + order
    const malleated = Buffer.concat([
      good.subarray(0, 32),
      Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse(),
    ])
    expect(verify('bundle', id, payload, publicKey, good)).toBe(true)
    expect(verify('bundle', id, payload, publicKey, malleated)).toBe(false)
  })

  test.each([0, 31, 33, 63, 65])('keys and signatures of other lengths: %i', (length) => {
    const good = sign('bundle', id, payload, secretKey)
    expect(verify('bundle', id, payload, new Uint8Array(length), good)).toBe(false)
    expect(verify('bundle', id, payload, publicKey, new Uint8Array(length))).toBe(false)
  })

  test('a changed bit anywhere in a signature', () => {
    const good = sign('bundle', id, payload, secretKey)
    for (let bit = 0; bit < good.byteLength * 8; bit += 1) {
      const bad = Uint8Array.from(good)
      bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(verify('bundle', id, payload, publicKey, bad), `bit ${bit}`).toBe(false)
    }
  })
})

describe('domain', () => {
  test.each(types.flatMap((made) => types.map((taken) => ({ made, taken }))))(
    'signed as $made, verified as $taken',
    ({ made, taken }) => {
      expect(verify(taken, id, payload, publicKey, sign(made, id, payload, secretKey))).toBe(made === taken)
    },
  )

  test('valid in another network alone', () => {
    const signature = sign('bundle', seeded('another network'), payload, secretKey)
    expect(verify('bundle', id, payload, publicKey, signature)).toBe(false)
  })

  test('a copy with a bad signature has the same id and does not verify; the good one does', () => {
    const good = bundleOf(alpha)
    const bad = parseHeader(
      good.bytes,
      Uint8Array.from(good.signature, (byte, at) => (at === 0 ? byte ^ 1 : byte)),
    )
    expect(bad.id).toBe(good.id)
    expect(verifyHeader(bad)).toBe(false)
    expect(verifyHeader(good)).toBe(true)
  })
})

describe('admission', () => {
  const refused = verifierVectors.filter(({ admitted }) => !admitted)

  test.each(refused)('as the root key of a member: $name', (vector) => {
    const members = [
      memberNamed('alpha'),
      memberNamed('bravo', { rootKey: bytes(vector.publicKey) }),
      memberNamed('charlie'),
    ]
    expect(codeOf(() => acceptGenesis(signCharter(genesisCharter({ members }), ['alpha', 'bravo'])))).toBe(
      'key-invalid',
    )
  })

  test.each(refused)('as the key of a governor: $name', (vector) => {
    const charter = genesisCharter()
    const governors = [...charter.governors.slice(0, 2), { member: 'charlie' as never, key: bytes(vector.publicKey) }]
    expect(codeOf(() => acceptGenesis(signCharter({ ...charter, governors }, ['alpha', 'bravo'])))).toBe('key-invalid')
  })

  test('a seed makes one key pair', () => {
    expect(generateKeyPair(seeded('x'))).toEqual(generateKeyPair(seeded('x')))
    expect(codeOf(() => generateKeyPair(new Uint8Array(31)))).toBe('key-invalid')
  })
})
