// Lanes: what may follow what, forks, and where a lane ends.
import { describe, expect, test } from 'vitest'
import {
  alpha,
  bravo,
  bundleOf,
  codeOf,
  genesis,
  indicator,
  keysOf,
  memberNamed,
  network,
  nodeOf,
  seeded,
  start,
  succeed,
  withMember,
} from '../../helpers/protocol.ts'
import { grantsOf, hollowGrant, sealedOf } from '../../helpers/sealing.ts'
import {
  checkFork,
  checkRevocation,
  checkSuccessor,
  controlHash,
  cutOf,
  decodeFork,
  decodeRevocation,
  encodeHeader,
  idBytes,
  isFork,
  issueRevocation,
  laneHash,
  laneId,
  openFork,
  parseHeader,
  proveFork,
  sign,
  type Bundle,
  type ControlObject,
  type FinalPosition,
  type Header,
  type MemberId,
  type SignedHeader,
} from '../../../protocol/index.ts'

const first = bundleOf(alpha)
const second = bundleOf(alpha, { after: first })
const third = bundleOf(alpha, { after: second })
const otherSecond = bundleOf(alpha, { after: first, statements: [indicator('other.example.com')] })
const newer = succeed(genesis)

/** A header signed by alpha, with fields changed. */
function resigned(from: SignedHeader, change: Partial<Header>, node = alpha): SignedHeader {
  const bytes = encodeHeader({ ...from.header, ...change })
  return parseHeader(bytes, sign('bundle', idBytes(network), bytes, node.keys.secretKey))
}

describe('epochs', () => {
  const grants = (epoch: number, after?: Bundle): Bundle =>
    grantsOf([hollowGrant({ epoch })], { epoch, ...(after === undefined ? {} : { after }) })
  const sealed = (epoch: number, after?: Bundle): Bundle =>
    sealedOf({ epoch, ...(after === undefined ? {} : { after }) })
  const one = grants(1)
  const said = sealed(1, one)
  const two = grants(2, said)

  test.each<[string, Bundle | undefined, Bundle, string | undefined]>([
    ['grants of the first epoch come first', undefined, one, undefined],
    ['a statement before any grant', undefined, sealed(1), 'epoch-invalid'],
    ['grants of a second epoch before the first', undefined, grants(2), 'epoch-invalid'],
    ['a statement of the epoch', one, said, undefined],
    ['another of it', said, sealed(1, said), undefined],
    ['more grants of the epoch', one, grants(1, one), undefined],
    ['a statement of an epoch that was not granted', said, sealed(2, said), 'epoch-invalid'],
    ['grants of the next epoch', said, two, undefined],
    ['grants of the epoch after the next', said, grants(3, said), 'epoch-invalid'],
    ['a statement of the new epoch', two, sealed(2, two), undefined],
    ['a statement of the epoch before', two, sealed(1, two), 'epoch-invalid'],
    ['grants of the epoch before', two, grants(1, two), 'epoch-invalid'],
    ['the last number there is', said, sealed(Number.MAX_SAFE_INTEGER, said), 'epoch-invalid'],
  ])('%s', (_, before, next, code) => {
    expect(checkSuccessor(before, next)).toBe(code)
  })
})

