// The one decision who may read. Every exit of the node asks here first, before it counts, pages or hashes anything.
import { type Audience, isEveryone } from '../../protocol/audience.ts'
import type { LaneId, MemberId } from '../../protocol/ids.ts'
import type { Marking } from '../../protocol/marking.ts'
import { tlpLabels, type Tlp } from '../../protocol/names.ts'

/** Who asks: somebody at this node (the CLI, the API), or another member's node. */
export type Reader =
  { readonly kind: 'local' } | { readonly kind: 'peer'; readonly member: MemberId; readonly clearance: Tlp }

/** What the decision looks at: a lane has one author, one marking and one audience for life. */
export interface LaneView {
  readonly lane: LaneId
  readonly member: MemberId
  readonly marking: Marking
  readonly audience: Audience
}

export const localReader: Reader = { kind: 'local' }

/**
 * Whether `reader` may see the statements of a lane. Fails closed: an unknown label, a label above the reader's
 * clearance or an audience that cannot be judged here is a no. TLP:RED names its readers one by one, and nobody is
 * named by being local.
 */
export function mayRead(reader: Reader, view: LaneView): boolean {
  const label = tlpLabels.number(view.marking.tlp)
  if (label === undefined || view.marking.tlp === 'TLP:RED') return false
  switch (reader.kind) {
    case 'local':
      return true
    case 'peer': {
      if (reader.member === view.member) return true
      const clearance = tlpLabels.number(reader.clearance)
      return clearance !== undefined && label <= clearance && isEveryone(view.audience)
    }
    default:
      return false
  }
}
