// KEM keys at admission: what nothing secret may be wrapped to stands in no certificate (cases 58 and 59).
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  checkCertificate,
  checkKemKey,
  decodeCertificate,
  encodeCertificate,
  idBytes,
  issueCertificate,
  sign,
  type ControlObject,
} from '../../../protocol/index.ts'
import { kemPublicKey } from '../../../node/home/kem.ts'
import { alpha, codeOf, genesis, kemKeyOf, keysOf, network, seeded } from '../../helpers/protocol.ts'

const key = await kemPublicKey(seeded('kem seed'))
const x25519At = 1184

function withPoint(hex: string): Uint8Array {
  const bytes = Uint8Array.from(key)
  bytes.set(Buffer.from(hex, 'hex'), x25519At)
  return bytes
}

/** The key with the coefficient at its place (0 to 767) set. */
function withCoefficient(at: number, value: number): Uint8Array {
  const bytes = Uint8Array.from(key)
  const first = Math.floor(at / 2) * 3
  if (at % 2 === 0) {
    bytes[first] = value & 0xff
    bytes[first + 1] = (bytes[first + 1]! & 0xf0) | (value >> 8)
  } else {
    bytes[first + 1] = (bytes[first + 1]! & 0x0f) | ((value & 0xf) << 4)
    bytes[first + 2] = value >> 4
  }
  return bytes
}

// RFC 7748, 6.1 and the points of order 1, 2, 4 and 8, as they are and as they may be written beyond p.
const smallOrder: readonly [string, string][] = [
  ['zero', '00'.repeat(32)],
  ['one', `01${'00'.repeat(31)}`],
  ['order 8', 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'],
  ['the other of order 8', '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157'],
  ['p - 1', `ec${'ff'.repeat(30)}7f`],
  ['p, which is zero', `ed${'ff'.repeat(30)}7f`],
  ['p + 1, which is one', `ee${'ff'.repeat(30)}7f`],
  ['zero with the unused bit', `${'00'.repeat(31)}80`],
]

const bad: readonly [string, Uint8Array][] = [
  ...smallOrder.map(([name, hex]): [string, Uint8Array] => [`case 58: X25519 ${name}`, withPoint(hex)]),
  ['case 59: a coefficient of q', withCoefficient(0, 3329)],
  ['case 59: a second coefficient of q', withCoefficient(1, 3329)],
  ['case 59: the last coefficient of q', withCoefficient(767, 3329)],
  ['case 59: a coefficient of 4095', withCoefficient(300, 4095)],
  ['a byte short', key.subarray(1)],
  ['a byte more', Buffer.concat([key, Buffer.of(0)])],
  ['nothing', new Uint8Array()],
]

describe('a KEM key', () => {
  test.each<[string, Uint8Array]>([
    ['of a seed', key],
    ['of good form', kemKeyOf('any')],
    ['with a coefficient of q - 1', withCoefficient(0, 3328)],
    ['with a second coefficient of q - 1', withCoefficient(1, 3328)],
    ['with the last coefficient at q - 1', withCoefficient(767, 3328)],
  ])('%s is admitted', (_, bytes) => {
    expect(checkKemKey(bytes)).toBeUndefined()
  })

  test.each(bad)('%s is refused, again and again', (_, bytes) => {
    expect(checkKemKey(bytes)).toBe('key-invalid')
    expect(checkKemKey(bytes)).toBe('key-invalid')
  })

  test('any one coefficient beyond q is found', () => {
    const missed = Array.from({ length: 768 }, (_, at) => at).filter(
      (at) => checkKemKey(withCoefficient(at, 3329)) === undefined || checkKemKey(withCoefficient(at, 0)) !== undefined,
    )
    expect(missed).toEqual([])
  })

  test('out of seeds is always admitted', async () => {
    for (let at = 0; at < 20; at += 1) {
      const seed = createHash('sha256').update(`seed ${at}`).digest()
      expect(checkKemKey(await kemPublicKey(seed))).toBeUndefined()
    }
  })
})

describe('a certificate', () => {
  const certificate = decodeCertificate(alpha.certificate.payload)
  const root = keysOf('alpha root')

  test.each(bad.filter(([, bytes]) => bytes.byteLength === 1216))(
    '%s is not issued, and refused from others',
    (_, kemKey) => {
      expect(codeOf(() => issueCertificate({ ...certificate, kemKey }, root.secretKey, alpha.keys.secretKey))).toBe(
        'key-invalid',
      )
      const payload = encodeCertificate({ ...certificate, kemKey })
      const signatures = [root, alpha.keys]
        .map((keys) => ({ key: keys.publicKey, signature: sign('node', idBytes(network), payload, keys.secretKey) }))
        .sort((a, b) => Buffer.compare(a.key, b.key))
      const object: ControlObject = { type: 'certificate', payload, signatures }
      expect(checkCertificate(object, genesis)).toBe('key-invalid')
    },
  )

  test('of a good key counts', () => {
    const object = issueCertificate({ ...certificate, kemKey: key }, root.secretKey, alpha.keys.secretKey)
    expect(checkCertificate(object, genesis)).toBeUndefined()
  })
})
