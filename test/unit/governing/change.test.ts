// What governors may change, and why not: every refusal by its code, every change one that the rules of succession take.
import { describe, expect, test } from 'vitest'
import { acceptSuccessor, decodeCharter } from '../../../protocol/charter.ts'
import type { Charter, FinalPosition, Member } from '../../../protocol/charter.ts'
import { hexId, type BundleId, type LaneHash, type MemberId } from '../../../protocol/ids.ts'
import { limits } from '../../../protocol/limits.ts'
import { sha256 } from '../../../protocol/hash.ts'
import { ProtocolError } from '../../../protocol/errors.ts'
import {
  type CharterChange,
  addGovernor,
  admit,
  changeGroup,
  changeRoot,
  changeThreshold,
  clear,
  commitRoot,
  deleteGroup,
  reinstate,
  remove,
  removeGovernor,
  suspend,
} from '../../../node/governing/change.ts'
import { GoverningError } from '../../../node/governing/errors.ts'
import { nearest } from '../../../node/governing/names.ts'
import { nextCharter } from '../../../node/governing/proposal.ts'
import {
  genesis,
  governorsNamed,
  keysOf,
  memberNamed,
  seeded,
  signCharter,
  start,
  withMember,
} from '../../helpers/protocol.ts'

const position = (lane: string, seq: number, bundle = `${lane} ${seq}`): FinalPosition => ({
  lane: hexId<LaneHash>(seeded(lane)),
  seq,
  bundle: hexId<BundleId>(seeded(bundle)),
})
const sorted = (positions: readonly FinalPosition[]): FinalPosition[] =>
  [...positions].sort((a, b) => (a.lane < b.lane ? -1 : 1))

const { charter } = genesis
const left = (status: 'suspended' | 'removed', final: readonly FinalPosition[] = []): Charter => ({
  ...charter,
  members: withMember(charter, 'bravo', { status, final: sorted(final) }),
  governors: governorsNamed(['alpha', 'charlie']),
})
const grouped: Charter = {
  ...charter,
  groups: [{ name: 'desk', members: ['alpha', 'bravo'] as MemberId[] }],
}
const entry = (change: CharterChange, id = 'bravo'): Member | undefined =>
  change.members?.find((member) => member.id === id)

/** What refuses, and with which hint. */
function refusal(act: () => unknown): { code: string; hint: string | undefined; message: string } | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof GoverningError) return { code: error.code, hint: error.hint, message: error.message }
    if (error instanceof ProtocolError) return { code: error.code, hint: undefined, message: error.message }
    throw error
  }
}

describe('a change that the rules take', () => {
  const rootKey = keysOf('bravo root 2').publicKey
  const request = memberNamed('bravo', { rootKey })
  test.each<[string, () => CharterChange]>([
    ['suspend', () => suspend(charter, 'bravo', [position('b', 2), position('a', 7)])],
    ['remove', () => remove(charter, 'bravo', [position('a', 7)])],
    ['clear', () => clear(charter, 'bravo', 'TLP:RED')],
    ['group', () => changeGroup(charter, 'desk', { add: ['charlie', 'alpha', 'charlie'], remove: [] })],
    ['governor', () => addGovernor(charter, 'bravo', keysOf('another governor').publicKey)],
    ['governor gone', () => removeGovernor(charter, 'bravo')],
    ['threshold', () => changeThreshold(charter, 3)],
    ['commit', () => commitRoot(charter, 'bravo', sha256(rootKey))],
    ['root', () => changeRoot(charter, request, [seeded('z'), seeded('a')])],
    ['admit', () => admit(charter, memberNamed('able'), 'TLP:AMBER')],
    ['nothing but a later end', () => ({})],
  ])('%s', (_, change) => {
    const base = { prior: genesis, authority: charter }
    const { payload } = nextCharter(base, change(), { nowMs: start + 1, expiresAt: charter.expiresAt + 1 })
    const accepted = acceptSuccessor(genesis, signCharter(decodeCharter(payload), ['alpha', 'bravo', 'charlie']))
    expect(typeof accepted === 'string' ? accepted : accepted.version).toBe(2)
  })
})

