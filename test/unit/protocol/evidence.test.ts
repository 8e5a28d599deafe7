// Evidence: verified offline against a named network; a changed byte anywhere is refused.
import { describe, expect, test } from 'vitest'
import {
  alpha,
  bravo,
  bundleOf,
  codeOf,
  genesis,
  genesisObject,
  genesisCharter,
  indicator,
  keysOf,
  memberNamed,
  network,
  nextCharter,
  nodeOf,
  seeded,
  signCharter,
  start,
  succeed,
  withMember,
  governorsNamed,
  type TestNode,
} from '../../helpers/protocol.ts'
import {
  acceptGenesis,
  buildEvidence,
  decodeEvidence,
  encodeControl,
  formatStatementId,
  issueRevocation,
  laneHash,
  limits,
  proveFork,
  proveStatement,
  verifyEvidence,
  type Bundle,
  type EvidenceParts,
  type Statement,
} from '../../../protocol/index.ts'

const statements = [indicator('a.example.com'), indicator('b.example.com'), indicator('c.example.com')]
const bundle = bundleOf(alpha, { statements })
const id = formatStatementId(bundle.id, 1)
const subject = statements[1]!.subject

function about(node: TestNode, change: Partial<Statement>, options = {}): Bundle {
  return bundleOf(node, {
    nonce: seeded('about').subarray(0, 16),
    statements: [{ kind: 'dispute', subject, target: id, ...change }],
    ...options,
  })
}

const parts: EvidenceParts = {
  network,
  subject: proveStatement(bundle, 1),
  related: [],
  charters: [encodeControl(genesisObject)],
  certificates: [encodeControl(alpha.certificate)],
  revocations: [],
  forks: [],
}
const receipt = {
  nodeKey: bravo.key,
  arrival: start * 1000,
  asOf: start + 5000,
  frontier: [{ lane: bundle.lane, seq: 1, bundle: bundle.id }],
}
const both = [encodeControl(alpha.certificate), encodeControl(bravo.certificate)]

function evidence(change: Partial<EvidenceParts> = {}, of: Partial<typeof receipt> = {}, exporter = bravo): Uint8Array {
  return buildEvidence(
    { ...parts, certificates: both, ...change },
    { ...receipt, nodeKey: exporter.key, ...of },
    exporter.keys.secretKey,
  )
}

const pinned = { network }

describe('verified', () => {
  test('the statement with its author, place and receipt', () => {
    expect(verifyEvidence(evidence(), pinned)).toMatchObject({
      network,
      proven: { id, statement: statements[1], suspect: false, member: { id: 'alpha' }, header: { seq: 1 } },
      related: [],
      withdrawn: false,
      charters: { newest: 1, name: 'Trial network', conflict: false },
      receipt: { member: 'bravo', arrival: start * 1000, asOf: start + 5000, index: 1 },
    })
  })

  test.each<[string, Bundle, object]>([
    [
      'withdrawn by its author',
      about(alpha, { kind: 'withdrawal' }),
      { withdrawn: true, related: [{ relation: 'withdrawal', counts: true }] },
    ],
    [
      'withdrawn by someone else',
      about(bravo, { kind: 'withdrawal' }),
      { withdrawn: false, related: [{ relation: 'withdrawal', counts: false }] },
    ],
    [
      'withdrawn under another marking',
      about(alpha, { kind: 'withdrawal' }, { marking: { tlp: 'TLP:CLEAR' } }),
      { withdrawn: false, related: [{ counts: false }] },
    ],
    [
      'disputed by someone else',
      about(bravo, {}),
      { withdrawn: false, related: [{ relation: 'dispute', counts: true }] },
    ],
    ['seen by someone else', about(bravo, { kind: 'sighting' }), { related: [{ relation: 'sighting', counts: true }] }],
  ])('%s', (_, other, report) => {
    expect(verifyEvidence(evidence({ related: [proveStatement(other, 0)] }), pinned)).toMatchObject(report)
  })

  test('replaced by its author, not by another', () => {
    const replacement = (node: TestNode) =>
      bundleOf(node, {
        nonce: seeded('r').subarray(0, 16),
        statements: [{ ...indicator('b.example.com'), replaces: id }],
      })
    const own = replacement(alpha)
    expect(verifyEvidence(evidence({ related: [proveStatement(own, 0)] }), pinned).replacedBy).toBe(
      formatStatementId(own.id, 0),
    )
    expect(
      verifyEvidence(evidence({ related: [proveStatement(replacement(bravo), 0)] }), pinned).replacedBy,
    ).toBeUndefined()
  })

  const root = keysOf('alpha root').secretKey
  const revocation = { network, member: alpha.member, nodeKey: alpha.key, lanes: [], issuedAt: start }
  const good = { lane: laneHash(bundle.lane), seq: 1, bundle: bundle.id }

  test('the lane of a revoked node: suspect behind its last good position', () => {
    const cutAway = [encodeControl(issueRevocation(revocation, root))]
    const kept = [encodeControl(issueRevocation({ ...revocation, lanes: [good] }, root))]
    const otherBranch = [
      encodeControl(issueRevocation({ ...revocation, lanes: [{ ...good, bundle: 'ab'.repeat(32) as never }] }, root)),
    ]
    expect(verifyEvidence(evidence({ revocations: cutAway }), pinned).proven).toMatchObject({
      suspect: true,
      cut: { seq: 0 },
    })
    expect(verifyEvidence(evidence({ revocations: kept }), pinned).proven.suspect).toBe(false)
    expect(verifyEvidence(evidence({ revocations: otherBranch }), pinned).proven.suspect).toBe(true)
  })

  test('a fork freezes the lane at the common prefix', () => {
    const fork = encodeControl(proveFork(bundle, bundleOf(alpha, { statements: [indicator('x.example.com')] })))
    expect(verifyEvidence(evidence({ forks: [fork] }), pinned).proven).toMatchObject({ suspect: true })
  })

  test('behind a fork that was settled one bundle does not show its branch, but for the one that is named', () => {
    const forks = [encodeControl(proveFork(bundle, bundleOf(alpha, { statements: [indicator('x.example.com')] })))]
    const next = bundleOf(alpha, { after: bundle })
    const through = (last: Bundle) => [
      encodeControl(
        issueRevocation({ ...revocation, lanes: [{ lane: good.lane, seq: last.header.seq, bundle: last.id }] }, root),
      ),
    ]
    const report = (revocations: Uint8Array[]) => verifyEvidence(evidence({ revocations, forks }), pinned).proven
    expect(report(through(bundle))).toMatchObject({ suspect: false, cut: { seq: 1, fork: 1 } })
    expect(report(through(next))).toMatchObject({ suspect: true, cut: { seq: 2, fork: 1 } })
  })

  test('later charters, and a member that left afterwards', () => {
    const change = {
      members: withMember(genesis.charter, 'alpha', { status: 'removed', final: [good] }),
      governors: governorsNamed(['bravo', 'charlie']),
    }
    const second = signCharter(nextCharter(genesis, change), ['alpha', 'bravo', 'charlie'])
    const report = verifyEvidence(evidence({ charters: [encodeControl(genesisObject), encodeControl(second)] }), pinned)
    expect(report).toMatchObject({ proven: { suspect: false, member: { status: 'removed' } }, charters: { newest: 2 } })
  })
})

