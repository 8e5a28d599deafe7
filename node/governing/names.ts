// Members and groups by the names that people type: an unknown one is refused with the nearest that there are.
import leven from 'leven'
import { memberOf, type Charter, type Member } from '../../protocol/charter.ts'
import type { MemberId } from '../../protocol/ids.ts'
import { GoverningError } from './errors.ts'

const shownMax = 5

/** The entry of a member. @throws GoverningError 'member-unknown' */
export function memberNamed(charter: Charter, name: string): Member {
  const member = memberOf(charter, name as MemberId)
  if (member !== undefined) return member
  const hint = near(
    name,
    charter.members.map(({ id }) => id),
    'List the members with: entente network members.',
  )
  throw new GoverningError('member-unknown', `the charter lists no member ${JSON.stringify(name)}`, { hint })
}

export function unknownGroup(charter: Charter, name: string): GoverningError {
  const names = charter.groups.map((group) => group.name)
  const hint = near(name, names, 'List the groups with: entente network group.')
  return new GoverningError('group-unknown', `the charter has no group ${JSON.stringify(name)}`, { hint })
}

/** The names that differ least from what was typed, the nearest first. */
export function nearest(typed: string, names: readonly string[]): string[] {
  const text = typed.toLowerCase()
  if (text === '') return []
  const farthest = Math.max(2, Math.floor(text.length / 3))
  return names
    .map((name) => ({ name, off: name.includes(text) || text.includes(name) ? 1 : leven(text, name) }))
    .filter(({ off }) => off <= farthest)
    .sort((a, b) => a.off - b.off || (a.name < b.name ? -1 : 1))
    .slice(0, shownMax)
    .map(({ name }) => name)
}

function near(typed: string, names: readonly string[], otherwise: string): string {
  const found = nearest(typed, names)
  return found.length === 0 ? otherwise : `Did you mean ${found.join(' or ')}? ${otherwise}`
}
