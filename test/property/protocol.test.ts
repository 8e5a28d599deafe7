// Properties of the codecs and the tree, on inputs that nobody thought of.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alpha, codeOf, indicator, seeded } from '../helpers/protocol.ts'
import {
  audienceFromWire,
  audienceToWire,
  decodeCertificate,
  decodeCharter,
  decodeControl,
  decodeEvidence,
  decodeFork,
  decodeFrame,
  decodeHeader,
  decodeInvitation,
  decodePayload,
  decodeRecord,
  decodeRequest,
  decodeRevocation,
  decodeStatement,
  encode,
  encodeHeader,
  encodePayload,
  encodeStatement,
  everyone,
  formatStatementId,
  hexId,
  leafHash,
  markingFromWire,
  markingToWire,
  merkleProof,
  merkleRoot,
  parseStatementId,
  sha256,
  toHex,
  verifyProof,
  wire,
  type Audience,
  type AudienceExpr,
  type Header,
  type Marking,
  type MemberId,
  type Slot,
  type Statement,
} from '../../protocol/index.ts'
import { bases, memberKinds, papLabels, roles, tlpLabels } from '../../protocol/names.ts'
import { isLine, isProse } from '../../protocol/text.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const line = (max: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((text) => text.normalize('NFC'))
    .filter((text) => isLine(text, max))
const prose = fc
  .string({ unit: fc.constantFrom('a', '\n', '\u00fc', '\ud83d\ude00', ' '), minLength: 1, maxLength: 60 })
  .filter((text) => isProse(text, 4096))
const time = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const statementId = fc
  .tuple(bytes(32), fc.integer({ min: 0, max: 1023 }))
  .map(([bundle, index]) => formatStatementId(hexId(bundle), index))
const subject = fc.domain().map((value) => ({ kind: 'domain' as const, value: value.toLowerCase() }))
const names = <T extends string>(name: fc.Arbitrary<T>) =>
  fc.uniqueArray(name, { maxLength: 5 }).map((all) => all.sort())

function present<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== undefined && !(Array.isArray(one) && one.length === 0)),
  ) as T
}

const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const statement = fc
  .record({
    kind: fc.constantFrom('indicator' as const, 'sighting' as const, 'dispute' as const, 'withdrawal' as const),
    subject: subject.filter((one) => codeOf(() => encodeStatement({ kind: 'sighting', subject: one })) === undefined),
    category: option(fc.constantFrom('phishing', 'scam', 'of-a-later-version')),
    confidence: option(fc.integer({ min: 0, max: 100 })),
    role: option(fc.constantFrom(...roles.names)),
    basis: option(fc.constantFrom(...bases.names)),
    description: option(prose),
    labels: option(fc.array(line(128), { maxLength: 4 })),
    origin: option(fc.record({ feed: line(128), source: option(line(2048)), record: option(line(512)) }).map(present)),
    firstSeen: option(time),
    lastSeen: option(time),
    validUntil: option(time),
    replaces: option(statementId),
    target: option(statementId),
    reason: option(line(128)),
    external: option(fc.array(line(2048), { maxLength: 3 })),
    sightings: option(fc.integer({ min: 1, max: 0xffff_ffff })),
  })
  .map((value) => present(value) as Statement)

const marking = fc
  .record({
    tlp: fc.constantFrom(...tlpLabels.names),
    pap: option(fc.constantFrom(...papLabels.names)),
    permittedActions: option(names(fc.stringMatching(/^[a-z]{1,12}$/))),
    jurisdictions: option(names(fc.stringMatching(/^[A-Z]{2}$/))),
    noRepublish: option(fc.constant(true)),
  })
  .map((value) => present(value) as Marking)

const memberId = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}[a-z0-9]$/)
const nonEmpty = <T extends string>(name: fc.Arbitrary<T>) =>
  fc.uniqueArray(name, { minLength: 1, maxLength: 4 }).map((all) => all.sort())
