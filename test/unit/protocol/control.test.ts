// Control objects, certificates and node records.
import { describe, expect, test } from 'vitest'
import {
  alpha,
  bravo,
  codeOf,
  genesis,
  genesisObject,
  kemKeyOf,
  keysOf,
  network,
  nodeOf,
  start,
  succeed,
  withMember,
} from '../../helpers/protocol.ts'
import {
  checkCertificate,
  checkRecord,
  controlHash,
  decodeCertificate,
  decodeControl,
  decodeRecord,
  encodeControl,
  fromHex,
  hexId,
  idBytes,
  issueCertificate,
  issueRecord,
  limits,
  replacesCertificate,
  replacesRecord,
  sign,
  tagged,
  toHex,
  type ControlObject,
  type MemberId,
  type NodeKey,
} from '../../../protocol/index.ts'

const certificate = {
  network,
  member: alpha.member,
  nodeKey: alpha.key,
  kemKey: kemKeyOf('x'),
  serial: 1,
  issuedAt: start,
}
const nodeSecret = alpha.keys.secretKey
const root = keysOf('alpha root').secretKey
const record = {
  network,
  nodeKey: alpha.key,
  serial: 7,
  addresses: ['/ip4/192.0.2.1/tcp/4001', '/dns4/node.example/tcp/4001'],
}

describe('control object', () => {
  test('round trip, signatures sorted', () => {
    const shuffled = { ...genesisObject, signatures: [...genesisObject.signatures].reverse() }
    const read = decodeControl(encodeControl(shuffled))
    expect(toHex(read.payload)).toBe(toHex(genesisObject.payload))
    expect(read.signatures.map(({ key }) => toHex(key))).toEqual(genesisObject.signatures.map(({ key }) => toHex(key)))
  })

  test('its hash leaves the signatures out', () => {
    const hash = toHex(controlHash(genesisObject))
    expect(hash).toBe(toHex(tagged('entente/control/v1', Uint8Array.of(1), genesisObject.payload)))
    expect(toHex(controlHash({ ...genesisObject, signatures: [] } as ControlObject))).toBe(hash)
    expect(toHex(controlHash({ ...genesisObject, type: 'certificate' }))).not.toBe(hash)
  })

  const [signature] = genesisObject.signatures
  test.each<[string, ControlObject, string]>([
    ['no type', { ...genesisObject, type: 'gossip' as never }, 'field-invalid'],
    ['a short key', { ...genesisObject, signatures: [{ ...signature!, key: new Uint8Array(31) }] }, 'field-invalid'],
    [
      'a short signature',
      { ...genesisObject, signatures: [{ ...signature!, signature: new Uint8Array(63) }] },
      'field-invalid',
    ],
    [
      'too many signatures',
      {
        ...genesisObject,
        signatures: Array.from({ length: limits.controlSignaturesMax + 1 }, (_, at) => ({
          key: Buffer.alloc(32, at + 1),
          signature: new Uint8Array(64),
        })),
      },
      'too-large',
    ],
    ['endless data', { ...genesisObject, payload: new Uint8Array(limits.controlObjectMaxBytes) }, 'too-large'],
  ])('%s', (_, object, code) => {
    expect(codeOf(() => decodeControl(encodeControl(object)))).toBe(code)
  })
})

