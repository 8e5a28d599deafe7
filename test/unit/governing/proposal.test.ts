// A proposal on its way: whose signatures count, and what is refused before anybody signs.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Charter } from '../../../protocol/charter.ts'
import { acceptSettlement, decodeCharter } from '../../../protocol/charter.ts'
import type { ControlObject } from '../../../protocol/control.ts'
import { ProtocolError } from '../../../protocol/errors.ts'
import { decodeProposal, encodeProposal, joinProposals, signProposal } from '../../../protocol/proposal.ts'
import { changeThreshold, clear, removeGovernor } from '../../../node/governing/change.ts'
import { GoverningError } from '../../../node/governing/errors.ts'
import { type Base, isSigned, nextCharter, reviewProposal } from '../../../node/governing/proposal.ts'
import {
  day,
  genesis,
  genesisCharter,
  governorsNamed,
  keysOf,
  network,
  signCharter,
  start,
  succeed,
  withMember,
} from '../../helpers/protocol.ts'
import { acceptGenesis } from '../../../protocol/charter.ts'

const base: Base = { prior: genesis, authority: genesis.charter }
const now = start + day
const unsigned = nextCharter(base, clear(genesis.charter, 'bravo', 'TLP:RED'), { nowMs: now })
const signedBy = (names: readonly string[], object: ControlObject = unsigned): ControlObject =>
  names.reduce((signed, name) => signProposal(signed, network, keysOf(`${name} governor`)), object)

function codeOf(act: () => unknown): { code: string; message: string } | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof GoverningError || error instanceof ProtocolError)
      return { code: error.code, message: error.message }
    throw error
  }
}

describe('signatures', () => {
  test.each<[string, readonly string[], readonly string[], boolean]>([
    ['nobody', [], ['2 of alpha, bravo, charlie'], false],
    ['one governor alone', ['alpha'], ['1 of bravo, charlie'], false],
    ['one governor twice', ['alpha', 'alpha'], ['1 of bravo, charlie'], false],
    ['two governors', ['alpha', 'bravo'], [], true],
    ['all', ['alpha', 'bravo', 'charlie'], [], true],
    ['one governor and a stranger', ['alpha', 'mallory'], ['1 of bravo, charlie'], false],
  ])('%s', (_, names, missing, enough) => {
    const object = signedBy(names)
    const review = reviewProposal(base, object, now)
    expect(review.missing).toEqual(missing)
    expect(isSigned(base, review, object)).toBe(enough)
    expect(review.changes).toMatchObject([{ what: 'clearance', member: 'bravo', from: 'TLP:GREEN', to: 'TLP:RED' }])
  })

  test('organizations are counted, not keys', () => {
    const twoKeys = acceptGenesis(
      signCharter(genesisCharter({ governors: governorsNamed(['alpha', 'alpha 2', 'bravo']) }), ['alpha', 'bravo']),
    )
    const own: Base = { prior: twoKeys, authority: twoKeys.charter }
    const object = nextCharter(own, clear(twoKeys.charter, 'bravo', 'TLP:RED'), { nowMs: now })
    const sign = (names: readonly string[]) =>
      names.reduce((signed, name) => signProposal(signed, twoKeys.network, keysOf(`${name} governor`)), object)
    const both = sign(['alpha', 'alpha 2'])
    expect(both.signatures).toHaveLength(2)
    const review = reviewProposal(own, both, now)
    expect(review.missing).toEqual(['1 of bravo'])
    expect(isSigned(own, review, both)).toBe(false)
    const enough = sign(['alpha 2', 'bravo'])
    expect(isSigned(own, reviewProposal(own, enough, now), enough)).toBe(true)
  })

  test('both thresholds count: of the charter in force and of the new one', () => {
    const stricter = nextCharter(base, changeThreshold(genesis.charter, 3), { nowMs: now })
    const two = signedBy(['alpha', 'bravo'], stricter)
    expect(reviewProposal(base, two, now).missing).toEqual(['1 of charlie under the new charter'])
    expect(isSigned(base, reviewProposal(base, two, now), two)).toBe(false)

    const dropped = nextCharter(base, removeGovernor(genesis.charter, 'charlie'), { nowMs: now })
    const withOld = signedBy(['alpha', 'charlie'], dropped)
    expect(reviewProposal(base, withOld, now).missing).toEqual(['1 of bravo under the new charter'])
    expect(reviewProposal(base, signedBy([], dropped), now).missing).toEqual([
      '2 of alpha, bravo, charlie under the charter in force',
      '2 of alpha, bravo under the new one',
    ])
  })

  test('copies that were signed apart are joined, a copy of another charter is not', () => {
    const joined = joinProposals(signedBy(['alpha']), [signedBy(['bravo']), signedBy(['bravo', 'charlie'])])
    expect(reviewProposal(base, joined, now).old.signed).toEqual(['alpha', 'bravo', 'charlie'])
    const other = nextCharter(base, {}, { nowMs: now, expiresAt: start + 500 * day })
    expect(codeOf(() => joinProposals(signedBy(['alpha']), [signedBy(['bravo'], other)]))?.code).toBe(
      'proposal-invalid',
    )
  })
})

