// The vectors: every computation of the protocol on fixed seeds, as hexadecimal text. generate.ts writes them to files.
import {
  acceptSuccessor,
  audienceHash,
  audienceToWire,
  buildEvidence,
  controlHash,
  encode,
  encodeControl,
  encodeFrame,
  encodeInvitation,
  encodeRequest,
  encodeStatement,
  formatAudience,
  formatStatementId,
  idBytes,
  issueRecord,
  issueRevocation,
  laneHash,
  leavesOf,
  markingToWire,
  merkleProof,
  merkleRoot,
  parseAudience,
  payloadOf,
  proveFork,
  proveStatement,
  sha256,
  sign,
  toHex,
  wire,
  type Audience,
  type CharterState,
  type ControlObject,
  type Marking,
  type Statement,
} from '../../protocol/index.ts'
import { signatureInput, signatureTypes } from '../../protocol/sign.ts'
import { verifierVectors } from '../../protocol/verifier-vectors.ts'
import {
  alpha,
  bravo,
  bundleOf,
  genesis,
  genesisObject,
  indicator,
  keysOf,
  memberNamed,
  network,
  nextCharter,
  seeded,
  signCharter,
  start,
  withMember,
} from '../helpers/protocol.ts'
import { encodeGrant } from '../../protocol/grant.ts'
import { hollowGrant } from '../helpers/sealing.ts'
import { deviations, splitSubmessage } from '../helpers/wire-bytes.ts'
import { grantVectors, seals } from './sealing.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

function keys(): Json {
  return ['alpha root', 'alpha governor', 'alpha node', 'bravo root', 'bravo governor', 'bravo node'].map((name) => {
    const { secretKey, publicKey } = keysOf(name)
    return { name, seed: toHex(secretKey), publicKey: toHex(publicKey) }
  })
}

function signatures(): Json {
  const { secretKey, publicKey } = keysOf('alpha node')
  const payload = Buffer.from('payload')
  return signatureTypes.map((type) => ({
    type,
    network,
    payload: toHex(payload),
    input: toHex(signatureInput(type, idBytes(network), payload)),
    publicKey: toHex(publicKey),
    signature: toHex(sign(type, idBytes(network), payload, secretKey)),
  }))
}

const id = formatStatementId(bundleOf(alpha).id, 7)
const statements: readonly Statement[] = [
  indicator('phish.example.com'),
  { kind: 'sighting', subject: { kind: 'domain', value: 'phish.example.com' } },
  {
    kind: 'indicator',
    subject: { kind: 'address', chain: 'eip155:1', value: '0x00000000219ab540356cbb839cbe05303d7705fa' },
    category: 'scam',
    confidence: 0,
    role: 'actor',
    basis: 'forensic',
    description: 'line one\nline two: \u00fc',
    labels: ['one', 'two'],
    origin: { feed: 'feed', source: 'https://source.example/', record: 'row 1' },
    firstSeen: start,
    lastSeen: start + 1,
    validUntil: Number.MAX_SAFE_INTEGER,
    replaces: id,
    relations: [{ type: 'related-to', subject: { kind: 'domain', value: 'other.example.com' } }],
    external: ['https://report.example/1'],
  },
  { kind: 'dispute', subject: { kind: 'domain', value: 'phish.example.com' }, target: id, reason: 'false-positive' },
  { kind: 'withdrawal', subject: { kind: 'domain', value: 'phish.example.com' }, target: id },
  {
    kind: 'protection',
    subject: { kind: 'address', chain: 'eip155:1', value: '0x00000000219ab540356cbb839cbe05303d7705fa' },
    description: 'our hot wallet',
    labels: ['hot-wallet'],
    validUntil: start + 1,
  },
]

function statementVectors(): Json {
  return statements.map((statement) => ({
    statement: statement as unknown as Json,
    bytes: toHex(encodeStatement(statement)),
  }))
}

function markings(): Json {
  const all: readonly Marking[] = [
    { tlp: 'TLP:CLEAR' },
    { tlp: 'TLP:GREEN' },
    {
      tlp: 'TLP:AMBER+STRICT',
      pap: 'PAP:AMBER',
      permittedActions: ['none'],
      jurisdictions: ['CH', 'DE'],
      noRepublish: true,
    },
  ]
  return all.map((marking) => ({
    marking: marking as unknown as Json,
    bytes: toHex(encode(wire.Marking, markingToWire(marking))),
  }))
}