describe('suspend and remove', () => {
  test('end lanes where they are told, take the governors along, and say so once', () => {
    const change = suspend(charter, 'bravo', [position('b', 2), position('a', 7)])
    expect(entry(change)).toMatchObject({ status: 'suspended', final: sorted([position('a', 7), position('b', 2)]) })
    expect(change.governors?.map(({ member }) => member)).toEqual(['alpha', 'charlie'])
    const again = { ...charter, ...change }
    expect(refusal(() => suspend(again, 'bravo', [position('a', 7)]))?.code).toBe('charter-unchanged')
    expect(refusal(() => suspend(again, 'bravo', [position('a', 6)]))?.code).toBe('charter-unchanged')
  })

  test('asked again, positions move on and never back', () => {
    const before = left('suspended', [position('a', 7), position('b', 2)])
    const change = suspend(before, 'bravo', [position('a', 9), position('b', 1), position('c', 1)])
    expect(entry(change)?.final).toEqual(sorted([position('a', 9), position('b', 2), position('c', 1)]))
  })

  test('a removed member leaves its groups and keeps its positions', () => {
    const change = remove({ ...grouped, ...left('suspended', [position('a', 7)]), groups: grouped.groups }, 'bravo', [])
    expect(entry(change)).toMatchObject({ status: 'removed', final: [position('a', 7)] })
    expect(change.groups).toEqual([{ name: 'desk', members: ['alpha'] }])
    expect(suspend(grouped, 'bravo', []).groups).toBeUndefined()
  })

  test('a reinstated member has no end, and governs no more', () => {
    const before = left('suspended', [position('a', 7)])
    const change = reinstate(before, 'bravo')
    expect(entry(change)).toMatchObject({ status: 'active', final: [] })
    expect(change.governors).toBeUndefined()
  })
})

describe('groups', () => {
  test('are made, changed, emptied and deleted', () => {
    const members = (change: CharterChange) => change.groups?.map((group) => [group.name, group.members])
    expect(members(changeGroup(grouped, 'abc', { add: ['charlie'], remove: [] }))).toEqual([
      ['abc', ['charlie']],
      ['desk', ['alpha', 'bravo']],
    ])
    expect(members(changeGroup(grouped, 'desk', { add: ['charlie'], remove: ['alpha'] }))).toEqual([
      ['desk', ['bravo', 'charlie']],
    ])
    expect(members(changeGroup(grouped, 'desk', { add: [], remove: ['alpha', 'bravo'] }))).toEqual([['desk', []]])
    expect(deleteGroup(grouped, 'desk').groups).toEqual([])
  })
})

describe('a root key', () => {
  const rootKey = keysOf('bravo root 2').publicKey
  const request = memberNamed('bravo', { rootKey, nextRootHash: seeded('after that') })
  const prior = [seeded('a'), seeded('b')].sort((a, b) => Buffer.compare(a, b))

  test('changes with the certificates that go on counting; a commitment is redeemed and another may come', () => {
    const committed = { ...charter, members: withMember(charter, 'bravo', { nextRootHash: sha256(rootKey) }) }
    const change = changeRoot(committed, { ...request, clearance: 'TLP:RED', name: 'Other' }, [...prior].reverse())
    expect(entry(change)).toEqual({
      ...memberNamed('bravo', { rootKey, nextRootHash: seeded('after that') }),
      priorCertificates: prior,
    })
    expect(entry(changeRoot(committed, memberNamed('bravo', { rootKey }), []))).not.toHaveProperty('nextRootHash')
  })
})