describe('succession', () => {
  test.each<[string, SignedHeader | undefined, SignedHeader, string | undefined]>([
    ['the first', undefined, first, undefined],
    ['the next', first, second, undefined],
    ['the second, and nothing is held', undefined, second, 'gap'],
    ['a gap', first, third, 'gap'],
    ['the gap filled', second, third, undefined],
    ['the same again', second, second, 'duplicate'],
    ['an older one', third, second, 'duplicate'],
    ['one seq, two roots', second, otherSecond, 'prev-mismatch'],
    ['a wrong prev', otherSecond, third, 'prev-mismatch'],
    ['another lane', first, bundleOf(bravo, { after: bundleOf(bravo) }), 'lane-changed'],
    ['another marking', first, resigned(second, { marking: { tlp: 'TLP:CLEAR' } }), 'lane-changed'],
    ['another caveat', first, resigned(second, { marking: { tlp: 'TLP:GREEN', noRepublish: true } }), 'lane-changed'],
    [
      'another audience',
      first,
      resigned(second, { audience: { expr: { op: 'everyone' }, shareHistory: false } }),
      'lane-changed',
    ],
    ['another member', first, resigned(second, { member: 'bravo' as MemberId }), 'lane-changed'],
    ['the same millisecond', first, resigned(second, { issuedAt: first.header.issuedAt }), undefined],
    ['time backwards', first, resigned(second, { issuedAt: first.header.issuedAt - 1 }), 'time-backwards'],
    ['a newer charter', first, bundleOf(alpha, { after: first, charter: newer }), undefined],
    [
      'an older charter',
      bundleOf(alpha, { charter: newer }),
      resigned(bundleOf(alpha, { after: bundleOf(alpha, { charter: newer }) }), {}),
      'charter-rollback',
    ],
    [
      'another charter of the same version',
      first,
      resigned(second, { charter: { version: 1, hash: 'ab'.repeat(32) } }),
      'charter-mismatch',
    ],
    ['seq 2^53 - 1', first, resigned(second, { seq: Number.MAX_SAFE_INTEGER }), 'gap'],
  ])('%s', (_, prev, next, code) => {
    expect(checkSuccessor(prev, next)).toBe(code)
  })

  test('a lane belongs to its network, node and nonce', () => {
    const [net, key, nonce] = [idBytes(network), idBytes(alpha.key), seeded('n').subarray(0, 16)]
    const lanes = [
      laneId(net, key, nonce),
      laneId(seeded('other'), key, nonce),
      laneId(net, idBytes(bravo.key), nonce),
      laneId(net, key, seeded('m').subarray(0, 16)),
    ]
    expect(new Set([...lanes, ...lanes.map(laneHash)]).size).toBe(8)
  })

  test('a new incarnation with a new nonce is no fork of the old lane', () => {
    const again = bundleOf(alpha, {
      nonce: seeded('after a restore').subarray(0, 16),
      statements: [indicator('x.example.com')],
    })
    expect(again.lane).not.toBe(first.lane)
    expect(isFork(first, again)).toBe(false)
    expect(checkSuccessor(undefined, again)).toBeUndefined()
  })
})

describe('fork', () => {
  test('two headers of one lane and number prove themselves, in one form', () => {
    const proof = proveFork(second, otherSecond)
    expect(proof).toEqual(proveFork(otherSecond, second))
    expect(checkFork(proof, network)).toBeUndefined()
    expect(openFork(proof, network)).toMatchObject({ lane: second.lane, node: alpha.key, seq: 2, prev: first.id })
    expect(isFork(second, otherSecond)).toBe(true)
  })

  /** A proof whose headers stand as they are given. */
  function raw(a: SignedHeader, b: SignedHeader): ControlObject {
    return a.id < b.id ? proveFork(a, b) : proveFork(b, a)
  }

  const bravoOwn = bundleOf(bravo)
  // bravo signs a header that names itself and alpha's nonce and number: its lane is another one.
  const bravoInAlphasLane = resigned(second, { node: bravo.key, member: 'bravo' as MemberId }, bravo)
  // bravo signs a header that names alpha's node key.
  const forged = resigned(second, { issuedAt: start + 99_999 }, bravo)
  // the same content signed for another network
  const elsewhere = bundleOf(alpha, { after: first, network: 'cd'.repeat(32) as never })

  test.each<[string, ControlObject, string]>([
    ['the same header twice', raw(second, second), 'fork-proof-invalid'],
    ['another number', raw(second, third), 'fork-proof-invalid'],
    ['another node', raw(second, bravoOwn), 'fork-proof-invalid'],
    ['her own header with another lane and number', raw(second, bravoInAlphasLane), 'fork-proof-invalid'],
    ['a header that the named key did not sign', raw(second, forged), 'signature-invalid'],
    ['another network', raw(second, elsewhere), 'network-mismatch'],
    [
      'a signature of its own',
      {
        ...proveFork(second, otherSecond),
        signatures: [{ key: keysOf('x').publicKey, signature: new Uint8Array(64) }],
      },
      'fork-proof-invalid',
    ],
    ['another type', { ...proveFork(second, otherSecond), type: 'revocation' }, 'field-invalid'],
  ])('%s is no fork', (_, proof, code) => {
    expect(checkFork(proof, network)).toBe(code)
    expect(codeOf(() => openFork(proof, network))).toBe(code)
  })

  test('headers in the other order are another object, and refused', () => {
    const [low, high] = second.id < otherSecond.id ? [second, otherSecond] : [otherSecond, second]
    const swapped = proveFork({ ...high, id: low.id }, { ...low, id: high.id })
    expect(decodeFork(swapped.payload).a.id).toBe(high.id)
    expect(checkFork(swapped, network)).toBe('fork-proof-invalid')
  })
})

