// The one decision who may read. Every exit of the node asks here first, before it counts, pages or hashes anything.
import type { Audience } from '../../protocol/audience.ts'
import type { Charter } from '../../protocol/charter-content.ts'
import { isRestricted, mayReceive } from '../../protocol/entitlement.ts'
import type { LaneId, MemberId } from '../../protocol/ids.ts'
import type { Marking } from '../../protocol/marking.ts'
import { tlpLabels, type Tlp } from '../../protocol/names.ts'
import { needsToKnow } from './need-to-know.ts'

export const roles = ['staff', 'client', 'feed', 'admin'] as const
export type Role = (typeof roles)[number]

/** Somebody inside the member who holds an API token. Judged as it is now: a token's bounds follow the charter. */
export interface TokenReader {
  readonly kind: 'token'
  /** Of the token, not secret. */
  readonly id: string
  /** Who holds it: the name by which TLP:RED names its readers. */
  readonly name: string
  /** The member of this node. */
  readonly member: MemberId
  readonly role: Role
  readonly clearance: Tlp
  /** Charter groups for which a client has a need to know. */
  readonly groups: readonly string[]
  readonly scopes: readonly string[]
}

/** Who asks. */
export type Reader =
  /** Whoever reaches the home's socket: the operator at its console, named `operator`. */
  | { readonly kind: 'local'; readonly member?: MemberId }
  /** The node itself, at its own work: nothing that it reads is shown to anybody. */
  | { readonly kind: 'node' }
  | TokenReader
  /** Without a token, where the public endpoint is switched on. */
  | { readonly kind: 'public' }
  /** Another member's node, judged under the newest charter. */
  | { readonly kind: 'peer'; readonly member: MemberId; readonly charter: Charter }

/** What the decision looks at: a lane has one author, one marking and one audience for life. */
export interface LaneView {
  readonly lane: LaneId
  readonly member: MemberId
  readonly marking: Marking
  readonly audience: Audience
}

export const localReader: Reader = { kind: 'local' }
export const nodeReader: Reader = { kind: 'node' }
export const operatorName = 'operator'

/**
 * Whether `reader` may know of a lane. Fails closed: an unknown label, a label above the reader's clearance or an
 * audience that it is not in is a no. Of a TLP:RED lane each statement names its readers: `mayReadStatement`.
 */
export function mayRead(reader: Reader, view: LaneView): boolean {
  if (tlpLabels.number(view.marking.tlp) === undefined) return false
  switch (reader.kind) {
    case 'local':
    case 'node':
      return true
    case 'token':
      return isWithin(view.marking.tlp, reader.clearance) && roleMayRead(reader, view)
    case 'public':
      return view.marking.tlp === 'TLP:CLEAR' && !isRestricted(view)
    case 'peer':
      return reader.member === view.member || mayReceive(reader.charter, view.audience, view.marking, reader.member)
    default:
      return false
  }
}

function roleMayRead({ role, groups }: TokenReader, view: LaneView): boolean {
  const { marking, audience } = view
  // What every member may see, every token may see.
  const open = isWithin(marking.tlp, 'TLP:GREEN') && !isRestricted(view)
  switch (role) {
    case 'staff':
    case 'admin':
      return true
    case 'client':
      return open || (isWithin(marking.tlp, 'TLP:AMBER') && needsToKnow(audience.expr, groups))
    case 'feed':
      return open
    default:
      return false
  }
}

/** Whether `label` is at most as restrictive as `bound`; what is not known is not. */
function isWithin(label: Tlp, bound: Tlp): boolean {
  const least = tlpLabels.number(bound)
  const asked = tlpLabels.number(label)
  return least !== undefined && asked !== undefined && asked <= least
}

/** Whether `reader` may read this statement of a lane: of what is TLP:RED, those that it names, and nobody else. */
export function mayReadStatement(
  reader: Reader,
  view: LaneView,
  statement: { readonly readers?: readonly string[] },
): boolean {
  if (!mayRead(reader, view)) return false
  if (view.marking.tlp !== 'TLP:RED' || reader.kind === 'node') return true
  if (reader.kind === 'local') return names(statement.readers, operatorName, reader.member)
  return reader.kind === 'token' && names(statement.readers, reader.name, reader.member)
}

/** `NAME` is somebody of that name at every member that receives, `NAME@MEMBER` at that one alone. */
function names(readers: readonly string[] | undefined, name: string, member: MemberId | undefined): boolean {
  if (readers === undefined) return false
  return readers.includes(name) || (member !== undefined && readers.includes(`${name}@${member}`))
}
