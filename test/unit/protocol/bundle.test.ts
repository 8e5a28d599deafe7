// Bundles, headers, payloads and frames: what is built is what is read, and every field is checked.
import { describe, expect, test } from 'vitest'
import {
  alpha,
  bravo,
  bundleOf,
  codeOf,
  genesis,
  indicator,
  network,
  seeded,
  slotsOf,
  start,
} from '../../helpers/protocol.ts'
import {
  bundleId,
  checkSealing,
  checkRoot,
  checkSalts,
  decodeFrame,
  decodeHeader,
  decodePayload,
  encode,
  encodeFrame,
  encodeHeader,
  encodePayload,
  everyone,
  laneId,
  idBytes,
  limits,
  parseHeader,
  payloadOf,
  tagged,
  toHex,
  verifyHeader,
  wire,
  type Audience,
  type Header,
  type Slot,
} from '../../../protocol/index.ts'

const bundle = bundleOf(alpha, { statements: [indicator('a.example.com'), indicator('b.example.com')] })
const second = bundleOf(alpha, { after: bundle })

function changed(change: Partial<Header>, from: Header = second.header): Uint8Array {
  return encodeHeader({ ...from, ...change })
}

/** The header with fields of the message changed that a typed header cannot say. */
function rewired(change: Partial<wire.Header.$Properties>): Uint8Array {
  const message = wire.Header.decode(second.bytes)
  return encode(wire.Header, Object.assign(message, change) as never)
}

const seal = { suite: 1, epoch: 1, commitment: Buffer.alloc(32, 1), digest: Buffer.alloc(32, 2) }
const later = { ...seal, suite: 2 }
const toBravo: Audience = { expr: { op: 'member', names: ['bravo'] }, shareHistory: false }
const toGroup: Audience = { expr: { op: 'group', names: ['fraud'] }, shareHistory: false }

