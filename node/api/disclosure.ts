// What one request was shown of restricted statements, for the audit log: one entry, or several where there is much.
import type { Audit } from '../audit/types.ts'
import { actorOf } from '../audit/actors.ts'
import { compareTlp } from '../../protocol/marking.ts'
import type { Caller } from './caller.ts'
import type { StatementView } from './schemas.ts'

/** Statements of one entry. */
const objectsMax = 1024
/** A watch may last for months: what it showed is recorded within this time. */
const watchFlushMs = 1000

type Shown = Pick<StatementView, 'id' | 'marking' | 'audience' | 'jurisdictions'>

export interface Disclosure {
  /** Notes what is about to be shown. */
  shown(view: Shown): void
  /** Records what was noted since the last time. */
  close(): void
  /** How many restricted statements were noted in all. */
  count(): number
}

export interface DisclosureOptions {
  readonly audit: Audit
  readonly caller: Caller
  readonly action: 'read' | 'watch' | 'export'
  /** Operation of the API. */
  readonly route: string
}

export function createDisclosure({ audit, caller, action, route }: DisclosureOptions): Disclosure {
  let objects: string[] = []
  let noted = 0
  let labels = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  const close = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (objects.length === 0) return
    audit.record({
      action,
      actor: actorOf(caller.reader),
      objects,
      ...(caller.purpose === undefined ? {} : { purpose: caller.purpose }),
      decision: 'allowed',
      detail: {
        route,
        statements: objects.length,
        labels: [...labels].map(([label, n]) => `${label} ${n}`).join(', '),
      },
    })
    objects = []
    labels = new Map()
  }
  return {
    shown: ({ id, marking, audience, jurisdictions }) => {
      const open = audience === undefined && jurisdictions === undefined
      if (open && compareTlp(marking, 'TLP:GREEN') <= 0) return
      objects.push(id)
      noted += 1
      labels.set(marking, (labels.get(marking) ?? 0) + 1)
      if (objects.length === objectsMax) close()
      else if (action === 'watch') timer ??= setTimeout(close, watchFlushMs).unref()
    },
    close,
    count: () => noted,
  }
}

/** `views` as they pass, noted. */
export async function* disclosed<View extends Shown>(
  views: AsyncIterable<View>,
  disclosure: Disclosure,
): AsyncGenerator<View, void, void> {
  try {
    for await (const view of views) {
      disclosure.shown(view)
      yield view
    }
  } finally {
    disclosure.close()
  }
}