describe('revocation', () => {
  const root = keysOf('alpha root').secretKey
  const revocation = {
    network,
    member: alpha.member,
    nodeKey: alpha.key,
    lanes: [],
    reason: 'key stolen',
    issuedAt: start,
  }

  test('by the root key of the member', () => {
    const object = issueRevocation(revocation, root)
    expect(checkRevocation(object, genesis)).toBeUndefined()
    expect(decodeRevocation(object.payload)).toEqual(revocation)
  })

  test.each<[string, () => ControlObject, string]>([
    ['by another member', () => issueRevocation(revocation, keysOf('bravo root').secretKey), 'revocation-invalid'],
    ['by the node itself', () => issueRevocation(revocation, alpha.keys.secretKey), 'revocation-invalid'],
    [
      'of an unknown member',
      () => issueRevocation({ ...revocation, member: 'delta' as MemberId }, root),
      'member-unknown',
    ],
    [
      'in another network',
      () => issueRevocation({ ...revocation, network: 'ab'.repeat(32) as never }, root),
      'network-mismatch',
    ],
    ['without a signature', () => ({ ...issueRevocation(revocation, root), signatures: [] }), 'signature-invalid'],
    [
      'with a second signature',
      () => {
        const object = issueRevocation(revocation, root)
        return { ...object, signatures: [...object.signatures, ...object.signatures] }
      },
      'signature-invalid',
    ],
    [
      'signed as a certificate',
      () => {
        const object = issueRevocation(revocation, root)
        const signature = sign('node', idBytes(network), object.payload, root)
        return { ...object, signatures: [{ key: keysOf('alpha root').publicKey, signature }] }
      },
      'signature-invalid',
    ],
  ])('%s', (_, object, code) => {
    expect(checkRevocation(object(), genesis)).toBe(code)
  })

  test('a superseded root can revoke the node that it certified, and no other', () => {
    const members = withMember(genesis.charter, 'alpha', { rootKey: keysOf('alpha root 2').publicKey })
    const without = succeed(genesis, { members })
    const kept = succeed(genesis, {
      members: withMember(genesis.charter, 'alpha', {
        rootKey: keysOf('alpha root 2').publicKey,
        priorCertificates: [controlHash(alpha.certificate)],
      }),
    })
    const newNode = nodeOf('alpha', 'alpha node 2', 'alpha root 2')
    const old = issueRevocation(revocation, root)
    const ofNew = issueRevocation({ ...revocation, nodeKey: newNode.key }, root)
    expect(checkRevocation(old, kept, alpha.certificate)).toBeUndefined()
    expect(checkRevocation(old, kept)).toBe('revocation-invalid')
    expect(checkRevocation(old, without, alpha.certificate)).toBe('revocation-invalid')
    expect(checkRevocation(ofNew, kept, newNode.certificate)).toBe('revocation-invalid')
    expect(checkRevocation(ofNew, kept, alpha.certificate)).toBe('revocation-invalid')
  })

  test('lanes unsorted, or one twice', () => {
    const position = (name: string): FinalPosition => ({
      lane: laneHash(laneId(seeded(name), seeded(name), seeded(name))),
      seq: 1,
      bundle: first.id,
    })
    const sorted = issueRevocation({ ...revocation, lanes: [position('a'), position('b')] }, root)
    expect(checkRevocation(sorted, genesis)).toBeUndefined()
    expect(
      codeOf(() =>
        checkRevocation(issueRevocation({ ...revocation, lanes: [position('a'), position('a')] }, root), genesis),
      ),
    ).toBe('field-invalid')
  })
})