describe('header', () => {
  test('is read as it was built', () => {
    expect(decodeHeader(bundle.bytes)).toEqual(bundle.header)
    expect(encodeHeader(bundle.header)).toEqual(Buffer.from(bundle.bytes))
    expect(bundle.header).toMatchObject({
      version: 1,
      network,
      member: 'alpha',
      node: alpha.key,
      seq: 1,
      charter: { version: 1, hash: toHex(genesis.hash) },
      issuedAt: start + 1000,
      entry: 'statements',
      count: 2,
      marking: { tlp: 'TLP:GREEN' },
      audience: everyone,
    })
    expect(second.header.prev).toBe(bundle.id)
  })

  test('ids follow from the bytes', () => {
    expect(bundle.id).toBe(toHex(tagged('entente/bundle/v1', bundle.bytes)))
    expect(bundle.id).toBe(bundleId(bundle.bytes))
    expect(bundle.lane).toBe(laneId(idBytes(network), idBytes(alpha.key), bundle.header.nonce))
    expect(verifyHeader(bundle)).toBe(true)
  })

  test.each<[string, Uint8Array, string]>([
    ['version 0', changed({ version: 0 }), 'version-unsupported'],
    ['version 2', changed({ version: 2 }), 'version-unsupported'],
    ['a network of 31 bytes', rewired({ network: new Uint8Array(31) }), 'field-invalid'],
    ['no network', rewired({ network: new Uint8Array(0) }), 'field-invalid'],
    ['a member in capitals', changed({ member: 'Alpha' as never }), 'field-invalid'],
    ['a member of one letter', changed({ member: 'a' as never }), 'field-invalid'],
    ['a member that ends with a dash', changed({ member: 'alpha-' as never }), 'field-invalid'],
    ['a member of 64 characters', changed({ member: 'a'.repeat(64) as never }), 'field-invalid'],
    ['no member', changed({ member: '' as never }), 'field-invalid'],
    ['a node key of 33 bytes', rewired({ node: new Uint8Array(33) }), 'field-invalid'],
    ['a nonce of 15 bytes', changed({ nonce: new Uint8Array(15) }), 'field-invalid'],
    ['seq 0', changed({ seq: 0 }), 'field-invalid'],
    ['seq 1 with prev', changed({ seq: 1 }), 'field-invalid'],
    ['seq 2 without prev', rewired({ prev: new Uint8Array(0) }), 'field-invalid'],
    ['prev of 31 bytes', rewired({ prev: new Uint8Array(31) }), 'field-invalid'],
    ['charter version 0', changed({ charter: { version: 0, hash: toHex(genesis.hash) } }), 'field-invalid'],
    ['charter hash of 31 bytes', rewired({ charterHash: new Uint8Array(31) }), 'field-invalid'],
    ['issued at 0', changed({ issuedAt: 0 }), 'field-invalid'],
    ['entry unspecified', rewired({ entry: wire.Entry.ENTRY_UNSPECIFIED }), 'field-invalid'],
    ['entry unknown', rewired({ entry: 3 as never }), 'field-invalid'],
    ['count 0', changed({ count: 0 }), 'field-invalid'],
    ['count 1,025', changed({ count: 1025 }), 'field-invalid'],
    ['a root of 31 bytes', changed({ root: new Uint8Array(31) }), 'field-invalid'],
    ['no marking', rewired({ marking: null }), 'field-invalid'],
    ['marking unspecified', rewired({ marking: new wire.Marking() }), 'field-invalid'],
    ['marking unknown', rewired({ marking: new wire.Marking({ tlp: 6 as never }) }), 'field-invalid'],
    ['PAP unknown', rewired({ marking: new wire.Marking({ tlp: wire.Tlp.GREEN, pap: 5 as never }) }), 'field-invalid'],
    [
      'jurisdictions unsorted',
      rewired({ marking: new wire.Marking({ tlp: wire.Tlp.GREEN, jurisdictions: ['DE', 'CH'] }) }),
      'field-invalid',
    ],
    [
      'a jurisdiction twice',
      rewired({ marking: new wire.Marking({ tlp: wire.Tlp.GREEN, jurisdictions: ['CH', 'CH'] }) }),
      'field-invalid',
    ],
    [
      'a jurisdiction in small letters',
      rewired({ marking: new wire.Marking({ tlp: wire.Tlp.GREEN, jurisdictions: ['ch'] }) }),
      'field-invalid',
    ],
    ['no audience', rewired({ audience: null }), 'field-invalid'],
    ['an empty audience', rewired({ audience: new wire.Audience() }), 'field-invalid'],
    [
      'an audience without operation',
      rewired({ audience: new wire.Audience({ expr: new wire.AudienceExpr() }) }),
      'field-invalid',
    ],
    ['an unknown operation', rewired({ audience: new wire.Audience({ expr: { op: 9 as never } }) }), 'field-invalid'],
    [
      'everyone with names',
      rewired({ audience: new wire.Audience({ expr: { op: wire.AudienceOp.EVERYONE, names: ['x'] } }) }),
      'field-invalid',
    ],
    [
      'a group without a name',
      rewired({ audience: new wire.Audience({ expr: { op: wire.AudienceOp.GROUP } }) }),
      'field-invalid',
    ],
    [
      'an unknown member kind',
      rewired({ audience: new wire.Audience({ expr: { op: wire.AudienceOp.KIND, names: ['club'] } }) }),
      'field-invalid',
    ],
    [
      'members unsorted',
      rewired({ audience: new wire.Audience({ expr: { op: wire.AudienceOp.MEMBER, names: ['bravo', 'alpha'] } }) }),
      'field-invalid',
    ],
    [
      'all of nothing',
      rewired({ audience: new wire.Audience({ expr: { op: wire.AudienceOp.ALL } }) }),
      'field-invalid',
    ],
    [
      'not of two',
      rewired({
        audience: new wire.Audience({
          expr: { op: wire.AudienceOp.NOT, of: [{ op: wire.AudienceOp.EVERYONE }, { op: wire.AudienceOp.EVERYONE }] },
        }),
      }),
      'field-invalid',
    ],
    ['a seal without epoch', rewired({ seal: new wire.Seal({ suite: 1 }) }), 'field-invalid'],
    [
      'a seal with a short commitment',
      rewired({
        seal: new wire.Seal({ suite: 1, epoch: 1, commitment: new Uint8Array(31), digest: new Uint8Array(32) }),
      }),
      'field-invalid',
    ],
    [
      'beyond its limit',
      rewired({ marking: new wire.Marking({ tlp: wire.Tlp.GREEN, permittedActions: ['x'.repeat(4096)] }) }),
      'too-large',
    ],
  ])('%s', (_, bytes, code) => {
    expect(codeOf(() => parseHeader(bytes, second.signature))).toBe(code)
  })

  test.each([0, 63, 65])('a signature of %i bytes', (length) => {
    expect(codeOf(() => parseHeader(second.bytes, new Uint8Array(length)))).toBe('signature-invalid')
  })

  test.each<[string, Partial<Header>, string | undefined]>([
    ['CLEAR', { marking: { tlp: 'TLP:CLEAR' } }, undefined],
    [
      'GREEN with caveats',
      { marking: { tlp: 'TLP:GREEN', pap: 'PAP:AMBER', permittedActions: ['none'], noRepublish: true } },
      undefined,
    ],
    ['GREEN for some jurisdictions', { marking: { tlp: 'TLP:GREEN', jurisdictions: ['CH'] } }, 'seal-missing'],
    ['AMBER', { marking: { tlp: 'TLP:AMBER' } }, 'seal-missing'],
    ['AMBER+STRICT', { marking: { tlp: 'TLP:AMBER+STRICT' } }, 'seal-missing'],
    ['RED to everyone', { marking: { tlp: 'TLP:RED' } }, 'audience-required'],
    ['RED to everyone, sealed', { marking: { tlp: 'TLP:RED' }, seal }, 'audience-required'],
    ['RED to a group', { marking: { tlp: 'TLP:RED' }, seal, audience: toGroup }, 'audience-required'],
    ['RED to one member', { marking: { tlp: 'TLP:RED' }, audience: toBravo }, 'seal-missing'],
    ['RED to one member, sealed', { marking: { tlp: 'TLP:RED' }, audience: toBravo, seal }, undefined],
    ['AMBER, sealed', { marking: { tlp: 'TLP:AMBER' }, seal }, undefined],
    ['grants of AMBER', { marking: { tlp: 'TLP:AMBER' }, seal, entry: 'grants' }, undefined],
    ['grants of AMBER without a seal', { marking: { tlp: 'TLP:AMBER' }, entry: 'grants' }, 'seal-missing'],
    ['AMBER in a suite that is not known', { marking: { tlp: 'TLP:AMBER' }, seal: later }, 'seal-unsupported'],
    ['one member', { audience: toBravo }, 'seal-missing'],
    ['one member, sealed', { audience: toBravo, seal }, undefined],
    [
      'everyone, said in a roundabout way',
      { audience: { expr: { op: 'any', of: [{ op: 'everyone' }] }, shareHistory: true } },
      'seal-missing',
    ],
    ['GREEN, sealed', { seal }, 'seal-unexpected'],
    ['GREEN, in a suite that is not known', { seal: later }, 'seal-unexpected'],
    ['grants of GREEN', { entry: 'grants' }, 'seal-unexpected'],
    ['grants of GREEN, sealed', { entry: 'grants', seal }, 'seal-unexpected'],
  ])('%s is well-formed, and sealed as it must be or not', (_, change, code) => {
    const { header } = parseHeader(changed(change), second.signature)
    expect(header).toMatchObject(change)
    expect(checkSealing(header)).toBe(code)
  })

  test('a changed bit in any byte of header or signature is refused', () => {
    const accepted: number[] = []
    const both = Buffer.concat([second.bytes, second.signature])
    for (let at = 0; at < both.byteLength; at += 1) {
      const bad = Uint8Array.from(both, (byte, place) => (place === at ? byte ^ (1 << (at & 7)) : byte))
      const code = codeOf(() => {
        const parsed = parseHeader(bad.subarray(0, second.bytes.byteLength), bad.subarray(second.bytes.byteLength))
        if (verifyHeader(parsed)) accepted.push(at)
      })
      expect([undefined, 'encoding-invalid', 'field-invalid', 'version-unsupported']).toContain(code)
    }
    expect(accepted).toEqual([])
  })
})

