// The one decision who may read. Every exit of the node asks here first, before it counts, pages or hashes anything.
import type { Audience } from '../../protocol/audience.ts'
import type { Charter } from '../../protocol/charter-content.ts'
import { mayReceive } from '../../protocol/entitlement.ts'
import type { LaneId, MemberId } from '../../protocol/ids.ts'
import type { Marking } from '../../protocol/marking.ts'
import { tlpLabels, type Tlp } from '../../protocol/names.ts'

export const roles = ['staff', 'client', 'feed', 'admin'] as const
export type Role = (typeof roles)[number]

/** Somebody inside the member who holds an API token. */
export interface TokenReader {
  readonly kind: 'token'
  /** Of the token, not secret. */
  readonly id: string
  /** Who holds it: the name by which TLP:RED names its readers. */
  readonly name: string
  readonly role: Role
  readonly clearance: Tlp
  /** Charter groups for which a client has a need to know. */
  readonly groups: readonly string[]
  readonly scopes: readonly string[]
}

/** Who asks. */
export type Reader =
  /** Whoever reaches the home's socket: the operator at its console, named `operator`. */
  | { readonly kind: 'local' }
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
export const operatorName = 'operator'

/**
 * Whether `reader` may know of a lane. Fails closed: an unknown label, a label above the reader's clearance or an
 * audience that it is not in is a no. Of a TLP:RED lane each statement names its readers: `mayReadStatement`.
 */
export function mayRead(reader: Reader, view: LaneView): boolean {
  const label = tlpLabels.number(view.marking.tlp)
  if (label === undefined) return false
  switch (reader.kind) {
    case 'local':
      return true
    case 'token': {
      const clearance = tlpLabels.number(reader.clearance)
      return clearance !== undefined && label <= clearance
    }
    case 'public':
      return view.marking.tlp === 'TLP:CLEAR' && view.audience.expr.op === 'everyone'
    case 'peer':
      return reader.member === view.member || mayReceive(reader.charter, view.audience, view.marking, reader.member)
    default:
      return false
  }
}

/** Whether `reader`, who may know of the lane, may read this statement of it. `own`: the member of this node. */
export function mayReadStatement(
  reader: Reader,
  view: LaneView,
  statement: { readonly readers?: readonly string[] },
): boolean {
  if (!mayRead(reader, view)) return false
  if (view.marking.tlp !== 'TLP:RED') return true
  if (reader.kind === 'local') return statement.readers?.includes(operatorName) ?? false
  return reader.kind === 'token' && (statement.readers?.includes(reader.name) ?? false)
}
