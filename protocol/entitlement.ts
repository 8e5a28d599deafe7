// Who receives: one pure decision over the charter, for authors, senders and receivers alike.
import { isEveryone, type Audience, type AudienceExpr } from './audience.ts'
import { memberOf, type Charter, type Member } from './charter-content.ts'
import type { MemberId } from './ids.ts'
import { compareTlp, type Marking } from './marking.ts'

/**
 * `true`, `false`, or `undefined` where the charter does not know what is named. What is not known stays so through
 * `not`, so that a group which was dissolved never lets anybody in.
 */
type Answer = boolean | undefined

/**
 * Whether what is said under this marking, to this audience, keeps off the open lanes that everybody carries: a label
 * above GREEN, an audience narrower than the network, or a caveat of jurisdictions, which keeps members out, too.
 */
export function isRestricted({
  marking,
  audience,
}: {
  readonly marking: Marking
  readonly audience: Audience
}): boolean {
  return compareTlp(marking.tlp, 'TLP:GREEN') > 0 || !isEveryone(audience) || marking.jurisdictions !== undefined
}

/** Whether an audience consists of members that are named one by one: what TLP:RED needs, and delivery is tracked for. */
export function namesMembers({ expr }: Pick<Audience, 'expr'>): boolean {
  return isNamed(expr)
}

function isNamed(expr: AudienceExpr): boolean {
  const of = expr.of ?? []
  if (expr.op === 'member') return true
  // Every way into `any` is named; one named part bounds `all`.
  if (expr.op === 'any') return of.every(isNamed)
  return expr.op === 'all' && of.some(isNamed)
}

/**
 * Why a member receives nothing: it is none, or not active; its clearance; the caveat's jurisdictions; TLP:RED without
 * named members; outside the expression; or the expression hangs on a name that the charter does not know.
 */
export type Withheld =
  'no-member' | 'suspended' | 'removed' | 'clearance' | 'jurisdiction' | 'members-unnamed' | 'outside' | 'name-unknown'

/**
 * Whether `member` may receive statements of this marking and audience under `charter`. Fails closed: see `Withheld`. An
 * author holds its own lanes, whatever they say: that is the caller's to add.
 */
export function mayReceive(charter: Charter, audience: Audience, marking: Marking, member: MemberId): boolean {
  return withheldFrom(charter, audience, marking, member) === undefined
}

/** Why `member` may not receive; `undefined`: it may. The one decision that `mayReceive` tells. */
export function withheldFrom(
  charter: Charter,
  audience: Audience,
  marking: Marking,
  member: MemberId,
): Withheld | undefined {
  const entry = memberOf(charter, member)
  if (entry === undefined) return 'no-member'
  if (entry.status !== 'active') return entry.status
  if (compareTlp(marking.tlp, entry.clearance) > 0) return 'clearance'
  if (marking.jurisdictions !== undefined && !marking.jurisdictions.includes(entry.jurisdiction)) return 'jurisdiction'
  if (marking.tlp === 'TLP:RED' && !namesMembers(audience)) return 'members-unnamed'
  const answer = matches(charter, audience.expr, entry)
  if (answer === true) return undefined
  return answer === false ? 'outside' : 'name-unknown'
}

/** The members that may receive, in the order of the charter. Empty: nobody. */
export function recipientsOf(charter: Charter, audience: Audience, marking: Marking): Member[] {
  return charter.members.filter(({ id }) => mayReceive(charter, audience, marking, id))
}

function matches(charter: Charter, expr: AudienceExpr, member: Member): Answer {
  const { op, names = [], of = [] } = expr
  switch (op) {
    case 'everyone':
      return true
    case 'group':
      return anyOf(
        names.map((name) => charter.groups.find((group) => group.name === name)?.members.includes(member.id)),
      )
    case 'kind':
      return names.includes(member.kind)
    case 'jurisdiction':
      return names.includes(member.jurisdiction)
    case 'member':
      return names.includes(member.id)
    case 'any':
      return anyOf(of.map((inner) => matches(charter, inner, member)))
    case 'all':
      return allOf(of.map((inner) => matches(charter, inner, member)))
    case 'not': {
      const [inner] = of
      const answer = inner === undefined ? undefined : matches(charter, inner, member)
      return answer === undefined ? undefined : !answer
    }
  }
}

function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true
  return answers.includes(undefined) ? undefined : false
}

function allOf(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false
  return answers.includes(undefined) ? undefined : true
}
