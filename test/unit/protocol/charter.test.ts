// Charters: TUF's root rules, each attack with its code.
import { describe, expect, test } from 'vitest'
import {
  alpha,
  bundleOf,
  codeOf,
  day,
  genesis,
  genesisCharter,
  genesisObject,
  governorsNamed,
  keysOf,
  memberNamed,
  network,
  nextCharter,
  seeded,
  signCharter,
  start,
  succeed,
  withMember,
} from '../../helpers/protocol.ts'
import {
  acceptGenesis,
  acceptSuccessor,
  buildChain,
  charterAt,
  charterHash,
  charterStatus,
  decodeCharter,
  decodeControl,
  encodeCharter,
  encodeControl,
  extendChain,
  laneHash,
  limits,
  networkIdOf,
  newestCharter,
  sha256,
  toHex,
  type Charter,
  type CharterState,
  type ControlObject,
  type FinalPosition,
  type Member,
} from '../../../protocol/index.ts'

function resultOf(state: CharterState, object: ControlObject): string {
  const next = acceptSuccessor(state, object)
  return typeof next === 'string' ? next : 'accepted'
}

const last = bundleOf(alpha)
const position: FinalPosition = { lane: laneHash(last.lane), seq: 5, bundle: last.id }

describe('genesis', () => {
  test('its hash is the id of the network', () => {
    expect(genesis.network).toBe(toHex(networkIdOf(genesisObject.payload)))
    expect(genesis.version).toBe(1)
    expect(toHex(genesis.hash)).toBe(toHex(charterHash(genesisObject.payload)))
    expect(encodeCharter(decodeCharter(genesisObject.payload))).toEqual(Buffer.from(genesisObject.payload))
  })

  test('another nonce is another network', () => {
    const other = acceptGenesis(
      signCharter(genesisCharter({ nonce: seeded('other').subarray(0, 16) }), ['alpha', 'bravo']),
    )
    expect(other.network).not.toBe(network)
    expect(codeOf(() => acceptGenesis(genesisObject, other.network))).toBe('network-mismatch')
  })

  test.each<[string, Partial<Charter>, readonly string[], string]>([
    ['signed by too few', {}, ['alpha'], 'charter-threshold-unmet'],
    ['signed by nobody', {}, [], 'charter-threshold-unmet'],
    ['signed by a stranger', {}, ['alpha', 'delta'], 'charter-threshold-unmet'],
    [
      'of version 2',
      { version: 2, network, prev: seeded('prev'), nonce: undefined as never },
      ['alpha', 'bravo'],
      'charter-gap',
    ],
    ['with a network', { network }, ['alpha', 'bravo'], 'field-invalid'],
    ['with a prev', { prev: seeded('prev') }, ['alpha', 'bravo'], 'field-invalid'],
    ['without a nonce', { nonce: new Uint8Array(0) }, ['alpha', 'bravo'], 'field-invalid'],
    ['threshold 0', { threshold: 0 }, ['alpha', 'bravo'], 'field-invalid'],
    ['threshold beyond the organizations', { threshold: 4 }, ['alpha', 'bravo'], 'field-invalid'],
    [
      'threshold met by keys, not organizations',
      { threshold: 3, governors: governorsNamed(['alpha', 'alpha 2', 'bravo']) },
      ['alpha', 'alpha 2', 'bravo'],
      'field-invalid',
    ],
    ['no governors', { governors: [] }, [], 'field-invalid'],
    [
      'a governor that is no member',
      { governors: governorsNamed(['alpha', 'bravo', 'delta']) },
      ['alpha', 'bravo'],
      'field-invalid',
    ],
    [
      'a governor twice',
      { governors: governorsNamed(['alpha', 'alpha', 'bravo']) },
      ['alpha', 'bravo'],
      'field-invalid',
    ],
    [
      'governors unsorted',
      { governors: governorsNamed(['alpha', 'bravo']).slice().reverse() },
      ['alpha', 'bravo'],
      'field-invalid',
    ],
    [
      'members unsorted',
      { members: ['bravo', 'alpha', 'charlie'].map((id) => memberNamed(id)) },
      ['alpha', 'bravo'],
      'field-invalid',
    ],
    [
      'a member twice',
      { members: ['alpha', 'alpha', 'bravo', 'charlie'].map((id) => memberNamed(id)) },
      ['alpha', 'bravo'],
      'field-invalid',
    ],
    [
      'a root key twice',
      {
        members: [
          memberNamed('alpha'),
          memberNamed('bravo', { rootKey: keysOf('alpha root').publicKey }),
          memberNamed('charlie'),
        ],
      },
      ['alpha', 'bravo'],
      'field-invalid',
    ],
    ['an empty name', { name: '' }, ['alpha', 'bravo'], 'field-invalid'],
    ['a name beyond its limit', { name: 'x'.repeat(limits.nameMaxChars + 1) }, ['alpha', 'bravo'], 'field-invalid'],
    ['no time', { issuedAt: 0 }, ['alpha', 'bravo'], 'field-invalid'],
    ['expired when issued', { expiresAt: start }, ['alpha', 'bravo'], 'field-invalid'],
    [
      'a group of strangers',
      { groups: [{ name: 'group', members: ['delta' as never] }] },
      ['alpha', 'bravo'],
      'field-invalid',
    ],
    [
      'groups unsorted',
      { groups: ['b1', 'a1'].map((name) => ({ name, members: [] })) },
      ['alpha', 'bravo'],
      'field-invalid',
    ],
  ])('%s', (_, change, signers, code) => {
    expect(codeOf(() => acceptGenesis(signCharter(genesisCharter(change), signers)))).toBe(code)
  })

  test.each<[string, Partial<Member>, string]>([
    ['cleared for CLEAR alone', { clearance: 'TLP:CLEAR' }, 'field-invalid'],
    ['of no kind', { kind: 'club' as never }, 'field-invalid'],
    ['without a name', { name: '' }, 'field-invalid'],
    ['of a jurisdiction in words', { jurisdiction: 'Switzerland' }, 'field-invalid'],
    ['of no status', { status: 'gone' as never }, 'field-invalid'],
    ['with a short key', { rootKey: new Uint8Array(31) }, 'field-invalid'],
    ['with a short commitment', { nextRootHash: new Uint8Array(31) }, 'field-invalid'],
    ['active with final positions', { final: [position] }, 'field-invalid'],
    [
      'suspended with a final position at 0',
      { status: 'suspended', final: [{ ...position, seq: 0 }] },
      'field-invalid',
    ],
    [
      'with prior certificates unsorted',
      { priorCertificates: [Buffer.alloc(32, 2), Buffer.alloc(32, 1)] },
      'field-invalid',
    ],
  ])('a member %s', (_, change, code) => {
    const members = [memberNamed('alpha'), memberNamed('bravo'), memberNamed('charlie', change)]
    const governors = governorsNamed(['alpha', 'bravo'])
    expect(codeOf(() => acceptGenesis(signCharter(genesisCharter({ members, governors }), ['alpha', 'bravo'])))).toBe(
      code,
    )
  })

  test('a changed bit in any byte is refused', () => {
    const bytes = encodeControl(genesisObject)
    for (let at = 0; at < bytes.byteLength; at += 1) {
      const bad = Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ (1 << (at & 7)) : byte))
      expect(
        codeOf(() => acceptGenesis(decodeControl(bad), network)),
        `byte ${at}`,
      ).toBeDefined()
    }
  })
})

