// Letting more have what was said to fewer is an act of its own: what the log has of it, whichever way the rows came in.
import { operatorName } from '../access/access.ts'
import type { AuditEvent } from './types.ts'

export interface Widening {
  readonly actor?: string
  readonly feed: string
  readonly marking?: string
  readonly audience?: string
}

export function widened({ actor = operatorName, feed, marking, audience }: Widening): AuditEvent {
  const detail = {
    ...{ what: 'widen', feed },
    ...(marking === undefined ? {} : { marking }),
    ...(audience === undefined ? {} : { audience }),
  }
  return { action: 'force', actor, decision: 'allowed', detail }
}
