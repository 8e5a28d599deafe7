// What governors may change, one function a change: from the charter in force to what the next one says. Pure; each
// refuses with a code before anything is signed.
import { equalBytes, toHex } from '../../protocol/bytes.ts'
import type { Charter, FinalPosition, Governor, Member } from '../../protocol/charter.ts'
import { type MemberId, parseMemberId } from '../../protocol/ids.ts'
import { checkPublicKey } from '../../protocol/keys.ts'
import { limits } from '../../protocol/limits.ts'
import { compareTlp } from '../../protocol/marking.ts'
import type { Tlp } from '../../protocol/names.ts'
import { sortedSet } from '../../protocol/text.ts'
import { sha256 } from '../../protocol/hash.ts'
import { GoverningError } from './errors.ts'
import { joinPositions } from './positions.ts'
import { memberNamed, unknownGroup } from './names.ts'

/** What differs in the next charter; what is left out stays as it is. */
export type CharterChange = Partial<Pick<Charter, 'members' | 'governors' | 'threshold' | 'groups'>>

/** A new member, as its request has it, with the clearance that the governors give it. */
export function admit(charter: Charter, member: Member, clearance: Tlp): CharterChange {
  const entry: Member = { ...member, clearance: checkClearance(clearance) }
  const members = [...charter.members.filter(({ id }) => id !== member.id), entry]
  return { members: members.sort((a, b) => (a.id < b.id ? -1 : 1)) }
}

/**
 * The member gets nothing from that charter on, and its lanes end at `positions`; its governors go. Asked again, later
 * positions move the ends. @throws GoverningError
 */
export function suspend(charter: Charter, name: string, positions: readonly FinalPosition[]): CharterChange {
  return leave(charter, name, 'suspended', positions)
}

/** As `suspend`, for ever: the member leaves its groups, too. @throws GoverningError */
export function remove(charter: Charter, name: string, positions: readonly FinalPosition[]): CharterChange {
  const { id } = memberNamed(charter, name)
  const groups = charter.groups.map((group) => ({ ...group, members: group.members.filter((one) => one !== id) }))
  return { ...leave(charter, name, 'removed', positions), groups }
}

/** A suspended member is active again, and all of its lanes count. Its governors do not come back. */
export function reinstate(charter: Charter, name: string): CharterChange {
  const member = present(charter, name)
  if (member.status !== 'suspended') throw new GoverningError('member-not-suspended', `${name} is ${member.status}`)
  return replaced(charter, { ...member, status: 'active', final: [] })
}

/** The highest marking that the member may receive and publish. */
export function clear(charter: Charter, name: string, clearance: Tlp): CharterChange {
  const member = present(charter, name)
  if (member.clearance === clearance) throw unchanged(`${name} is cleared for ${clearance}`)
  return replaced(charter, { ...member, clearance: checkClearance(clearance) })
}

/** Another root key; `priorCertificates` (control hashes) are those under the old one that go on counting. */
export function changeRoot(charter: Charter, request: Member, priorCertificates: readonly Uint8Array[]): CharterChange {
  const member = present(charter, request.id)
  if (equalBytes(member.rootKey, request.rootKey)) throw new GoverningError('root-key-same', `of ${member.id}`)
  if (member.nextRootHash !== undefined && !equalBytes(member.nextRootHash, sha256(request.rootKey))) {
    throw new GoverningError('root-key-uncommitted', `${member.id} is committed to ${toHex(member.nextRootHash)}`)
  }
  const { id, name, kind, jurisdiction, clearance, status, final } = member
  const hashes = new Map([...member.priorCertificates, ...priorCertificates].map((hash) => [toHex(hash), hash]))
  // A commitment is redeemed by the key, and another one comes with the request.
  return replaced(charter, {
    ...{ id, name, kind, jurisdiction, clearance, status, final },
    ...(request.nextRootHash === undefined ? {} : { nextRootHash: request.nextRootHash }),
    rootKey: request.rootKey,
    priorCertificates: [...hashes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, hash]) => hash),
  })
}

/** The hash of the root key to come: from then on no other can follow. */
export function commitRoot(charter: Charter, name: string, nextRootHash: Uint8Array): CharterChange {
  const member = present(charter, name)
  if (member.nextRootHash !== undefined) {
    if (equalBytes(member.nextRootHash, nextRootHash)) throw unchanged(`${name} is committed to this key`)
    throw new GoverningError('root-key-uncommitted', `${name} is committed to ${toHex(member.nextRootHash)}`)
  }
  return replaced(charter, { ...member, nextRootHash })
}