describe('succession', () => {
  const second = succeed(genesis)
  const foreign = acceptGenesis(signCharter(genesisCharter({ name: 'Other network' }), ['alpha', 'bravo']))

  test.each<[string, () => ControlObject, string]>([
    ['signed by old and new threshold', () => signCharter(nextCharter(genesis), ['alpha', 'bravo']), 'accepted'],
    ['signed by all', () => signCharter(nextCharter(genesis), ['alpha', 'bravo', 'charlie']), 'accepted'],
    [
      'with a signature that does not count but verifies',
      () => signCharter(nextCharter(genesis), ['alpha', 'bravo', 'stranger']),
      'accepted',
    ],
    ['a skipped version', () => signCharter(nextCharter(genesis, { version: 3 }), ['alpha', 'bravo']), 'charter-gap'],
    ['a rollback', () => genesisObject, 'network-mismatch'],
    [
      'another prev',
      () => signCharter(nextCharter(genesis, { prev: seeded('prev') }), ['alpha', 'bravo']),
      'charter-prev-mismatch',
    ],
    ['another network', () => signCharter(nextCharter(foreign), ['alpha', 'bravo']), 'network-mismatch'],
    ['one key', () => signCharter(nextCharter(genesis), ['alpha']), 'charter-threshold-unmet'],
    [
      'a signature of another key',
      () => {
        const object = signCharter(nextCharter(genesis), ['alpha', 'bravo'])
        return {
          ...object,
          signatures: object.signatures.map(({ signature }, at) => ({
            key: keysOf(at === 0 ? 'alpha governor' : 'charlie governor').publicKey,
            signature,
          })),
        }
      },
      'signature-invalid',
    ],
    [
      'a wrong signature beside a threshold of good ones',
      () => {
        const object = signCharter(nextCharter(genesis), ['alpha', 'bravo'])
        return {
          ...object,
          signatures: [
            ...object.signatures,
            { key: keysOf('charlie governor').publicKey, signature: new Uint8Array(64) },
          ],
        }
      },
      'signature-invalid',
    ],
    [
      'another type',
      () => ({ ...signCharter(nextCharter(genesis), ['alpha', 'bravo']), type: 'certificate' }),
      'field-invalid',
    ],
    ['junk', () => ({ type: 'charter', payload: seeded('junk'), signatures: [] }), 'encoding-invalid'],
  ])('%s', (_, object, code) => {
    expect(resultOf(genesis, object())).toBe(code)
  })

  test('an older version behind a newer one is a rollback', () => {
    const third = succeed(second)
    expect(resultOf(third, signCharter(nextCharter(genesis), ['alpha', 'bravo']))).toBe('charter-rollback')
    expect(resultOf(third, signCharter(nextCharter(second), ['alpha', 'bravo']))).toBe('charter-rollback')
  })

  test('one key twice is no control object', () => {
    const object = signCharter(nextCharter(genesis), ['alpha', 'alpha'])
    expect(codeOf(() => decodeControl(encodeControl(object)))).toBe('field-invalid')
    expect(resultOf(genesis, object)).toBe('charter-threshold-unmet')
  })

  test('two keys of one organization count once', () => {
    const two = succeed(genesis, { governors: governorsNamed(['alpha', 'alpha 2', 'bravo', 'charlie']) })
    expect(resultOf(two, signCharter(nextCharter(two), ['alpha', 'alpha 2']))).toBe('charter-threshold-unmet')
    expect(resultOf(two, signCharter(nextCharter(two), ['alpha 2', 'bravo']))).toBe('accepted')
  })

  test('both thresholds are needed when governors change', () => {
    const change = { governors: governorsNamed(['bravo', 'charlie']), threshold: 2 }
    const signed = (signers: readonly string[]) => resultOf(genesis, signCharter(nextCharter(genesis, change), signers))
    expect(signed(['alpha', 'bravo'])).toBe('charter-threshold-unmet')
    expect(signed(['bravo', 'charlie'])).toBe('accepted')
    const strangers = {
      members: [...genesis.charter.members, memberNamed('delta'), memberNamed('echo')],
      governors: governorsNamed(['delta', 'echo']),
    }
    expect(resultOf(genesis, signCharter(nextCharter(genesis, strangers), ['delta', 'echo']))).toBe(
      'charter-threshold-unmet',
    )
    expect(resultOf(genesis, signCharter(nextCharter(genesis, strangers), ['alpha', 'bravo']))).toBe(
      'charter-threshold-unmet',
    )
    expect(resultOf(genesis, signCharter(nextCharter(genesis, strangers), ['alpha', 'bravo', 'delta', 'echo']))).toBe(
      'accepted',
    )
  })

  test('intermediate expiry is ignored, the newest tells', () => {
    const expired = succeed(genesis, { issuedAt: start + day, expiresAt: start + 2 * day })
    const fresh = succeed(expired, { issuedAt: start + 400 * day, expiresAt: start + 500 * day })
    expect(charterStatus(expired, start + 2 * day)).toEqual({ state: 'expired', daysLeft: 0 })
    expect(charterStatus(fresh, start + 470 * day)).toEqual({ state: 'valid', daysLeft: 30 })
    expect(charterStatus(fresh.charter, start + 500 * day - 1)).toEqual({ state: 'valid', daysLeft: 0 })
  })

  const committed = succeed(genesis, {
    members: withMember(genesis.charter, 'alpha', { nextRootHash: sha256(keysOf('alpha root 2').publicKey) }),
  })
  const suspended = succeed(genesis, {
    members: withMember(genesis.charter, 'charlie', { status: 'suspended', final: [position] }),
    governors: governorsNamed(['alpha', 'bravo']),
  })
  const removed = succeed(suspended, { members: withMember(suspended.charter, 'charlie', { status: 'removed' }) })
  const rotated = succeed(committed, {
    members: withMember(committed.charter, 'alpha', {
      rootKey: keysOf('alpha root 2').publicKey,
      nextRootHash: sha256(keysOf('alpha root 3').publicKey),
      priorCertificates: [seeded('certificate')],
    }),
  })

  test.each<[string, CharterState, string, Partial<Member> | undefined, string]>([
    ['a member vanishes', genesis, 'charlie', undefined, 'charter-invalid'],
    ['a removed member vanishes', removed, 'charlie', undefined, 'charter-invalid'],
    ['a removed member comes back', removed, 'charlie', { status: 'active', final: [] }, 'charter-invalid'],
    ['a suspended member comes back', suspended, 'charlie', { status: 'active', final: [] }, 'accepted'],
    ['a final position vanishes', suspended, 'charlie', { final: [] }, 'charter-invalid'],
    ['a final position moves back', suspended, 'charlie', { final: [{ ...position, seq: 4 }] }, 'charter-invalid'],
    [
      'a final position names another bundle',
      suspended,
      'charlie',
      { final: [{ ...position, bundle: 'ab'.repeat(32) as never }] },
      'charter-invalid',
    ],
    [
      'a final position moves on',
      suspended,
      'charlie',
      { final: [{ ...position, seq: 6, bundle: 'ab'.repeat(32) as never }] },
      'accepted',
    ],
    ['a suspended member is removed', suspended, 'charlie', { status: 'removed' }, 'accepted'],
    [
      'a root key changes without a commitment',
      genesis,
      'alpha',
      { rootKey: keysOf('alpha root 9').publicKey },
      'accepted',
    ],
    [
      'a root key changes as committed',
      committed,
      'alpha',
      { rootKey: keysOf('alpha root 2').publicKey, nextRootHash: seeded('next') },
      'accepted',
    ],
    [
      'a root key changes against its commitment',
      committed,
      'alpha',
      { rootKey: keysOf('alpha root 9').publicKey },
      'charter-invalid',
    ],
    ['a commitment changes without the key', committed, 'alpha', { nextRootHash: seeded('other') }, 'charter-invalid'],
    [
      'prior certificates come later than the key',
      committed,
      'alpha',
      { priorCertificates: [seeded('certificate')] },
      'charter-invalid',
    ],
    ['prior certificates are dropped', rotated, 'alpha', { priorCertificates: [] }, 'accepted'],
    ['clearance rises', genesis, 'bravo', { clearance: 'TLP:AMBER' }, 'accepted'],
  ])('%s', (_, state, id, change, code) => {
    const members =
      change === undefined
        ? state.charter.members.filter((member) => member.id !== id)
        : withMember(state.charter, id, change)
    const governors = governorsNamed(['alpha', 'bravo'])
    expect(resultOf(state, signCharter(nextCharter(state, { members, governors }), ['alpha', 'bravo']))).toBe(code)
  })

  test('time does not run backwards', () => {
    expect(resultOf(genesis, signCharter(nextCharter(genesis, { issuedAt: start - 1 }), ['alpha', 'bravo']))).toBe(
      'charter-invalid',
    )
  })

  test('a bundle that cites a charter binds its hash', () => {
    expect(bundleOf(alpha, { charter: second }).header.charter).toEqual({ version: 2, hash: toHex(second.hash) })
  })
})