const { expr } = fc.letrec<{ expr: AudienceExpr }>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 4 },
    fc.constant({ op: 'everyone' as const }),
    fc.record({ op: fc.constantFrom('group' as const, 'member' as const), names: nonEmpty(memberId) }),
    fc.record({ op: fc.constant('kind' as const), names: nonEmpty(fc.constantFrom(...memberKinds.names)) }),
    fc.record({ op: fc.constant('not' as const), of: fc.tuple(tie('expr')) }),
    fc.record({
      op: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('expr'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}))
const audience: fc.Arbitrary<Audience> = fc.record({ expr, shareHistory: fc.boolean() })

const header = fc
  .record({
    network: bytes(32).map((id) => hexId<Header['network']>(id)),
    member: memberId.map((id) => id as MemberId),
    node: bytes(32).map((id) => hexId<Header['node']>(id)),
    nonce: bytes(16),
    marking,
    seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    prev: bytes(32).map((id) => hexId<NonNullable<Header['prev']>>(id)),
    charter: fc.record({ version: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), hash: bytes(32).map(toHex) }),
    issuedAt: time,
    entry: fc.constantFrom('statements' as const, 'grants' as const),
    count: fc.integer({ min: 1, max: 1024 }),
    root: bytes(32),
  })
  .map(({ prev, ...rest }): Header => ({
    version: 1,
    audience: everyone,
    ...rest,
    ...(rest.seq === 1 ? {} : { prev }),
  }))

/** The same with byte strings as text, whatever class they have. */
function plain(value: object): object {
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, one instanceof Uint8Array ? toHex(one) : (one as unknown)]),
  )
}

describe('round trip', () => {
  test('statements', () => {
    fc.assert(
      fc.property(statement, (value) => {
        const encoded = encodeStatement(value)
        expect(decodeStatement(encoded)).toEqual(value)
        expect(encodeStatement(decodeStatement(encoded))).toEqual(encoded)
      }),
    )
  })

  test('markings and audiences', () => {
    fc.assert(
      fc.property(marking, audience, (mark, who) => {
        expect(markingFromWire(markingToWire(mark))).toEqual(mark)
        expect(audienceFromWire(audienceToWire(who))).toEqual(who)
      }),
    )
  })

  test('headers', () => {
    fc.assert(
      fc.property(header, (value) => {
        const encoded = encodeHeader(value)
        const decoded = decodeHeader(encoded)
        expect(encodeHeader(decoded)).toEqual(encoded)
        expect(plain(decoded)).toEqual(plain(value))
      }),
    )
  })

  test('payloads, with erased statements among them', () => {
    const slot: fc.Arbitrary<Slot> = fc.oneof(
      fc.record({ salt: bytes(16), statement: fc.uint8Array({ minLength: 1, maxLength: 300 }) }),
      fc.record({ leaf: bytes(32) }),
    )
    fc.assert(
      fc.property(fc.array(slot, { minLength: 1, maxLength: 20 }), (slots) => {
        expect(decodePayload(encodePayload(slots), slots.length).map(plain)).toEqual(slots.map(plain))
      }),
    )
  })

  test('statement ids', () => {
    fc.assert(
      fc.property(statementId, (id) => {
        const parsed = parseStatementId(id)!
        expect(formatStatementId(parsed.bundle, parsed.index)).toBe(id)
      }),
    )
  })
})

