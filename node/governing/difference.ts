// What one charter changes against the one before it, complete: a governor who signs must not miss anything.
import { equalBytes, toHex } from '../../protocol/bytes.ts'
import { memberOf, type Charter, type FinalPosition, type Member } from '../../protocol/charter.ts'
import type { MemberKind, MemberStatus, Tlp } from '../../protocol/names.ts'
import { sha256 } from '../../protocol/hash.ts'

/** Keys and hashes are hexadecimal, times ISO 8601. `null`: none. */
export type Change =
  | { readonly what: 'network-name'; readonly from: string; readonly to: string }
  | { readonly what: 'expiry'; readonly from: string; readonly to: string }
  | { readonly what: 'threshold'; readonly from: number; readonly to: number }
  | {
      readonly what: 'policy'
      readonly rule: 'minBundleIntervalMs' | 'maxStatementsPerDay'
      readonly from: number
      readonly to: number
    }
  | {
      readonly what: 'member-admitted'
      readonly member: string
      readonly name: string
      readonly kind: MemberKind
      readonly jurisdiction: string
      readonly clearance: Tlp
      readonly status: MemberStatus
      readonly rootKey: string
      readonly nextRootHash: string | null
    }
  | { readonly what: 'member-dropped'; readonly member: string }
  | {
      readonly what: 'profile'
      readonly member: string
      readonly field: 'name' | 'kind' | 'jurisdiction'
      readonly from: string
      readonly to: string
    }
  | { readonly what: 'status'; readonly member: string; readonly from: MemberStatus; readonly to: MemberStatus }
  | { readonly what: 'clearance'; readonly member: string; readonly from: Tlp; readonly to: Tlp }
  | {
      readonly what: 'positions'
      readonly member: string
      /** Of all lanes that are listed now. */
      readonly lanes: number
      readonly added: readonly FinalPosition[]
      readonly moved: readonly FinalPosition[]
      readonly dropped: readonly FinalPosition[]
    }
  | {
      readonly what: 'root-key'
      readonly member: string
      readonly from: string
      readonly to: string
      /** Whether the member had committed to it. */
      readonly committed: boolean
    }
  | {
      readonly what: 'next-root'
      readonly member: string
      readonly from: string | null
      readonly to: string | null
    }
  | {
      readonly what: 'prior-certificates'
      readonly member: string
      readonly added: readonly string[]
      readonly dropped: readonly string[]
    }
  | { readonly what: 'governor-added' | 'governor-removed'; readonly member: string; readonly key: string }
  | { readonly what: 'group-added' | 'group-deleted'; readonly group: string; readonly members: readonly string[] }
  | {
      readonly what: 'group-changed'
      readonly group: string
      readonly added: readonly string[]
      readonly removed: readonly string[]
    }

/** Every difference but version, predecessor and time of issue, which every charter has anew. */
export function differences(before: Charter, after: Charter): Change[] {
  return [
    ...(before.name === after.name ? [] : [{ what: 'network-name' as const, from: before.name, to: after.name }]),
    ...membersBetween(before, after),
    ...governorsBetween(before, after),
    ...(before.threshold === after.threshold
      ? []
      : [{ what: 'threshold' as const, from: before.threshold, to: after.threshold }]),
    ...groupsBetween(before, after),
    ...(['minBundleIntervalMs', 'maxStatementsPerDay'] as const)
      .filter((rule) => before.policy[rule] !== after.policy[rule])
      .map((rule) => ({ what: 'policy' as const, rule, from: before.policy[rule], to: after.policy[rule] })),
    ...(before.expiresAt === after.expiresAt
      ? []
      : [{ what: 'expiry' as const, from: isoTime(before.expiresAt), to: isoTime(after.expiresAt) }]),
  ]
}

function membersBetween(before: Charter, after: Charter): Change[] {
  const dropped = before.members.filter(({ id }) => memberOf(after, id) === undefined)
  return [
    ...after.members.flatMap((member) => {
      const old = memberOf(before, member.id)
      return old === undefined ? [admitted(member)] : memberBetween(old, member)
    }),
    ...dropped.map(({ id }) => ({ what: 'member-dropped' as const, member: id })),
  ]
}