function audiences(): Json {
  const all: readonly Audience[] = [
    parseAudience('group:ransomware and jurisdiction not in (US, GB) and (kind:exchange,bank or member:acme)'),
    parseAudience('member:bravo or not group:fraud', { shareHistory: true }),
    { expr: { op: 'everyone' }, shareHistory: true },
    { expr: { op: 'member', names: ['alpha', 'bravo'] }, shareHistory: false },
    {
      expr: {
        op: 'all',
        of: [
          { op: 'kind', names: ['agency'] },
          { op: 'not', of: [{ op: 'jurisdiction', names: ['XX'] }] },
        ],
      },
      shareHistory: false,
    },
  ]
  return all.map((audience) => ({
    audience: audience as unknown as Json,
    text: formatAudience(audience),
    bytes: toHex(encode(wire.Audience, audienceToWire(audience))),
    hash: audienceHash(audience),
  }))
}

function merkle(): Json {
  const lane = seeded('lane')
  return [1, 2, 3, 5, 8, 11, 64, 100].map((count) => {
    const sources = Array.from({ length: count }, (_, at) => ({
      salt: seeded(`salt ${at}`).subarray(0, 16),
      statement: Buffer.from(`statement ${at}`),
    }))
    const leaves = leavesOf(lane, 5_000_000_000, sources)
    const index = Math.floor((count * 2) / 3)
    const shown = count <= 11 ? sources : []
    return {
      lane: toHex(lane),
      seq: 5_000_000_000,
      count,
      salts: `the first 16 bytes of SHA-256("salt " and the index in decimal)`,
      statements: `"statement " and the index in decimal`,
      leaves: shown.map((_, at) => toHex(leaves.subarray(at * 32, at * 32 + 32))),
      root: toHex(merkleRoot(leaves)),
      proof: {
        index,
        leaf: toHex(leaves.subarray(index * 32, index * 32 + 32)),
        hashes: merkleProof(leaves, index).map(toHex),
      },
    }
  })
}

const first = bundleOf(alpha, {
  statements: [indicator('a.example.com'), indicator('b.example.com'), indicator('c.example.com')],
})
const second = bundleOf(alpha, { after: first })
const cleared = bundleOf(bravo, { marking: { tlp: 'TLP:CLEAR', pap: 'PAP:AMBER', noRepublish: true } })

function bundles(): Json {
  return [first, second, cleared].map((bundle) => ({
    header: {
      ...(bundle.header as unknown as Record<string, Json>),
      nonce: toHex(bundle.header.nonce),
      root: toHex(bundle.header.root),
    },
    headerBytes: toHex(bundle.bytes),
    signature: toHex(bundle.signature),
    id: bundle.id,
    lane: bundle.lane,
    laneHash: laneHash(bundle.lane),
    slots: bundle.slots.map(({ salt, statement }) => ({ salt: toHex(salt!), statement: toHex(statement!) })),
    payload: toHex(payloadOf(bundle)),
    frame: toHex(
      encodeFrame({
        header: bundle.bytes,
        signature: bundle.signature,
        payload: payloadOf(bundle),
        compression: 'none',
        size: payloadOf(bundle).byteLength,
      }),
    ),
    announcement: toHex(
      encodeFrame({ header: bundle.bytes, signature: bundle.signature, compression: 'none', size: 0 }),
    ),
  }))
}

function accepted(state: CharterState, object: ControlObject): CharterState {
  const next = acceptSuccessor(state, object)
  if (typeof next === 'string') throw new Error(next)
  return next
}

const rootKey = keysOf('charlie root 2').publicKey
const secondObject = signCharter(
  nextCharter(genesis, {
    members: [
      ...withMember(genesis.charter, 'charlie', { nextRootHash: sha256(rootKey) }),
      memberNamed('delta', { kind: 'agency', jurisdiction: 'DE', clearance: 'TLP:AMBER' }),
    ],
    groups: [{ name: 'task-force', members: ['alpha' as never, 'delta' as never] }],
  }),
  ['alpha', 'charlie'],
)
const secondState = accepted(genesis, secondObject)
const thirdObject = signCharter(
  nextCharter(secondState, {
    members: withMember(
      {
        ...secondState.charter,
        members: withMember(secondState.charter, 'charlie', {
          rootKey,
          nextRootHash: sha256(keysOf('charlie root 3').publicKey),
        }),
      },
      'bravo',
      { status: 'suspended', final: [{ lane: laneHash(cleared.lane), seq: 1, bundle: cleared.id }] },
    ),
    governors: secondState.charter.governors.filter(({ member }) => member !== 'bravo'),
    issuedAt: start + 1,
  }),
  ['alpha', 'charlie'],
)

