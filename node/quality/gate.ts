// The decision whether an accusation of this member is said, or held: what is hardly ever a threat, what nobody holds a key
// of, and what a member protects is said only by whoever insists. Costs little: it is asked for every row of every feed.
import { accuses } from '../../protocol/accusing.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import type { Reader } from '../access/access.ts'
import type { HeldCode } from './codes.ts'
import { QualityError } from './errors.ts'
import type { WarninglistMatcher } from './matcher.ts'
import type { Protections } from './protections.ts'
import { systemAddressOf } from './system-addresses.ts'

/** Why a statement is held. */
export interface Hold {
  readonly code: HeldCode
  /** The list, or the member, that it is held by. */
  readonly by: string
  readonly reason: string
}

export interface GateDeps {
  readonly protections: Pick<Protections, 'find'>
  readonly warninglist: WarninglistMatcher
}

/** The table of addresses as the audit log names it. */
const systemTable = 'system-addresses'

/**
 * Gives the gate: why a statement is held, `undefined` where it is not. `reader`: who speaks; a protection that it may not
 * see holds nothing, so that nobody learns of one by trying. `target`: what a sighting is of.
 */
export function createGate({ protections, warninglist }: GateDeps) {
  return (statement: Statement, reader: Reader, target?: Statement): Hold | undefined => {
    if (!isAccusing(statement, target)) return undefined
    const { subject } = statement
    const what = systemAddressOf(subject)
    if (what !== undefined) return { code: 'held-system-address', by: systemTable, reason: `${subject.value}: ${what}` }
    const protection = protections.find(subject, reader)
    if (protection !== undefined) {
      const { member, id } = protection
      return { code: 'held-protected', by: member, reason: `${member} protects it: ${id}` }
    }
    const warning = warninglist(subject)
    if (warning === undefined) return undefined
    const reason = `on the warninglist "${warning.list}", by ${JSON.stringify(warning.entry)}`
    return { code: 'held-warninglist', by: warning.list, reason }
  }
}

/** A sighting of a statement says what that says, unless it says otherwise. */
function isAccusing(statement: Statement, target: Statement | undefined): boolean {
  if (target === undefined || statement.kind !== 'sighting') return accuses(statement)
  const { category = target.category, role = target.role } = statement
  return accuses({ kind: 'sighting', ...(category === undefined ? {} : { category }), ...(role && { role }) })
}

/** The operator may insist, and whoever holds a token with the scope for it. Throws QualityError `force-refused`. */
export function assertMayForce(reader: Reader): void {
  if (reader.kind === 'local' || reader.kind === 'node') return
  if (reader.kind === 'token' && reader.scopes.includes('force')) return
  throw new QualityError('force-refused', 'the token has not the scope force')
}