describe('chain', () => {
  const a = signCharter(nextCharter(genesis, { name: 'One' }), ['alpha', 'bravo'])
  const b = signCharter(nextCharter(genesis, { name: 'Two' }), ['bravo', 'charlie'])
  const [stateA, stateB] = [a, b].map((object) => acceptSuccessor(genesis, object) as CharterState)
  const settling = signCharter(nextCharter(stateB!, { name: 'Settled' }), ['alpha', 'bravo'])
  const names = (objects: readonly ControlObject[]) =>
    buildChain(network, objects).states.map(({ charter }) => charter.name)

  test('follows in any order', () => {
    const third = signCharter(nextCharter(stateA!), ['alpha', 'bravo'])
    expect(names([third, a, genesisObject])).toEqual(['Trial network', 'One', 'One'])
    expect(names([genesisObject, third])).toEqual(['Trial network'])
    expect(codeOf(() => buildChain(network, [a, third]))).toBe('network-mismatch')
    const chain = buildChain(network, [genesisObject, a])
    expect(newestCharter(chain).version).toBe(2)
    expect(charterAt(chain, 1)?.charter.name).toBe('Trial network')
    expect(charterAt(chain, 3)).toBeUndefined()
  })

  test('two valid charters of one version: neither', () => {
    const chain = buildChain(network, [genesisObject, a, b])
    expect(chain.states).toHaveLength(1)
    expect(chain.rivals.map(({ charter }) => charter.name).sort()).toEqual(['One', 'Two'])
    expect(names([genesisObject, b, a])).toEqual(['Trial network'])
  })

  test('another signature on the same charter is no rival', () => {
    const again = signCharter(nextCharter(genesis, { name: 'One' }), ['alpha', 'bravo', 'charlie'])
    expect(names([genesisObject, a, again])).toEqual(['Trial network', 'One'])
  })

  test('the way out names one of them, signed by the threshold before both', () => {
    for (const objects of [
      [genesisObject, a, b, settling],
      [settling, b, a, genesisObject],
    ]) {
      expect(names(objects)).toEqual(['Trial network', 'Two', 'Settled'])
    }
    const tooFew = signCharter(nextCharter(stateB!, { name: 'Settled' }), ['charlie'])
    expect(names([genesisObject, a, b, tooFew])).toEqual(['Trial network'])
    const other = signCharter(nextCharter(stateA!, { name: 'Other way' }), ['alpha', 'charlie'])
    expect(names([genesisObject, a, b, settling, other])).toEqual(['Trial network'])
  })

  test('governors of a charter in doubt do not settle it', () => {
    const strangers = {
      name: 'Taken over',
      members: [...genesis.charter.members, memberNamed('delta')],
      governors: governorsNamed(['delta']),
      threshold: 1,
    }
    const c = signCharter(nextCharter(genesis, strangers), ['alpha', 'bravo', 'delta'])
    const stateC = acceptSuccessor(genesis, c) as CharterState
    const own = signCharter(nextCharter(stateC), ['delta'])
    expect(names([genesisObject, c, own])).toHaveLength(3)
    // A rival that comes late unseats what only the doubtful charter's governors built upon.
    expect(names([genesisObject, c, own, a])).toHaveLength(1)
  })

  test('step by step, as objects arrive', () => {
    const held = [genesisObject]
    let chain = buildChain(network, held)
    const step = (object: ControlObject): string => {
      const { chain: next, code } = extendChain(chain, held, object)
      chain = next
      if (code === 'accepted' || code === 'charter-conflict') held.push(object)
      return `${code} ${newestCharter(chain).version}`
    }
    expect(step(settling)).toBe('charter-gap 1')
    expect(step(a)).toBe('accepted 2')
    expect(step(b)).toBe('charter-conflict 1')
    expect(chain.rivals).toHaveLength(2)
    expect(step(signCharter(nextCharter(genesis), ['alpha']))).toBe('charter-threshold-unmet 1')
    expect(step(settling)).toBe('accepted 3')
    expect(step(a)).toMatch(/ 3$/)
    expect(step(signCharter(nextCharter(newestCharter(chain)), ['bravo', 'charlie']))).toBe('accepted 4')
  })
})