describe('cut', () => {
  const place = { lane: second.lane, member: alpha.member, node: alpha.key }
  const at = (bundle: Bundle, lane = bundle.lane): FinalPosition => ({
    lane: laneHash(lane),
    seq: bundle.header.seq,
    bundle: bundle.id,
  })
  const nothing = { charter: genesis.charter, revocations: [], forks: [] }
  const fork = openFork(proveFork(second, otherSecond), network)
  const revoked = (lanes: readonly FinalPosition[]) => [
    { network, member: alpha.member, nodeKey: alpha.key, lanes, issuedAt: start },
  ]
  const left = (status: 'suspended' | 'removed', final: readonly FinalPosition[]) => ({
    ...genesis.charter,
    members: withMember(genesis.charter, 'alpha', { status, final }),
  })

  test.each<[string, Partial<Parameters<typeof cutOf>[1]>, ReturnType<typeof cutOf>]>([
    ['nothing happened', {}, undefined],
    ['revoked at a position', { revocations: revoked([at(second)]) }, { seq: 2, id: second.id }],
    ['revoked, the lane not listed', { revocations: revoked([]) }, { seq: 0 }],
    [
      'revoked twice: the lower',
      { revocations: [...revoked([at(second)]), ...revoked([at(first)])] },
      { seq: 1, id: first.id },
    ],
    ['another node revoked', { revocations: revoked([]).map((one) => ({ ...one, nodeKey: bravo.key })) }, undefined],
    [
      'another member names the node',
      { revocations: revoked([]).map((one) => ({ ...one, member: bravo.member })) },
      undefined,
    ],
    ['removed at a position', { charter: left('removed', [at(third)]) }, { seq: 3, id: third.id }],
    ['removed, the lane not listed', { charter: left('removed', []) }, { seq: 0 }],
    ['suspended', { charter: left('suspended', [at(first)]) }, { seq: 1, id: first.id }],
    [
      'removed and revoked: the lower',
      { charter: left('removed', [at(third)]), revocations: revoked([at(first)]) },
      { seq: 1, id: first.id },
    ],
    ['forked: the common prefix', { forks: [fork] }, { seq: 1, id: first.id }],
    [
      'forked and revoked: the chain through the listed id wins',
      { forks: [fork], revocations: revoked([at(otherSecond)]) },
      { seq: 2, id: otherSecond.id, fork: 2 },
    ],
    [
      'forked and removed: the chain through the final position wins',
      { forks: [fork], charter: left('removed', [at(otherSecond)]) },
      { seq: 2, id: otherSecond.id, fork: 2 },
    ],
    [
      'forked behind the final position of a suspended member: as if there were no fork',
      { forks: [fork], charter: left('suspended', [at(first)]) },
      { seq: 1, id: first.id },
    ],
    ['forked and removed, the lane not listed', { forks: [fork], charter: left('removed', []) }, { seq: 0 }],
    [
      'forked, removed and revoked: the lower',
      { forks: [fork], charter: left('removed', [at(otherSecond)]), revocations: revoked([at(third)]) },
      { seq: 2, id: otherSecond.id, fork: 2 },
    ],
    [
      'a member that no charter knows',
      { charter: { ...genesis.charter, members: [memberNamed('bravo')] } },
      { seq: 0 },
    ],
  ])('%s', (_, facts, cut) => {
    expect(cutOf(place, { ...nothing, ...facts })).toEqual(cut)
  })

  test('a fork of the first bundle leaves nothing', () => {
    const forkOfFirst = openFork(
      proveFork(first, bundleOf(alpha, { statements: [indicator('y.example.com')] })),
      network,
    )
    expect(cutOf(place, { ...nothing, forks: [forkOfFirst] })).toEqual({ seq: 0 })
  })

  test('the order in which objects came makes no difference', () => {
    const revocations = [...revoked([at(second)]), ...revoked([at(otherSecond)])]
    expect(cutOf(place, { ...nothing, revocations })).toEqual(
      cutOf(place, { ...nothing, revocations: revocations.reverse() }),
    )
  })
})