describe('refused', () => {
  const many = Array.from({ length: limits.finalLanesMax + 1 }, (_, at) => position(`lane ${at}`, 1))
  const two: Charter = { ...charter, governors: governorsNamed(['alpha', 'bravo']) }
  const rootKey = keysOf('bravo root').publicKey
  const committed = { ...charter, members: withMember(charter, 'bravo', { nextRootHash: seeded('other') }) }
  test.each<[string, () => unknown, string]>([
    ['a member that is none', () => suspend(charter, 'bravi', []), 'member-unknown'],
    ['suspending a removed member', () => suspend(left('removed'), 'bravo', []), 'member-removed'],
    ['removing a removed member', () => remove(left('removed'), 'bravo', [position('a', 1)]), 'member-removed'],
    ['reinstating a removed member', () => reinstate(left('removed'), 'bravo'), 'member-removed'],
    ['reinstating an active member', () => reinstate(charter, 'bravo'), 'member-not-suspended'],
    ['suspending twice', () => suspend(left('suspended'), 'bravo', []), 'charter-unchanged'],
    ['the last governors but one of two', () => suspend(two, 'bravo', []), 'governors-too-few'],
    ['the same by removal', () => remove(two, 'alpha', []), 'governors-too-few'],
    ['the same by taking the key', () => removeGovernor(two, 'alpha'), 'governors-too-few'],
    ['more lanes than a charter lists', () => suspend(charter, 'bravo', many), 'charter-too-large'],
    [
      'two bundles at one place',
      () => suspend(charter, 'bravo', [position('a', 3), position('a', 3, 'other')]),
      'positions-conflict',
    ],
    [
      'another bundle than was listed',
      () => suspend(left('suspended', [position('a', 3)]), 'bravo', [position('a', 3, 'other')]),
      'positions-conflict',
    ],
    ['clearance below GREEN', () => clear(charter, 'bravo', 'TLP:CLEAR'), 'clearance-too-low'],
    ['admission below GREEN', () => admit(charter, memberNamed('able'), 'TLP:CLEAR'), 'clearance-too-low'],
    ['the same clearance', () => clear(charter, 'bravo', 'TLP:GREEN'), 'charter-unchanged'],
    ['clearance of a removed member', () => clear(left('removed'), 'bravo', 'TLP:RED'), 'member-removed'],
    ['clearance of nobody', () => clear(charter, 'zulu', 'TLP:RED'), 'member-unknown'],
    ['a group of nobody', () => changeGroup(charter, 'desk', { add: ['zulu'], remove: [] }), 'member-unknown'],
    [
      'a removed member in a group',
      () => changeGroup(left('removed'), 'desk', { add: ['bravo'], remove: [] }),
      'member-removed',
    ],
    [
      'out of a group that is none',
      () => changeGroup(grouped, 'desc', { add: [], remove: ['alpha'] }),
      'group-unknown',
    ],
    ['deleting a group that is none', () => deleteGroup(grouped, 'desc'), 'group-unknown'],
    [
      'a group as it is',
      () => changeGroup(grouped, 'desk', { add: ['alpha'], remove: ['charlie'] }),
      'charter-unchanged',
    ],
    ['a group named list', () => changeGroup(charter, 'list', { add: ['alpha'], remove: [] }), 'field-invalid'],
    [
      'a group with a name of capitals',
      () => changeGroup(charter, 'Desk', { add: ['alpha'], remove: [] }),
      'field-invalid',
    ],
    ['a threshold above the governors', () => changeThreshold(charter, 4), 'governors-too-few'],
    ['a threshold of none', () => changeThreshold(charter, 0), 'field-invalid'],
    ['the same threshold', () => changeThreshold(charter, 2), 'charter-unchanged'],
    ['a suspended governor', () => addGovernor(left('suspended'), 'bravo', keysOf('x').publicKey), 'member-suspended'],
    [
      'a governor key twice',
      () => addGovernor(charter, 'bravo', keysOf('alpha governor').publicKey),
      'governor-listed',
    ],
    ['a governor key that is none', () => addGovernor(charter, 'bravo', new Uint8Array(32)), 'key-invalid'],
    [
      'taking a key that is not there',
      () => removeGovernor(charter, 'bravo', keysOf('x').publicKey),
      'governor-unlisted',
    ],
    ['taking the key of no governor', () => removeGovernor(left('suspended'), 'bravo'), 'governor-unlisted'],
    ['the same root key', () => changeRoot(charter, memberNamed('bravo', { rootKey }), []), 'root-key-same'],
    [
      'another root key than was committed',
      () => changeRoot(committed, memberNamed('bravo', { rootKey: keysOf('x').publicKey }), []),
      'root-key-uncommitted',
    ],
    ['another commitment', () => commitRoot(committed, 'bravo', seeded('x')), 'root-key-uncommitted'],
    ['the same commitment', () => commitRoot(committed, 'bravo', seeded('other')), 'charter-unchanged'],
  ])('%s', (_, act, code) => {
    expect(refusal(act)?.code).toBe(code)
  })

  test('an end in the past', () => {
    const base = { prior: genesis, authority: charter }
    const nowMs = charter.expiresAt
    expect(refusal(() => nextCharter(base, {}, { nowMs }))?.code).toBe('charter-expired')
    expect(refusal(() => nextCharter(base, {}, { nowMs, expiresAt: nowMs + 1 }))).toBeUndefined()
  })

  test('a charter beyond what a control object may hold', () => {
    const final = Array.from({ length: limits.finalLanesMax }, (_, at) => position(`lane ${at}`, 1))
    const full: Charter = {
      ...charter,
      members: ['bravo', 'charlie'].reduce(
        (members, id) => withMember({ ...charter, members }, id, { status: 'removed', final: sorted(final) }),
        charter.members as Member[],
      ),
      governors: governorsNamed(['alpha']),
      threshold: 1,
    }
    const base = { prior: genesis, authority: charter }
    expect(refusal(() => nextCharter(base, full, { nowMs: start + 1 }))?.code).toBe('charter-too-large')
  })
})

describe('near names', () => {
  test.each([
    ['bravi', ['bravo']],
    ['BRAVO', ['bravo']],
    ['char', ['charlie']],
    ['zulu', []],
    ['', []],
  ])('of %j', (typed, names) => {
    expect(nearest(typed, ['alpha', 'bravo', 'charlie'])).toEqual(names)
  })

  test('stand in the hint', () => {
    expect(refusal(() => suspend(charter, 'bravi', []))?.hint).toMatch(/^Did you mean bravo\?/)
    expect(refusal(() => deleteGroup(grouped, 'desc'))?.hint).toMatch(/^Did you mean desk\?/)
    expect(refusal(() => deleteGroup(grouped, 'xyz'))?.hint).toMatch(/^List the groups/)
  })
})
