// Objects of a TAXII collection that later pages, or later runs, refer to: marking definitions and identities. Without them
// what carries such a marking could not be published.
import { isRecord } from '../feeds/asking.ts'
import type { TaxiiPage } from '../feeds/taxii.ts'
import { scheduledLimits } from './limits.ts'

const kept = new Set(['marking-definition', 'identity', 'extension-definition'])

/** `before` with those of a page; the newest form of each, the oldest left out where there are too many. */
export function addDefinitions(before: readonly string[], page: Uint8Array): readonly string[] {
  const bytes = Buffer.from(page.buffer, page.byteOffset, page.byteLength)
  if (bytes.byteLength > scheduledLimits.groupMaxBytes || ![...kept].some((type) => bytes.includes(`"${type}"`)))
    return before
  const byId = new Map<string, string>()
  for (const text of [...before, ...definitionsIn(bytes)]) {
    const { id } = JSON.parse(text) as { id: string }
    byId.delete(id)
    byId.set(id, text)
  }
  const all = [...byId.values()]
  let chars = all.reduce((sum, text) => sum + text.length, 0)
  while (chars > scheduledLimits.definitionsMaxChars) chars -= all.shift()?.length ?? chars
  return all
}

/** They stand in front of each group of pages. */
export function envelopeOf(definitions: readonly string[]): TaxiiPage {
  const bytes = definitions.length === 0 ? '' : `{"objects":[${definitions.join(',')}]}`
  return { bytes: Buffer.from(bytes), objects: 0, state: {} }
}

function definitionsIn(bytes: Buffer): string[] {
  let envelope: unknown
  try {
    envelope = JSON.parse(bytes.toString('utf8'))
  } catch {
    // The importer says what is wrong with it.
    return []
  }
  if (!isRecord(envelope) || !Array.isArray(envelope.objects)) return []
  return envelope.objects
    .filter(isRecord)
    .filter(({ type, id }) => typeof type === 'string' && kept.has(type) && typeof id === 'string')
    .map((object) => JSON.stringify(object))
}
