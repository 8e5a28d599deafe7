// Whether a client has a need to know: the audience must let in through a charter group that is among the client's.
import type { AudienceExpr } from '../../protocol/audience.ts'

/** `neutral`: says which members receive, and nothing of groups. */
type Answer = 'yes' | 'no' | 'neutral'

/**
 * Whether `expr` admits by a group of `groups`. `everyone`, a kind, a jurisdiction or a named member let members receive,
 * and none of their clients read. A group that is excluded, or required besides and not among `groups`, is a no.
 */
export function needsToKnow(expr: AudienceExpr, groups: readonly string[]): boolean {
  return judge(expr, groups) === 'yes'
}

function judge({ op, names = [], of = [] }: AudienceExpr, groups: readonly string[]): Answer {
  switch (op) {
    case 'group':
      return names.some((name) => groups.includes(name)) ? 'yes' : 'no'
    case 'any': {
      const answers = of.map((inner) => judge(inner, groups))
      if (answers.includes('yes')) return 'yes'
      return answers.includes('neutral') ? 'neutral' : 'no'
    }
    case 'all': {
      const answers = of.map((inner) => judge(inner, groups))
      if (answers.includes('no')) return 'no'
      return answers.includes('yes') ? 'yes' : 'neutral'
    }
    case 'not':
      // Not being in a group is nobody's need to know; being in one that is excluded ends it.
      return of.some((inner) => judge(inner, groups) === 'yes') ? 'no' : 'neutral'
    default:
      return 'neutral'
  }
}
