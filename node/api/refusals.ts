// Refusals for the audit log: the first of a kind at once, its repetitions as a count once a minute, so that nobody
// fills the log by knocking.
import type { Audit } from '../audit/types.ts'

export interface Refusal {
  /** As the audit log names it. */
  readonly actor: string
  readonly code: string
  /** Operation of the API, or its path. */
  readonly route: string
  /** Of who has no token. */
  readonly address?: string | undefined
}

const countedMs = 60_000
/** Kinds that are told apart within a minute; the others are counted together. */
const kindsMax = 256

export function createRefusals(audit: Audit): (refusal: Refusal) => void {
  const repeated = new Map<string, { readonly refusal: Refusal; count: number }>()
  const record = ({ actor, code, route, address }: Refusal, count: number): void =>
    audit.record({
      action: 'refuse',
      actor,
      decision: 'refused',
      code,
      detail: { route, count, ...(address === undefined ? {} : { address }) },
    })
  const tell = (): void => {
    for (const { refusal, count } of repeated.values()) if (count > 0) record(refusal, count)
    repeated.clear()
  }
  return (refusal) => {
    if (repeated.size === 0) setTimeout(tell, countedMs).unref()
    const named = JSON.stringify([refusal.actor, refusal.code, refusal.route, refusal.address])
    const known = repeated.has(named) || repeated.size < kindsMax
    const kind = known ? named : 'others'
    const held = repeated.get(kind)
    if (held !== undefined) held.count++
    else {
      const first = known ? refusal : { actor: refusal.actor, code: refusal.code, route: 'several' }
      repeated.set(kind, { refusal: first, count: 0 })
      record(first, 1)
    }
  }
}