function charters(): Json {
  return [genesisObject, secondObject, thirdObject].map((object, at) => ({
    version: at + 1,
    network,
    payload: toHex(object.payload),
    charterHash: toHex([genesis, secondState, accepted(secondState, thirdObject)][at]!.hash),
    controlHash: toHex(controlHash(object)),
    object: toHex(encodeControl(object)),
  }))
}

const rival = bundleOf(alpha, { after: first, statements: [indicator('rival.example.com')] })
const revocation = issueRevocation(
  {
    network,
    member: alpha.member,
    nodeKey: alpha.key,
    lanes: [{ lane: laneHash(first.lane), seq: 1, bundle: first.id }],
    reason: 'key stolen',
    issuedAt: start + 10_000,
  },
  keysOf('alpha root').secretKey,
)
const record = issueRecord(
  { network, nodeKey: alpha.key, serial: 7, addresses: ['/ip4/192.0.2.1/tcp/4001'] },
  alpha.keys.secretKey,
)

function controls(): Json {
  return [alpha.certificate, bravo.certificate, revocation, proveFork(second, rival), record].map((object) => ({
    type: object.type,
    payload: toHex(object.payload),
    hash: toHex(controlHash(object)),
    object: toHex(encodeControl(object)),
  }))
}

function evidence(): Json {
  const withdrawal = bundleOf(alpha, {
    nonce: seeded('withdrawals').subarray(0, 16),
    statements: [
      {
        kind: 'withdrawal',
        subject: { kind: 'domain', value: 'b.example.com' },
        target: formatStatementId(first.id, 1),
      },
    ],
  })
  const file = buildEvidence(
    {
      network,
      subject: proveStatement(first, 1),
      related: [proveStatement(withdrawal, 0)],
      charters: [genesisObject, secondObject].map(encodeControl),
      certificates: [alpha.certificate, bravo.certificate].map(encodeControl),
      revocations: [],
      forks: [],
    },
    {
      nodeKey: bravo.key,
      arrival: (start + 2000) * 1000,
      asOf: start + 3000,
      frontier: [{ lane: first.lane, seq: 1, bundle: first.id }],
    },
    bravo.keys.secretKey,
  )
  return { network, statement: formatStatementId(first.id, 1), withdrawn: true, exporter: 'bravo', file: toHex(file) }
}

function files(): Json {
  return {
    request: encodeRequest(
      { member: memberNamed('delta', { kind: 'agency', jurisdiction: 'DE' }) },
      keysOf('delta root').secretKey,
    ),
    invitation: encodeInvitation({ network, controls: [genesisObject, secondObject, alpha.certificate, record] }),
  }
}

function refused(): Json {
  const of = (message: string, bytes: Uint8Array, submessage?: number) => ({
    message,
    canonical: toHex(bytes),
    refused: [
      ...deviations(bytes),
      ...(submessage === undefined
        ? []
        : [{ name: `field ${submessage} split`, bytes: splitSubmessage(bytes, submessage) }]),
    ].map(({ name, bytes: bad }) => ({ name, bytes: toHex(bad) })),
  })
  return [
    of('Header', second.bytes, 7),
    of('Statement', encodeStatement(statements[0]!), 2),
    of('NodeRecord', record.payload),
    of('Grant', encodeGrant(hollowGrant({ history: seeded('history') }))),
  ]
}

/** Every file of vectors by its name. */
export const vectors: Readonly<Record<string, () => Json>> = {
  keys,
  signatures,
  verifier: () => verifierVectors as unknown as Json,
  markings,
  audiences,
  statements: statementVectors,
  merkle,
  bundles,
  charters,
  controls,
  evidence,
  files,
  seals,
  grants: grantVectors,
  refused,
}
