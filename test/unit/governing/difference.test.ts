// What a governor is shown before signing: everything that differs, whatever it is.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Charter, FinalPosition, Member } from '../../../protocol/charter.ts'
import { hexId, type BundleId, type LaneHash, type MemberId } from '../../../protocol/ids.ts'
import { sha256 } from '../../../protocol/hash.ts'
import { type Change, differences } from '../../../node/governing/difference.ts'
import { changeLines } from '../../../cli/governing/words.ts'
import { genesis, governorsNamed, keysOf, memberNamed, seeded, withMember } from '../../helpers/protocol.ts'

const { charter } = genesis
const bravo = (change: Partial<Member>): Charter => ({ ...charter, members: withMember(charter, 'bravo', change) })
const final = (lane: string, seq: number): FinalPosition => ({
  lane: hexId<LaneHash>(seeded(lane)),
  seq,
  bundle: hexId<BundleId>(seeded(`${lane} ${seq}`)),
})
const group = (name: string, members: string[]): Charter['groups'][number] => ({
  name: name,
  members: members as MemberId[],
})

const key = keysOf('bravo root 2').publicKey
const cases: [string, Charter, Charter, Change['what'][]][] = [
  ['nothing', charter, charter, []],
  ['version, predecessor and time of issue', charter, { ...charter, version: 2, prev: seeded('x'), issuedAt: 7 }, []],
  ['the name', charter, { ...charter, name: 'Other' }, ['network-name']],
  ['the end', charter, { ...charter, expiresAt: charter.expiresAt + 1 }, ['expiry']],
  ['the threshold', charter, { ...charter, threshold: 1 }, ['threshold']],
  ['a policy', charter, { ...charter, policy: { minBundleIntervalMs: 1, maxStatementsPerDay: 0 } }, ['policy']],
  ['another policy', charter, { ...charter, policy: { minBundleIntervalMs: 0, maxStatementsPerDay: 1 } }, ['policy']],
  ['a member', charter, { ...charter, members: [...charter.members, memberNamed('delta')] }, ['member-admitted']],
  ['a member that is gone', charter, { ...charter, members: charter.members.slice(1) }, ['member-dropped']],
  ['a name', charter, bravo({ name: 'Other' }), ['profile']],
  ['a kind', charter, bravo({ kind: 'agency' }), ['profile']],
  ['a jurisdiction', charter, bravo({ jurisdiction: 'DE' }), ['profile']],
  ['a status', charter, bravo({ status: 'suspended' }), ['status']],
  ['a clearance', charter, bravo({ clearance: 'TLP:RED' }), ['clearance']],
  ['a position', bravo({ status: 'removed' }), bravo({ status: 'removed', final: [final('a', 1)] }), ['positions']],
  [
    'a position moved',
    bravo({ status: 'removed', final: [final('a', 1)] }),
    bravo({ status: 'removed', final: [final('a', 2)] }),
    ['positions'],
  ],
  [
    'another bundle at a position',
    bravo({ status: 'removed', final: [final('a', 1)] }),
    bravo({ status: 'removed', final: [{ ...final('a', 1), bundle: final('b', 1).bundle }] }),
    ['positions'],
  ],
  ['a root key', charter, bravo({ rootKey: key }), ['root-key']],
  ['a commitment', charter, bravo({ nextRootHash: sha256(key) }), ['next-root']],
  ['a commitment redeemed', bravo({ nextRootHash: sha256(key) }), bravo({ rootKey: key }), ['root-key', 'next-root']],
  ['a certificate', charter, bravo({ priorCertificates: [seeded('c')] }), ['prior-certificates']],
  ['a governor', charter, { ...charter, governors: governorsNamed(['alpha', 'bravo']) }, ['governor-removed']],
  [
    'another key of a governor',
    charter,
    { ...charter, governors: governorsNamed(['alpha 2', 'bravo', 'charlie']) },
    ['governor-added', 'governor-removed'],
  ],
  ['a group', charter, { ...charter, groups: [group('desk', ['alpha'])] }, ['group-added']],
  ['a group that is gone', { ...charter, groups: [group('desk', ['alpha'])] }, charter, ['group-deleted']],
  [
    'a group changed',
    { ...charter, groups: [group('desk', ['alpha'])] },
    { ...charter, groups: [group('desk', ['bravo'])] },
    ['group-changed'],
  ],
]

describe('differences', () => {
  test.each(cases)('%s', (_, before, after, what) => {
    const found = differences(before, after)
    expect(found.map((change) => change.what)).toEqual(what)
    for (const change of found) {
      const lines = changeLines(change)
      expect(lines.length).toBeGreaterThan(0)
      expect(lines.join()).not.toMatch(/undefined|\[object/)
    }
  })

  test('of positions are counted by what happened to each', () => {
    const before = bravo({ status: 'suspended', final: [final('a', 1), final('b', 1)] })
    const after = bravo({ status: 'suspended', final: [final('b', 2), final('c', 1)] })
    expect(differences(before, after)).toMatchObject([
      { lanes: 2, added: [{ seq: 1 }], moved: [{ seq: 2 }], dropped: [{ seq: 1 }] },
    ])
  })

  test('say whether a root key was committed to', () => {
    expect(differences(charter, bravo({ rootKey: key }))).toMatchObject([{ committed: false }])
    const committed = bravo({ nextRootHash: sha256(key) })
    expect(differences(committed, bravo({ rootKey: key }))).toMatchObject([{ committed: true }, { to: null }])
  })

  test('whatever fields differ together, each shows', () => {
    const single = cases.filter(
      ([, before, , what]) => before === charter && what.length === 1 && what[0] !== 'member-dropped',
    )
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: single.length - 1 }), { minLength: 1 }), (chosen) => {
        const picked = chosen.map((at) => single[at]!)
        const after = picked.reduce((merged, [, , one]) => merge(merged, one), charter)
        const shown = new Set(differences(charter, after).map(({ what }) => what))
        for (const [name, , , what] of picked) expect(shown.has(what[0]!), name).toBe(true)
      }),
    )
  })

  test('names of others cannot write over what a governor reads', () => {
    const [change] = differences(charter, { ...charter, name: 'a\u001b[2K\u202eb' })
    for (const hidden of ['\u001b', '\u202e']) expect(changeLines(change!).join()).not.toContain(hidden)
  })
})

/** `one`'s differences from the genesis, on top of `merged`. */
function merge(merged: Charter, one: Charter): Charter {
  const fields = Object.fromEntries(
    Object.entries(one).filter(([name, value]) => name !== 'members' && value !== charter[name as keyof Charter]),
  ) as Partial<Charter>
  const members = one.members.map((member) => {
    const from = charter.members.find(({ id }) => id === member.id)
    const into = merged.members.find(({ id }) => id === member.id) ?? member
    const changed = Object.entries(member).filter(([name, value]) => value !== from?.[name as keyof Member])
    return from === undefined ? member : { ...into, ...Object.fromEntries(changed) }
  })
  const others = merged.members.filter(({ id }) => members.every((member) => member.id !== id))
  return { ...merged, ...fields, members: [...members, ...others] }
}