describe('refused', () => {
  const published = succeed(genesis, { members: withMember(genesis.charter, 'charlie', { clearance: 'TLP:RED' }) })
  const after: Base = { prior: published, authority: published.charter }
  const tampered = (change: Partial<Charter>): ControlObject => ({
    ...signCharter({ ...decodeCharter(unsigned.payload), ...change }, []),
    signatures: signedBy(['alpha', 'bravo']).signatures,
  })
  test.each<[string, Base, () => ControlObject, string, RegExp?]>([
    ['one that another charter outran', after, () => signedBy(['alpha', 'bravo']), 'proposal-stale'],
    ['the charter in force', after, () => signCharter(published.charter, ['alpha', 'bravo']), 'proposal-in-force'],
    [
      'one of a charter that is not held yet',
      base,
      () => signedBy(['alpha'], nextCharter(after, {}, { nowMs: now })),
      'charter-gap',
    ],
    ['one of another network', base, () => tampered({ network: 'ab'.repeat(32) as never }), 'network-mismatch'],
    [
      'one that was changed after it was signed',
      base,
      () => tampered({ threshold: 1 }),
      'signature-invalid',
      /(alpha and of bravo|bravo and of alpha) is/,
    ],
    [
      'one wrong signature among good ones',
      base,
      () => ({
        ...unsigned,
        signatures: signedBy(['alpha', 'bravo']).signatures.map((one) =>
          Buffer.compare(one.key, keysOf('bravo governor').publicKey) === 0
            ? { ...one, signature: new Uint8Array(64) }
            : one,
        ),
      }),
      'signature-invalid',
      /of bravo is not good/,
    ],
    [
      'one in which a member vanishes',
      base,
      () =>
        signCharter(
          {
            ...decodeCharter(unsigned.payload),
            members: genesis.charter.members.slice(0, 2),
            governors: governorsNamed(['alpha', 'bravo']),
          },
          ['alpha'],
        ),
      'charter-invalid',
    ],
    [
      'one that was issued ahead of this clock',
      base,
      () => signedBy(['alpha'], nextCharter(base, {}, { nowMs: now + 6 * 60_000 })),
      'proposal-time-ahead',
    ],
  ])('%s', (_, on, object, code, message = /./) => {
    const refused = codeOf(() => reviewProposal(on, object(), now))
    expect(refused?.code).toBe(code)
    expect(refused?.message).toMatch(message)
  })
})

describe('a conflict', () => {
  const one = succeed(genesis, { name: 'One' })
  const settlement: Base = { prior: one, authority: genesis.charter }
  const object = nextCharter(settlement, {}, { nowMs: now })

  test('is settled by a charter that names one of the two, signed by the governors before both', () => {
    const review = reviewProposal(settlement, signedBy(['alpha'], object), now)
    expect(review.changes).toMatchObject([{ what: 'network-name', to: 'One' }])
    const enough = signedBy(['alpha', 'bravo'], object)
    expect(isSigned(settlement, reviewProposal(settlement, enough, now), enough)).toBe(true)
    expect(acceptSettlement(genesis, one, enough)).toMatchObject({ version: 3 })
  })
})

describe('a file', () => {
  const text = encodeProposal(signedBy(['alpha', 'bravo']))

  test('brings back what went in, through mail', () => {
    expect(encodeProposal(decodeProposal(text))).toBe(text)
    const mailed = `Hello,\r\n${text.replaceAll('\n', '\r\n> ')}\r\nRegards`
    expect(encodeProposal(decodeProposal(mailed))).toBe(text)
    expect(text).toMatch(/^[\x20-\x7e\n]+$/)
  })

  test.each([
    ['nothing', ''],
    ['other text', 'hello'],
    ['cut', text.slice(0, text.length >> 1)],
    ['without its end', text.split('\n').slice(0, -2).join('\n')],
    ['of another label', text.replaceAll('CHARTER PROPOSAL', 'INVITATION')],
    [
      'a line left out',
      text
        .split('\n')
        .filter((_, at) => at !== 2)
        .join('\n'),
    ],
  ])('%s is refused', (_, bad) => {
    expect(codeOf(() => decodeProposal(bad))?.code).toBe('proposal-invalid')
  })

  test('of any bytes is a proposal or refused as none', () => {
    const armored = (bytes: Uint8Array) => text.replace(/\n[^-]*\n-/, `\n${Buffer.from(bytes).toString('base64')}\n-`)
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (bytes) => {
        expect(codeOf(() => decodeProposal(armored(bytes)))?.code).toBe('proposal-invalid')
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (noise) => {
        expect(codeOf(() => decodeProposal(noise))?.code).toBe('proposal-invalid')
        expect(encodeProposal(decodeProposal(`${noise}\n${text}${noise}`))).toBe(text)
      }),
    )
  })

  test('with any character changed is refused, or a signature is named', () => {
    const body = text.indexOf('\n') + 1
    for (let at = body; at < text.length - 40; at += 7) {
      if (text[at] === '\n') continue
      const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
      const refused = codeOf(() => reviewProposal(base, decodeProposal(changed), now))
      expect(refused?.code, `character ${at}`).toMatch(
        /^(proposal-invalid|signature-invalid|network-mismatch|proposal-stale|charter-gap)$/,
      )
    }
  })
})