describe('bundle', () => {
  test('payload and root', () => {
    const slots = decodePayload(payloadOf(bundle), 2)
    expect(slots.map(({ salt, statement }) => [toHex(salt!), toHex(statement!)])).toEqual(
      bundle.slots.map(({ salt, statement }) => [toHex(salt!), toHex(statement!)]),
    )
    expect(checkRoot(bundle, slots)).toBeUndefined()
  })

  test('1,024 statements fit', () => {
    const statements = Array.from({ length: 1024 }, (_, at) => indicator(`host${at}.example.com`))
    const full = bundleOf(alpha, { statements })
    expect(checkRoot(full, decodePayload(payloadOf(full), 1024))).toBeUndefined()
  })

  test.each<[string, () => readonly Slot[], string]>([
    ['no statements', () => [], 'field-invalid'],
    [
      '1,025 statements',
      () => slotsOf(Array.from({ length: 1025 }, (_, at) => indicator(`host${at}.example.com`))),
      'field-invalid',
    ],
    ['a zero salt', () => [{ ...bundle.slots[0]!, salt: new Uint8Array(16) }], 'salt-repeated'],
    ['a salt twice', () => [bundle.slots[0]!, { ...bundle.slots[1]!, salt: bundle.slots[0]!.salt! }], 'salt-repeated'],
    [
      '256 KiB exceeded',
      () =>
        slotsOf(
          Array.from({ length: 70 }, (_, at) => indicator(`host${at}.example.com`, { description: 'x'.repeat(4000) })),
        ),
      'too-large',
    ],
  ])('is not built of %s', (_, slots, code) => {
    expect(codeOf(() => bundleOf(alpha, { slots: slots() }))).toBe(code)
  })

  test('the root judges the payload', () => {
    const { slots } = bundle
    expect(checkRoot(bundle, slots.slice(0, 1))).toBe('payload-malformed')
    expect(checkRoot(bundle, [slots[1]!, slots[0]!])).toBe('root-mismatch')
    expect(checkRoot(bundle, [{ ...slots[0]!, salt: seeded('x').subarray(0, 16) }, slots[1]!])).toBe('root-mismatch')
    expect(checkRoot(bundle, [{ leaf: seeded('leaf') }, slots[1]!])).toBe('root-mismatch')
    expect(checkRoot(bundleOf(bravo, { slots }), bundle.slots)).toBeUndefined()
    expect(checkSalts(slots)).toBeUndefined()
  })

  test.each<[string, Uint8Array]>([
    ['another count', encodePayload(bundle.slots.slice(0, 1))],
    [
      'a short salt',
      encodePayload([{ salt: new Uint8Array(15), statement: bundle.slots[0]!.statement! }, bundle.slots[1]!]),
    ],
    ['no statement', encodePayload([{ salt: bundle.slots[0]!.salt! }, bundle.slots[1]!])],
    ['a leaf beside a statement', encodePayload([{ ...bundle.slots[0]!, leaf: seeded('leaf') }, bundle.slots[1]!])],
    ['a short leaf', encodePayload([{ leaf: new Uint8Array(31) }, bundle.slots[1]!])],
    ['an empty slot', encodePayload([{}, bundle.slots[1]!])],
    [
      'a statement beyond its limit',
      encodePayload([
        { salt: seeded('s').subarray(0, 16), statement: new Uint8Array(limits.statementMaxBytes + 1) },
        bundle.slots[1]!,
      ]),
    ],
    ['bytes behind', Buffer.concat([payloadOf(bundle), new Uint8Array(2)])],
    ['nothing', new Uint8Array(0)],
    ['junk', seeded('junk')],
    ['more than 256 KiB', new Uint8Array(limits.bundlePayloadMaxBytes + 1)],
  ])('a payload with %s', (_, bytes) => {
    expect(codeOf(() => decodePayload(bytes, 2))).toBe('payload-malformed')
  })
})