describe('one encoding', () => {
  const encoded = encodeStatement(
    indicator('phish.example.com', { labels: ['one'], origin: { feed: 'feed' }, firstSeen: 5 }),
  )

  test('what decodes encodes to the same bytes, whatever was changed', () => {
    const edit = fc.record({
      at: fc.nat(encoded.byteLength - 1),
      remove: fc.nat(3),
      insert: fc.uint8Array({ maxLength: 3 }),
    })
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        let changed = Buffer.from(encoded)
        for (const { at, remove, insert } of edits) {
          changed = Buffer.concat([changed.subarray(0, at), insert, changed.subarray(at + remove)])
        }
        const code = codeOf(() => {
          expect(encodeStatement(decodeStatement(changed))).toEqual(changed)
        })
        expect([undefined, 'statement-malformed', 'statement-unknown']).toContain(code)
      }),
      { numRuns: 2000 },
    )
  })

  const decoders: readonly [string, (input: Uint8Array) => unknown][] = [
    ['statement', decodeStatement],
    ['header', decodeHeader],
    ['charter', decodeCharter],
    ['certificate', decodeCertificate],
    ['control object', decodeControl],
    ['revocation', decodeRevocation],
    ['fork proof', decodeFork],
    ['node record', decodeRecord],
    ['frame', decodeFrame],
    ['payload', (input) => decodePayload(input, 3)],
    ['evidence', decodeEvidence],
    ['request', (input) => decodeRequest(Buffer.from(input).toString('latin1'))],
    ['invitation', (input) => decodeInvitation(Buffer.from(input).toString('latin1'))],
  ]

  test.each(decoders)('junk as a %s ends in a code, never in a crash', (_, decode) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (junk) => {
        codeOf(() => decode(junk))
      }),
      { numRuns: 500 },
    )
  })

  test('two ways to write one header are one', () => {
    fc.assert(
      fc.property(header, (value) => {
        const reencoded = encode(wire.Header, wire.Header.decode(encodeHeader(value)))
        expect(reencoded).toEqual(encodeHeader(value))
      }),
      { numRuns: 50 },
    )
  })
})

describe('tree', () => {
  const leaves = fc.array(bytes(32), { minLength: 1, maxLength: 70 })

  test('every leaf is proved, at its place alone', () => {
    fc.assert(
      fc.property(leaves, fc.nat(), fc.nat(), (all, one, other) => {
        const index = one % all.length
        const claim = {
          leaf: all[index]!,
          index,
          count: all.length,
          proof: merkleProof(all, index),
          root: merkleRoot(all),
        }
        expect(verifyProof(claim)).toBe(true)
        const moved = other % all.length
        expect(verifyProof({ ...claim, index: moved })).toBe(moved === index)
      }),
    )
  })

  test('a changed bit anywhere in a proof breaks it', () => {
    fc.assert(
      fc.property(leaves, fc.nat(), fc.nat(), (all, one, flip) => {
        const index = one % all.length
        const proof = merkleProof(all, index)
        const at = flip % (proof.length * 256 || 1)
        const bad = proof.map((node, place) =>
          place === Math.floor(at / 256)
            ? node.map((byte, where) => (where === (at >> 3) % 32 ? byte ^ (1 << (at & 7)) : byte))
            : node,
        )
        const root = merkleRoot(all)
        expect(verifyProof({ leaf: all[index]!, index, count: all.length, proof: bad, root })).toBe(proof.length === 0)
      }),
    )
  })

  test('a leaf is the hash of its layout', () => {
    fc.assert(
      fc.property(
        bytes(32),
        time,
        fc.nat(1023),
        bytes(16),
        fc.uint8Array({ maxLength: 500 }),
        (lane, seq, index, salt, said) => {
          const head = Buffer.alloc(16)
          head.writeBigUInt64BE(BigInt(seq))
          head.writeUInt32BE(index, 8)
          head.writeUInt32BE(1024, 12)
          const length = Buffer.alloc(4)
          length.writeUInt32BE(said.byteLength)
          const written = sha256(Uint8Array.of(0), Buffer.from('entente/leaf/v1'), lane, head, salt, length, said)
          expect(toHex(leafHash(lane, seq, index, 1024, salt, said))).toBe(toHex(written))
        },
      ),
    )
    expect(seeded(alpha.key)).toHaveLength(32)
  })
})
