// What a charter says: members, governors, groups and policy, and which content is a charter at all.
import { compareBytes, toHex } from './bytes.ts'
import { ProtocolError } from './errors.ts'
import { hexId, idBytes, parseMemberId, type BundleId, type LaneHash, type MemberId, type NetworkId } from './ids.ts'
import { limits } from './limits.ts'
import { memberKinds, memberStatuses, tlpLabels, wire, type MemberKind, type MemberStatus, type Tlp } from './names.ts'
import { decodeStrict, encode } from './strict.ts'
import { isJurisdiction, isLine, isSortedSet } from './text.ts'

/** The last position of a lane that counts. */
export interface FinalPosition {
  readonly lane: LaneHash
  readonly seq: number
  readonly bundle: BundleId
}

/** `nextRootHash` is SHA-256 of the root key to come; `priorCertificates` are control hashes. Both are raw bytes. */
export interface Member {
  readonly id: MemberId
  readonly name: string
  readonly kind: MemberKind
  readonly jurisdiction: string
  readonly rootKey: Uint8Array
  readonly nextRootHash?: Uint8Array
  readonly clearance: Tlp
  readonly status: MemberStatus
  readonly final: readonly FinalPosition[]
  readonly priorCertificates: readonly Uint8Array[]
}

export interface Governor {
  readonly member: MemberId
  readonly key: Uint8Array
}

export interface Group {
  readonly name: string
  readonly members: readonly MemberId[]
}

/** `minBundleIntervalMs` and `maxStatementsPerDay` (of one member): 0 is no bound. */
export interface Policy {
  readonly minBundleIntervalMs: number
  readonly maxStatementsPerDay: number
}

/** Times are milliseconds since 1970. `network` and `prev` are absent, and `nonce` present, in the genesis alone. */
export interface Charter {
  readonly network?: NetworkId
  readonly version: number
  readonly prev?: Uint8Array
  readonly name: string
  readonly issuedAt: number
  readonly expiresAt: number
  readonly members: readonly Member[]
  readonly governors: readonly Governor[]
  readonly threshold: number
  readonly groups: readonly Group[]
  readonly policy: Policy
  readonly nonce?: Uint8Array
}

const format = 1

/** The canonical payload of a charter. */
export function encodeCharter(charter: Charter): Uint8Array {
  return encode(
    wire.Charter,
    new wire.Charter({
      format,
      ...(charter.network === undefined ? {} : { network: idBytes(charter.network) }),
      version: charter.version,
      ...(charter.prev === undefined ? {} : { prev: charter.prev }),
      name: charter.name,
      issuedAt: charter.issuedAt,
      expiresAt: charter.expiresAt,
      members: charter.members.map(memberToWire),
      governors: charter.governors.map(({ member, key }) => new wire.Governor({ member, key })),
      threshold: charter.threshold,
      groups: charter.groups.map(({ name, members }) => new wire.Group({ name, members: [...members] })),
      policy: new wire.Policy({
        minBundleInterval: charter.policy.minBundleIntervalMs,
        maxStatementsPerDay: charter.policy.maxStatementsPerDay,
      }),
      ...(charter.nonce === undefined ? {} : { nonce: charter.nonce }),
    }),
  )
}

/** The wire form of a member's entry. It also stands in membership requests. */
export function memberToWire(member: Member): wire.Member {
  return new wire.Member({
    id: member.id,
    name: member.name,
    kind: memberKinds.number(member.kind) ?? wire.MemberKind.MEMBER_KIND_UNSPECIFIED,
    jurisdiction: member.jurisdiction,
    rootKey: member.rootKey,
    ...(member.nextRootHash === undefined ? {} : { nextRootHash: member.nextRootHash }),
    clearance: tlpLabels.number(member.clearance) ?? wire.Tlp.TLP_UNSPECIFIED,
    status: memberStatuses.number(member.status) ?? wire.MemberStatus.MEMBER_STATUS_UNSPECIFIED,
    final: finalsToWire(member.final),
    priorCertificates: [...member.priorCertificates],
  })
}

/** The wire form of final positions. */
export function finalsToWire(finals: readonly FinalPosition[]): wire.Final[] {
  return finals.map(
    ({ lane, seq, bundle }) => new wire.Final({ laneHash: idBytes(lane), seq, bundle: idBytes(bundle) }),
  )
}

function invalid(field: string): never {
  throw new ProtocolError('field-invalid', `charter: ${field}`)
}

function bytesOf(bytes: Uint8Array | null | undefined, length: number, field: string): Uint8Array {
  return bytes?.byteLength === length ? bytes : invalid(field)
}

/** Final positions of a wire form: sorted by lane hash, each lane once. */
export function finalsFromWire(messages: readonly wire.Final.$Properties[]): FinalPosition[] {
  if (messages.length > limits.finalLanesMax) throw new ProtocolError('too-large', 'final positions')
  const finals = messages.map(({ laneHash, seq, bundle }) => ({
    lane: hexId<LaneHash>(bytesOf(laneHash, limits.hashBytes, 'final lane')),
    seq: seq ? seq : invalid('final seq'),
    bundle: hexId<BundleId>(bytesOf(bundle, limits.hashBytes, 'final bundle')),
  }))
  return isSortedSet(finals.map(({ lane }) => lane)) ? finals : invalid('final positions are not a sorted set')
}