describe('certificate', () => {
  test('signed by the root of its member', () => {
    expect(checkCertificate(issueCertificate(certificate, root, nodeSecret), genesis)).toBeUndefined()
    expect(decodeCertificate(alpha.certificate.payload)).toMatchObject({
      member: 'alpha',
      nodeKey: alpha.key,
      serial: 1,
    })
  })

  const identity = hexId<NodeKey>(Uint8Array.of(1, ...new Uint8Array(31)))
  const order8 = hexId<NodeKey>(fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')!)
  test.each<[string, () => ControlObject, string]>([
    [
      'by another root',
      () => issueCertificate(certificate, keysOf('bravo root').secretKey, nodeSecret),
      'certificate-invalid',
    ],
    ['by the node alone', () => issueCertificate(certificate, nodeSecret, nodeSecret), 'signature-invalid'],
    [
      'for an unknown member',
      () => issueCertificate({ ...certificate, member: 'delta' as MemberId }, root, nodeSecret),
      'member-unknown',
    ],
    [
      'for another network',
      () => issueCertificate({ ...certificate, network: 'ab'.repeat(32) as never }, root, nodeSecret),
      'network-mismatch',
    ],
    [
      'signed for another network',
      () => {
        const signature = sign('node', new Uint8Array(32), alpha.certificate.payload, root)
        return { ...alpha.certificate, signatures: [{ key: keysOf('alpha root').publicKey, signature }] }
      },
      'signature-invalid',
    ],
    [
      'signed as a record',
      () => {
        const signature = sign('record', idBytes(network), alpha.certificate.payload, root)
        return { ...alpha.certificate, signatures: [{ key: keysOf('alpha root').publicKey, signature }] }
      },
      'signature-invalid',
    ],
    ['not signed', () => ({ ...alpha.certificate, signatures: [] }), 'signature-invalid'],
    [
      'signed twice',
      () => ({ ...alpha.certificate, signatures: [...alpha.certificate.signatures, ...alpha.certificate.signatures] }),
      'signature-invalid',
    ],
    ['another type', () => ({ ...alpha.certificate, type: 'charter' }), 'field-invalid'],
    [
      'the identity as node key',
      () => issueCertificate({ ...certificate, nodeKey: identity }, root, nodeSecret),
      'key-invalid',
    ],
    [
      'a node key of order 8',
      () => issueCertificate({ ...certificate, nodeKey: order8 }, root, nodeSecret),
      'key-invalid',
    ],
    [
      'a short KEM key',
      () => issueCertificate({ ...certificate, kemKey: new Uint8Array(1215) }, root, nodeSecret),
      'key-invalid',
    ],
    ['serial 0', () => issueCertificate({ ...certificate, serial: 0 }, root, nodeSecret), 'field-invalid'],
    ['no time', () => issueCertificate({ ...certificate, issuedAt: 0 }, root, nodeSecret), 'field-invalid'],
    ['junk', () => ({ ...alpha.certificate, payload: new Uint8Array(3) }), 'encoding-invalid'],
  ])('%s', (_, object, code) => {
    const found = codeOf(() => {
      expect(checkCertificate(object(), genesis)).toBe(code)
    })
    expect([undefined, code]).toContain(found)
  })

  test('under a superseded root it counts where the charter lists it', () => {
    const rootKey = keysOf('alpha root 2').publicKey
    const unlisted = succeed(genesis, { members: withMember(genesis.charter, 'alpha', { rootKey }) })
    const listed = succeed(genesis, {
      members: withMember(genesis.charter, 'alpha', { rootKey, priorCertificates: [controlHash(alpha.certificate)] }),
    })
    expect(checkCertificate(alpha.certificate, unlisted)).toBe('certificate-invalid')
    expect(checkCertificate(alpha.certificate, listed)).toBeUndefined()
    expect(checkCertificate(nodeOf('alpha', 'minted later').certificate, listed)).toBe('certificate-invalid')
    expect(checkCertificate(nodeOf('alpha', 'alpha node 2', 'alpha root 2').certificate, listed)).toBeUndefined()
  })

  test('of another member node: what its own key did not sign is refused', () => {
    const stolen = { ...certificate, member: 'bravo' as MemberId, serial: 99 }
    const mallory = issueCertificate(stolen, keysOf('bravo root').secretKey, keysOf('bravo node').secretKey)
    expect(checkCertificate(mallory, genesis)).toBe('signature-invalid')
    const alone = { ...mallory, signatures: mallory.signatures.slice(0, 1) }
    expect(checkCertificate(alone, genesis)).toBe('signature-invalid')
  })

  test('the newest serial replaces; at the same one all agree', () => {
    const [one, two, other] = [
      issueCertificate(certificate, root, nodeSecret),
      issueCertificate({ ...certificate, serial: 2 }, root, nodeSecret),
      issueCertificate({ ...certificate, issuedAt: start + 1 }, root, nodeSecret),
    ]
    expect(replacesCertificate(two, one)).toBe(true)
    expect(replacesCertificate(one, two)).toBe(false)
    expect(replacesCertificate(one, other)).not.toBe(replacesCertificate(other, one))
    expect(replacesCertificate(one, one)).toBe(false)
  })

  test('a changed bit in any byte is refused', () => {
    const bytes = encodeControl(alpha.certificate)
    for (let at = 0; at < bytes.byteLength; at += 1) {
      const bad = Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ (1 << (at & 7)) : byte))
      let code: string | undefined
      const thrown = codeOf(() => {
        code = checkCertificate(decodeControl(bad), genesis)
      })
      expect(thrown ?? code, `byte ${at}`).toBeDefined()
    }
  })
})

describe('node record', () => {
  test('signed by its node', () => {
    const object = issueRecord(record, alpha.keys.secretKey)
    expect(checkRecord(object, network)).toBeUndefined()
    expect(decodeRecord(object.payload)).toEqual(record)
  })

  test.each<[string, ControlObject, string]>([
    ['signed by another', issueRecord(record, bravo.keys.secretKey), 'record-invalid'],
    [
      'for another network',
      issueRecord({ ...record, network: 'ab'.repeat(32) as never }, alpha.keys.secretKey),
      'network-mismatch',
    ],
    ['not signed', { ...issueRecord(record, alpha.keys.secretKey), signatures: [] }, 'signature-invalid'],
    ['another type', { ...issueRecord(record, alpha.keys.secretKey), type: 'charter' }, 'field-invalid'],
  ])('%s', (_, object, code) => {
    expect(checkRecord(object, network)).toBe(code)
  })

  test.each<[string, Partial<typeof record>]>([
    ['serial 0', { serial: 0 }],
    [
      'too many addresses',
      { addresses: Array.from({ length: limits.nodeAddressesMax + 1 }, (_, at) => `/ip4/192.0.2.${at}/tcp/1`) },
    ],
    ['an address twice', { addresses: ['/ip4/192.0.2.1/tcp/1', '/ip4/192.0.2.1/tcp/1'] }],
    ['an address beyond its limit', { addresses: [`/dns4/${'x'.repeat(limits.addressMaxChars)}`] }],
    ['an address with a line feed', { addresses: ['/dns4/a\nb'] }],
    ['no multiaddr', { addresses: ['192.0.2.1:4001'] }],
  ])('%s', (_, change) => {
    expect(codeOf(() => checkRecord(issueRecord({ ...record, ...change }, alpha.keys.secretKey), network))).toBe(
      'field-invalid',
    )
  })

  test('the newest serial replaces', () => {
    const [one, two] = [record, { ...record, serial: 8 }].map((each) => issueRecord(each, alpha.keys.secretKey))
    expect(replacesRecord(two!, one!)).toBe(true)
    expect(replacesRecord(one!, two!)).toBe(false)
    expect(replacesRecord(one!, one!)).toBe(false)
  })
})
