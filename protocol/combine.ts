// What becomes of markings and audiences where statements meet: combining takes the strictest, and widening is told apart.
import { isEveryone, sameAudience, type Audience } from './audience.ts'
import type { Charter } from './charter-content.ts'
import { mayReceive } from './entitlement.ts'
import type { MemberId } from './ids.ts'
import { compareTlp, type Marking } from './marking.ts'
import { papLabels } from './names.ts'

/** Where something is said: under which marking, to whom. */
export interface Said {
  readonly marking: Marking
  readonly audience: Audience
}

/** The marking that allows no more than either of both. */
export function strictestMarking(a: Marking, b: Marking): Marking {
  const pap = papRank(a) >= papRank(b) ? a.pap : b.pap
  const permittedActions = common(a.permittedActions, b.permittedActions, 'none')
  const jurisdictions = common(a.jurisdictions, b.jurisdictions, 'ZZ')
  return {
    tlp: compareTlp(a.tlp, b.tlp) >= 0 ? a.tlp : b.tlp,
    ...(pap === undefined ? {} : { pap }),
    ...(permittedActions === undefined ? {} : { permittedActions }),
    ...(jurisdictions === undefined ? {} : { jurisdictions }),
    ...(a.noRepublish === true || b.noRepublish === true ? { noRepublish: true } : {}),
  }
}

/** Those who are in both. */
export function strictestAudience(a: Audience, b: Audience): Audience {
  if (sameAudience(a, b)) return a
  const shareHistory = a.shareHistory && b.shareHistory
  if (isEveryone(a)) return { expr: b.expr, shareHistory }
  if (isEveryone(b)) return { expr: a.expr, shareHistory }
  return { expr: { op: 'all', of: [a.expr, b.expr] }, shareHistory }
}

/**
 * Whether `to` lets anybody have, or do, more than `from` does: a lower label, a caveat less, or a member more under
 * `charter`. `author` has it in any case.
 */
export function isWider(charter: Charter, to: Said, from: Said, author: MemberId): boolean {
  if (compareTlp(to.marking.tlp, from.marking.tlp) < 0) return true
  if (papRank(to.marking) < papRank(from.marking)) return true
  if (from.marking.noRepublish === true && to.marking.noRepublish !== true) return true
  if (allowsMore(to.marking.permittedActions, from.marking.permittedActions)) return true
  return charter.members.some(
    ({ id }) =>
      id !== author &&
      mayReceive(charter, to.audience, to.marking, id) &&
      !mayReceive(charter, from.audience, from.marking, id),
  )
}

function papRank({ pap }: Marking): number {
  return pap === undefined ? -1 : papLabels.names.indexOf(pap)
}

/** An empty list is no list on the wire, and would allow everything: where nothing is in both, `nothing` stands for it. */
function common(
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
  nothing: string,
): readonly string[] | undefined {
  if (a === undefined) return b
  if (b === undefined) return a
  const both = a.filter((name) => b.includes(name))
  return both.length > 0 ? both : [nothing]
}

function allowsMore(to: readonly string[] | undefined, from: readonly string[] | undefined): boolean {
  if (from === undefined) return false
  return to === undefined || to.some((name) => !from.includes(name))
}