/** Members in and out of a group, which is made where there is none of the name. */
export function changeGroup(
  charter: Charter,
  name: string,
  { add, remove: drop }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): CharterChange {
  const group = parseMemberId(name)
  // `entente network group list` lists the groups.
  if (group === undefined || name === 'list') throw new GoverningError('field-invalid', `${name} is no name of a group`)
  const before = charter.groups.find((one) => one.name === group)
  if (before === undefined && add.length === 0) throw unknownGroup(charter, name)
  const added = add.map((one) => present(charter, one).id)
  const dropped = new Set<MemberId>(drop.map((one) => memberNamed(charter, one).id))
  const members = sortedSet([...(before?.members ?? []), ...added]).filter((id) => !dropped.has(id))
  if (before !== undefined && members.join() === before.members.join()) throw unchanged(`group ${name}`)
  const groups = [...charter.groups.filter((one) => one.name !== group), { name: group, members }]
  return { groups: groups.sort((a, b) => (a.name < b.name ? -1 : 1)) }
}

export function deleteGroup(charter: Charter, name: string): CharterChange {
  const groups = charter.groups.filter((one) => one.name !== name)
  if (groups.length === charter.groups.length) throw unknownGroup(charter, name)
  return { groups }
}

/** How many governor organizations must sign. */
export function changeThreshold(charter: Charter, threshold: number): CharterChange {
  if (threshold === charter.threshold) throw unchanged(`the threshold is ${threshold}`)
  checkGovernors(charter.governors, threshold)
  return { threshold }
}

export function addGovernor(charter: Charter, name: string, key: Uint8Array): CharterChange {
  const member = present(charter, name)
  if (member.status !== 'active') throw new GoverningError('member-suspended', `${name} is ${member.status}`)
  if (checkPublicKey(key) !== undefined) throw new GoverningError('key-invalid', `${toHex(key)} is no public key`)
  const taken = charter.governors.find((one) => equalBytes(one.key, key))
  if (taken !== undefined) throw new GoverningError('governor-listed', `${toHex(key)} is a key of ${taken.member}`)
  const governors = [...charter.governors, { member: member.id, key }]
  return { governors: governors.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)) }
}

/** All governor keys of a member, or the one that is named. */
export function removeGovernor(charter: Charter, name: string, key?: Uint8Array): CharterChange {
  const { id } = memberNamed(charter, name)
  const governors = charter.governors.filter(
    (one) => one.member !== id || (key !== undefined && !equalBytes(one.key, key)),
  )
  if (governors.length === charter.governors.length) {
    throw new GoverningError('governor-unlisted', `${name} has no ${key === undefined ? 'governor key' : toHex(key)}`)
  }
  checkGovernors(governors, charter.threshold)
  return { governors }
}

function leave(
  charter: Charter,
  name: string,
  status: 'suspended' | 'removed',
  positions: readonly FinalPosition[],
): CharterChange {
  const member = present(charter, name)
  const final = joinPositions([...member.final, ...positions])
  if (final.length > limits.finalLanesMax) {
    throw new GoverningError('charter-too-large', `${final.length} lanes, where ${limits.finalLanesMax} may be listed`)
  }
  const same = final.every(({ lane, seq }, at) => member.final[at]?.lane === lane && member.final[at].seq === seq)
  if (member.status === status && same && final.length === member.final.length) throw unchanged(`${name} is ${status}`)
  const governors = charter.governors.filter((governor) => governor.member !== member.id)
  checkGovernors(governors, charter.threshold)
  return { ...replaced(charter, { ...member, status, final }), governors }
}

/** A member that was not removed. */
function present(charter: Charter, name: string): Member {
  const member = memberNamed(charter, name)
  if (member.status === 'removed') throw new GoverningError('member-removed', `${name} was removed`)
  return member
}

function replaced({ members }: Charter, entry: Member): Pick<Charter, 'members'> {
  return { members: members.map((member) => (member.id === entry.id ? entry : member)) }
}

function checkClearance(clearance: Tlp): Tlp {
  if (compareTlp(clearance, 'TLP:GREEN') < 0) throw new GoverningError('clearance-too-low', `not ${clearance}`)
  return clearance
}

function checkGovernors(governors: readonly Governor[], threshold: number): void {
  const organizations = new Set(governors.map(({ member }) => member)).size
  if (threshold < 1) throw new GoverningError('field-invalid', 'at least one governor must sign')
  if (organizations < threshold) {
    throw new GoverningError('governors-too-few', `${organizations} would govern, where ${threshold} must sign`)
  }
}

function placeOf({ member, key }: Governor): string {
  return `${member} ${toHex(key)}`
}

function unchanged(what: string): GoverningError {
  return new GoverningError('charter-unchanged', `${what} already`)
}
