// Shapes about the node itself: status, peers, members, findings, formats, scrub, charter.
import { type Static, Type } from 'typebox'
import { memberKinds, memberStatuses, tlpLabels } from '../../../protocol/names.ts'
import { roles } from '../../access/access.ts'
import { FeedStatus } from './scheduled.ts'
import { Hex32, Time, oneOf, opt } from './parts.ts'
import { WebhookStatus } from './webhooks.ts'

export const PeerView = Type.Object({
  node: Hex32,
  member: Type.String(),
  address: Type.String(),
  direction: oneOf(['inbound', 'outbound']),
  since: Time,
  charterVersion: Type.Integer(),
  lastSync: Type.Union([Time, Type.Null()]),
  agent: Type.String(),
  latencyMs: opt(Type.Number()),
})
export type PeerView = Static<typeof PeerView>

export const MemberView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: oneOf(memberKinds.names),
  jurisdiction: Type.String(),
  status: oneOf(memberStatuses.names),
  clearance: oneOf(tlpLabels.names),
  nodes: Type.Array(Type.Object({ key: Hex32, connected: Type.Boolean(), revoked: Type.Boolean() })),
})
export type MemberView = Static<typeof MemberView>

export const StatusView = Type.Object({
  version: Type.String(),
  health: oneOf(['green', 'yellow', 'red']),
  warnings: Type.Array(Type.Object({ code: Type.String(), message: Type.String() })),
  network: Hex32,
  networkName: Type.String(),
  member: Type.String(),
  node: Hex32,
  charter: Type.Object({ version: Type.Integer(), hash: Hex32, expiresAt: Time, members: Type.Integer() }),
  statements: Type.Integer(),
  lanes: Type.Integer(),
  peers: Type.Integer({ description: 'admitted nodes connected now' }),
  members: Type.Array(MemberView),
  digest: Type.String({ description: 'equal on nodes that hold the same network-wide lanes; hexadecimal' }),
  cursor: Type.Integer(),
  audit: Type.Object({
    entries: Type.Integer(),
    checkpointAt: Type.Union([Time, Type.Null()], { description: 'of the last checkpoint that was signed' }),
  }),
  feeds: Type.Array(FeedStatus, { description: 'scheduled feeds' }),
  webhooks: Type.Array(WebhookStatus),
  addresses: Type.Array(Type.String()),
  storeBytes: Type.Union([Type.Integer(), Type.Null()]),
  diskFreeBytes: Type.Union([Type.Integer(), Type.Null()]),
  startedAt: Time,
  uptimeMs: Type.Integer(),
  residentBytes: Type.Integer(),
})
export type StatusView = Static<typeof StatusView>

/** Who holds the token, and what of the node its holder may know. */
export const ReaderStatusView = Type.Object({
  version: Type.String(),
  network: Hex32,
  networkName: Type.String(),
  member: Type.String(),
  reader: Type.Object({
    token: Type.String(),
    name: Type.String(),
    role: oneOf(roles),
    clearance: oneOf(tlpLabels.names),
    groups: Type.Array(Type.String()),
    scopes: Type.Array(Type.String()),
    rate: Type.Integer({ description: 'requests a minute' }),
    expiresAt: Time,
  }),
  statements: Type.Integer({ description: 'in lanes that the holder may know of, TLP:RED left out' }),
  lanes: Type.Integer({ description: 'that the holder may know of, TLP:RED left out' }),
  cursor: Type.Integer({ description: 'of now: a watch behind it shows what arrives from here on' }),
  charter: opt(Type.Object({ version: Type.Integer(), expiresAt: Time }, { description: 'with the scope network' })),
  members: opt(
    Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        kind: oneOf(memberKinds.names),
        jurisdiction: Type.String(),
        status: oneOf(memberStatuses.names),
      }),
      { description: 'with the scope network' },
    ),
  ),
})
export type ReaderStatusView = Static<typeof ReaderStatusView>

export const Finding = Type.Object({
  check: Type.String(),
  state: oneOf(['ok', 'warning', 'failed']),
  message: Type.String(),
  hint: opt(Type.String()),
})
export type Finding = Static<typeof Finding>

export const FormatView = Type.Object({
  name: Type.String(),
  summary: Type.String(),
  options: Type.Array(Type.String(), { description: 'the options of an import that mean something to this format' }),
})
export type FormatView = Static<typeof FormatView>

/** The last line has type `summary`. */
export const ScrubLine = Type.Union([
  Type.Object({ type: Type.Literal('progress'), bundles: Type.Integer(), statements: Type.Integer() }),
  Type.Object({ type: Type.Literal('finding'), code: Type.String(), message: Type.String(), at: Type.String() }),
  Type.Object({
    type: Type.Literal('summary'),
    bundles: Type.Integer(),
    statements: Type.Integer(),
    findings: Type.Integer(),
  }),
])
export type ScrubLine = Static<typeof ScrubLine>

export const CharterView = Type.Object({
  network: Hex32,
  version: Type.Integer(),
  hash: Hex32,
  object: Type.String({ description: 'the newest charter as a control object, base64' }),
  rivals: Type.Array(Type.String(), {
    description: 'where two valid charters of the next version contradict each other: both, base64',
  }),
})
export type CharterView = Static<typeof CharterView>

export const LanePositionView = Type.Object({
  lane: Type.String({ description: 'hash of the lane, hexadecimal' }),
  node: Hex32,
  held: Type.Integer({ description: 'how far the lane is held here' }),
  seq: Type.Integer({ description: 'the last number that counts; 0: none' }),
  bundle: Type.Union([Hex32, Type.Null()]),
  issuedAt: Type.Union([Time, Type.Null()]),
})
export type LanePositionView = Static<typeof LanePositionView>

export const CertificateView = Type.Object({
  node: Hex32,
  serial: Type.Integer(),
  hash: Type.String({ description: 'control hash, hexadecimal' }),
  revoked: Type.Boolean(),
})
export type CertificateView = Static<typeof CertificateView>