function admitted({ id, name, kind, jurisdiction, clearance, status, rootKey, nextRootHash }: Member): Change {
  const next = nextRootHash === undefined ? null : toHex(nextRootHash)
  const key = toHex(rootKey)
  return {
    ...{ what: 'member-admitted', member: id, name, kind, jurisdiction, clearance, status },
    rootKey: key,
    nextRootHash: next,
  }
}

function memberBetween(old: Member, now: Member): Change[] {
  const member = now.id
  const changes: Change[] = []
  for (const field of ['name', 'kind', 'jurisdiction'] as const) {
    if (old[field] !== now[field]) changes.push({ what: 'profile', member, field, from: old[field], to: now[field] })
  }
  if (old.status !== now.status) changes.push({ what: 'status', member, from: old.status, to: now.status })
  if (old.clearance !== now.clearance) {
    changes.push({ what: 'clearance', member, from: old.clearance, to: now.clearance })
  }
  changes.push(...positionsBetween(old, now))
  if (!equalBytes(old.rootKey, now.rootKey)) {
    const committed = old.nextRootHash !== undefined && equalBytes(old.nextRootHash, sha256(now.rootKey))
    changes.push({ what: 'root-key', member, from: toHex(old.rootKey), to: toHex(now.rootKey), committed })
  }
  const [from, to] = [old.nextRootHash, now.nextRootHash].map((hash) => (hash === undefined ? null : toHex(hash)))
  if (from !== to) changes.push({ what: 'next-root', member, from: from ?? null, to: to ?? null })
  const [prior, after] = [old.priorCertificates.map(toHex), now.priorCertificates.map(toHex)]
  const certificates = { added: without(after, prior), dropped: without(prior, after) }
  if (certificates.added.length + certificates.dropped.length > 0) {
    changes.push({ what: 'prior-certificates', member, ...certificates })
  }
  return changes
}

function positionsBetween(old: Member, now: Member): Change[] {
  const before = new Map(old.final.map((position) => [position.lane, position]))
  const after = new Map(now.final.map((position) => [position.lane, position]))
  const added = now.final.filter(({ lane }) => !before.has(lane))
  const dropped = old.final.filter(({ lane }) => !after.has(lane))
  const moved = now.final.filter(({ lane, seq, bundle }) => {
    const was = before.get(lane)
    return was !== undefined && (was.seq !== seq || was.bundle !== bundle)
  })
  if (added.length + dropped.length + moved.length === 0) return []
  return [{ what: 'positions', member: now.id, lanes: now.final.length, added, moved, dropped }]
}

function governorsBetween(before: Charter, after: Charter): Change[] {
  const named = ({ governors }: Charter): Map<string, { member: string; key: string }> =>
    new Map(governors.map(({ member, key }) => [`${member} ${toHex(key)}`, { member, key: toHex(key) }]))
  const [old, now] = [named(before), named(after)]
  return [
    ...[...now].filter(([name]) => !old.has(name)).map(([, one]) => ({ what: 'governor-added' as const, ...one })),
    ...[...old].filter(([name]) => !now.has(name)).map(([, one]) => ({ what: 'governor-removed' as const, ...one })),
  ]
}

function groupsBetween(before: Charter, after: Charter): Change[] {
  const old = new Map(before.groups.map(({ name, members }) => [name, members]))
  const now = new Map(after.groups.map(({ name, members }) => [name, members]))
  return [
    ...after.groups.flatMap(({ name: group, members }): Change[] => {
      const was = old.get(group)
      if (was === undefined) return [{ what: 'group-added', group, members }]
      const [added, removed] = [without(members, was), without(was, members)]
      return added.length + removed.length === 0 ? [] : [{ what: 'group-changed', group, added, removed }]
    }),
    ...before.groups
      .filter(({ name }) => !now.has(name))
      .map(({ name: group, members }) => ({ what: 'group-deleted' as const, group, members })),
  ]
}

function without(names: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others)
  return names.filter((name) => !known.has(name))
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