describe('refused', () => {
  const forgedGenesis = signCharter(genesisCharter({ name: 'Forged' }), ['alpha', 'bravo'])
  const forgedNetwork = acceptGenesis(forgedGenesis).network
  const second = succeed(genesis)
  const suspended = succeed(
    genesis,
    {
      members: withMember(genesis.charter, 'alpha', { status: 'suspended' }),
      governors: governorsNamed(['bravo', 'charlie']),
    },
    ['alpha', 'bravo', 'charlie'],
  )
  const suspendedObject = signCharter(suspended.charter, ['alpha', 'bravo', 'charlie'])
  const stolen = encodeControl(
    issueRevocation(
      { network, member: bravo.member, nodeKey: bravo.key, lanes: [], issuedAt: start },
      keysOf('bravo root').secretKey,
    ),
  )
  const proven = (change: Partial<EvidenceParts['subject']>) => ({ subject: { ...parts.subject, ...change } })

  test.each<[string, () => Uint8Array, string]>([
    [
      'a wholly forged network',
      () => evidence({ network: forgedNetwork, charters: [encodeControl(forgedGenesis)] }),
      'network-mismatch',
    ],
    [
      'a forged genesis under the right id',
      () => evidence({ charters: [encodeControl(forgedGenesis)] }),
      'network-mismatch',
    ],
    ['no charters', () => evidence({ charters: [] }), 'network-mismatch'],
    [
      'a charter that does not follow',
      () =>
        evidence({
          charters: [encodeControl(genesisObject), encodeControl(signCharter(nextCharter(genesis), ['alpha']))],
        }),
      'charter-invalid',
    ],
    [
      'a header that cites a charter that is missing',
      () => evidence({ subject: proveStatement(bundleOf(alpha, { charter: second }), 0) }, { frontier: [] }),
      'charter-unknown',
    ],
    [
      'a header that cites another charter',
      () =>
        evidence({
          subject: proveStatement(bundleOf(alpha, { change: { charter: { version: 1, hash: 'ab'.repeat(32) } } }), 0),
        }),
      'charter-mismatch',
    ],
    [
      'an author that was suspended under the charter cited',
      () =>
        evidence({
          subject: proveStatement(bundleOf(alpha, { charter: suspended }), 0),
          charters: [encodeControl(genesisObject), encodeControl(suspendedObject)],
        }),
      'member-inactive',
    ],
    [
      'an author above its clearance',
      () => evidence({ subject: proveStatement(bundleOf(alpha, { marking: { tlp: 'TLP:AMBER' } }), 0) }),
      'clearance-exceeded',
    ],
    ['no certificate of the author', () => evidence({ certificates: [both[1]!] }), 'node-unknown'],
    ['no certificate of the exporter', () => evidence({ certificates: [both[0]!] }), 'node-unknown'],
    [
      'a certificate by another root',
      () =>
        evidence({
          certificates: [...both, encodeControl(nodeOf('charlie', 'charlie node', 'delta root').certificate)],
        }),
      'certificate-invalid',
    ],
    ['a bad signature of the header', () => evidence(proven({ signature: new Uint8Array(64) })), 'signature-invalid'],
    ['another statement', () => evidence(proven({ statement: parts.subject.statement.with(-1, 1) })), 'proof-invalid'],
    ['another salt', () => evidence(proven({ salt: seeded('x').subarray(0, 16) })), 'proof-invalid'],
    ['another index', () => evidence(proven({ index: 0 })), 'proof-invalid'],
    ['an index beyond the bundle', () => evidence(proven({ index: 3 })), 'proof-invalid'],
    ['a proof a hash short', () => evidence(proven({ proof: parts.subject.proof.slice(1) })), 'proof-invalid'],
    [
      'a related statement about something else',
      () => evidence({ related: [proveStatement(bundleOf(bravo), 0)] }),
      'evidence-malformed',
    ],
    [
      'a revocation by another member',
      () =>
        evidence({
          revocations: [
            encodeControl(
              issueRevocation(
                { network, member: alpha.member, nodeKey: alpha.key, lanes: [], issuedAt: start },
                keysOf('bravo root').secretKey,
              ),
            ),
          ],
        }),
      'revocation-invalid',
    ],
    [
      'a fork that is none',
      () => evidence({ forks: [encodeControl(proveFork(bundle, bundle))] }),
      'fork-proof-invalid',
    ],
    ['a certificate among the revocations', () => evidence({ revocations: [both[0]!] }), 'encoding-invalid'],
    ['an exporter whose key was revoked', () => evidence({ revocations: [stolen] }), 'certificate-revoked'],
    [
      'a receipt by another key',
      () => buildEvidence({ ...parts, certificates: both }, receipt, alpha.keys.secretKey),
      'receipt-invalid',
    ],
    ['a receipt without the lane', () => evidence({}, { frontier: [] }), 'receipt-invalid'],
    [
      'a receipt behind the statement',
      () => evidence({}, { frontier: [{ ...receipt.frontier[0]!, seq: 0 }] }),
      'receipt-invalid',
    ],
    ['nothing', () => new Uint8Array(0), 'evidence-malformed'],
    ['another file', () => Buffer.from('entente/evidence/v2\n'), 'evidence-malformed'],
    ['bytes behind', () => Buffer.concat([evidence(), new Uint8Array(1)]), 'evidence-malformed'],
  ])('%s', (_, file, code) => {
    expect(codeOf(() => verifyEvidence(file(), pinned))).toBe(code)
  })

  test('the receipt of other evidence', () => {
    const one = decodeEvidence(evidence())
    const other = decodeEvidence(evidence({ related: [proveStatement(about(bravo, {}), 0)] }))
    expect(one.receipt).not.toEqual(other.receipt)
  })

  test('no network named', () => {
    expect(codeOf(() => verifyEvidence(evidence(), { network: undefined }))).toBe('network-unpinned')
    expect(codeOf(() => verifyEvidence(evidence(), { network: forgedNetwork }))).toBe('network-mismatch')
  })

  test('beyond its limit', () => {
    expect(codeOf(() => decodeEvidence(new Uint8Array(limits.evidenceMaxBytes + 1)))).toBe('too-large')
  })

  test('a changed bit in any byte, and every truncation', () => {
    const file = evidence({ certificates: [encodeControl(alpha.certificate)] }, {}, alpha)
    expect(codeOf(() => verifyEvidence(file, pinned))).toBeUndefined()
    for (let at = 0; at < file.byteLength; at += 1) {
      const bad = Uint8Array.from(file)
      bad[at] = (bad[at] ?? 0) ^ (1 << (at & 7))
      expect(
        codeOf(() => verifyEvidence(bad, pinned)),
        `byte ${at}`,
      ).toBeDefined()
      expect(
        codeOf(() => verifyEvidence(file.subarray(0, at), pinned)),
        `cut at ${at}`,
      ).toBe('evidence-malformed')
    }
  })

  test('an erased statement cannot be exported', () => {
    const erased = { ...bundle, slots: [{ leaf: seeded('leaf') }] }
    expect(codeOf(() => proveStatement(erased, 0))).toBe('proof-invalid')
    expect(memberNamed('alpha').id).toBe('alpha')
  })
})