describe('frame', () => {
  const payload = payloadOf(bundle)
  const whole = {
    header: bundle.bytes,
    signature: bundle.signature,
    payload,
    compression: 'none' as const,
    size: payload.byteLength,
  }

  test('whole, compressed, and as an announcement', () => {
    const plain = decodeFrame(encodeFrame(whole))
    expect(toHex(plain.payload!)).toBe(toHex(payload))
    expect(plain).toMatchObject({ compression: 'none', size: payload.byteLength })
    expect(decodeFrame(encodeFrame({ ...whole, compression: 'zstd', size: 9000 }))).toMatchObject({
      compression: 'zstd',
      size: 9000,
    })
    const announcement = { header: bundle.bytes, signature: bundle.signature }
    const read = decodeFrame(encodeFrame({ ...announcement, compression: 'zstd', size: 9000 }))
    expect(read.payload).toBeUndefined()
    expect(read).toMatchObject({ compression: 'none', size: 0 })
    expect(toHex(read.header)).toBe(toHex(bundle.bytes))
  })

  test.each<[string, Partial<Parameters<typeof encodeFrame>[0]>, string]>([
    ['no header', { header: new Uint8Array(0) }, 'field-invalid'],
    ['a header beyond its limit', { header: new Uint8Array(limits.headerMaxBytes + 1) }, 'field-invalid'],
    ['a short signature', { signature: new Uint8Array(63) }, 'field-invalid'],
    ['a wrong size', { size: payload.byteLength + 1 }, 'field-invalid'],
    ['size 0', { size: 0, compression: 'zstd' }, 'field-invalid'],
    ['a size that bombs', { size: limits.bundlePayloadMaxBytes + 1, compression: 'zstd' }, 'too-large'],
    ['more than a frame holds', { payload: new Uint8Array(limits.frameMaxBytes) }, 'too-large'],
  ])('%s', (_, change, code) => {
    expect(codeOf(() => decodeFrame(encodeFrame({ ...whole, ...change })))).toBe(code)
  })
})