/** The member of a wire form, every field checked but the root key (`checkPublicKey`). */
export function memberFromWire(message: wire.Member.$Properties): Member {
  const status = memberStatuses.name(message.status ?? 0) ?? invalid('member status')
  const name = message.name ?? ''
  const jurisdiction = message.jurisdiction ?? ''
  const final = finalsFromWire(message.final ?? [])
  const prior = (message.priorCertificates ?? []).map((hash) => bytesOf(hash, limits.hashBytes, 'prior certificate'))
  if (!isLine(name, limits.nameMaxChars)) return invalid('member name')
  if (!isJurisdiction(jurisdiction)) return invalid('member jurisdiction')
  // Positions end the lanes of members that left; an active member has no end.
  if (status === 'active' && final.length > 0) return invalid('final positions of an active member')
  if (prior.length > limits.finalLanesMax) throw new ProtocolError('too-large', 'prior certificates')
  if (!isSortedSet(prior.map(toHex))) return invalid('prior certificates are not a sorted set')
  const clearance = tlpLabels.name(message.clearance ?? 0) ?? invalid('member clearance')
  // GREEN is the community: whoever is a member is cleared for it.
  if (clearance === 'TLP:CLEAR') return invalid('member clearance')
  return {
    id: parseMemberId(message.id ?? '') ?? invalid('member id'),
    name,
    kind: memberKinds.name(message.kind ?? 0) ?? invalid('member kind'),
    jurisdiction,
    rootKey: bytesOf(message.rootKey, limits.keyBytes, 'root key'),
    ...(message.nextRootHash?.byteLength
      ? { nextRootHash: bytesOf(message.nextRootHash, limits.hashBytes, 'next root hash') }
      : {}),
    clearance,
    status,
    final,
    priorCertificates: prior,
  }
}

function membersFromWire(messages: readonly wire.Member.$Properties[]): Member[] {
  if (messages.length > limits.charterMembersMax) throw new ProtocolError('too-large', 'charter: members')
  const members = messages.map(memberFromWire)
  if (!isSortedSet(members.map(({ id }) => id))) return invalid('members are not a sorted set')
  // One root key for two members would let one certify the other's nodes.
  if (new Set(members.map(({ rootKey }) => toHex(rootKey))).size !== members.length) return invalid('root key twice')
  return members
}

function governorsFromWire(messages: readonly wire.Governor.$Properties[], members: readonly Member[]): Governor[] {
  if (messages.length > limits.charterGovernorsMax) throw new ProtocolError('too-large', 'charter: governors')
  const active = new Set<string>(members.filter(({ status }) => status === 'active').map(({ id }) => id))
  const governors = messages.map(({ member, key }) => {
    const id = parseMemberId(member ?? '') ?? invalid('governor')
    return active.has(id)
      ? { member: id, key: bytesOf(key, limits.keyBytes, 'governor key') }
      : invalid('governor is no active member')
  })
  for (const [at, one] of governors.entries()) {
    const before = governors[at - 1]
    if (before === undefined || before.member < one.member) continue
    if (before.member > one.member || compareBytes(before.key, one.key) >= 0) return invalid('governors are not sorted')
  }
  // A key shared by two organizations would count for both.
  if (new Set(governors.map(({ key }) => toHex(key))).size !== governors.length) return invalid('governor key twice')
  return governors
}

function groupsFromWire(messages: readonly wire.Group.$Properties[], members: readonly Member[]): Group[] {
  if (messages.length > limits.charterGroupsMax) throw new ProtocolError('too-large', 'charter: groups')
  const ids = new Set<string>(members.map(({ id }) => id))
  const groups = messages.map((message) => {
    const names = message.members ?? []
    if (!names.every((name) => ids.has(name)) || !isSortedSet(names)) return invalid('group members')
    return { name: parseMemberId(message.name ?? '') ?? invalid('group name'), members: names as MemberId[] }
  })
  return isSortedSet(groups.map(({ name }) => name)) ? groups : invalid('groups are not a sorted set')
}

/**
 * The charter in a payload, every field checked; whether its keys are good and it may follow another, `acceptSuccessor`
 * says.
 * @throws ProtocolError 'too-large' | 'encoding-invalid' | 'version-unsupported' | 'field-invalid'
 */
export function decodeCharter(payload: Uint8Array): Charter {
  const message = decodeStrict(wire.Charter, payload, limits.controlObjectMaxBytes)
  if (message.format !== format) throw new ProtocolError('version-unsupported', `charter: format ${message.format}`)
  const { version, issuedAt, expiresAt, threshold } = message
  if (version < 1) return invalid('version')
  if (!isLine(message.name, limits.nameMaxChars)) return invalid('name')
  if (issuedAt < 1 || expiresAt <= issuedAt) return invalid('times')
  const members = membersFromWire(message.members)
  const governors = governorsFromWire(message.governors, members)
  const organizations = new Set(governors.map(({ member }) => member)).size
  if (threshold < 1 || threshold > organizations) return invalid('threshold')
  const genesis = version === 1
  const network = bytesOf(message.network, genesis ? 0 : limits.hashBytes, 'network')
  const prev = bytesOf(message.prev, genesis ? 0 : limits.hashBytes, 'prev')
  const nonce = bytesOf(message.nonce, genesis ? limits.nonceBytes : 0, 'nonce')
  // One form for "no policy": always the message, empty where nothing is bounded.
  if (message.policy == null) return invalid('policy')
  return {
    ...(genesis ? { nonce } : { network: hexId<NetworkId>(network), prev }),
    version,
    name: message.name,
    issuedAt,
    expiresAt,
    members,
    governors,
    threshold,
    groups: groupsFromWire(message.groups, members),
    policy: {
      minBundleIntervalMs: message.policy.minBundleInterval ?? 0,
      maxStatementsPerDay: message.policy.maxStatementsPerDay ?? 0,
    },
  }
}

/** The entry of a member, by id. */
export function memberOf(charter: Charter, id: MemberId): Member | undefined {
  return charter.members.find((member) => member.id === id)
}
