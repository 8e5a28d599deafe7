// What a statement refers to outside of STIX: itself in its network, its public source, and reports.
import { strictUri } from '../../feeds/stix/uris.ts'
import type { StoredStatement } from '../../store/types.ts'

/** The schemas of OASIS keep these names, at either end, for references by an id of that form, and the ids for these names. */
const keptNames = /^cve|capec$/
const keptIds = /^CVE-\d{4}-(?:0\d{3}|[1-9]\d{3,})|CAPEC-\d+$/

export function referencesOf({ id, statement: { origin, external = [] } }: StoredStatement): object[] {
  const hasSource = origin?.source !== undefined || origin?.record !== undefined
  return [
    { source_name: 'entente', external_id: id },
    ...(hasSource ? [sourceReference(origin.source ?? origin.feed ?? 'source', origin.record)] : []),
    ...external.map((url) => ({
      source_name: sourceName(URL.parse(url)?.hostname ?? 'report'),
      url: strictUri(url),
    })),
  ]
}

function sourceName(name: string): string {
  return keptNames.test(name) ? `source ${name}.` : name
}

function sourceReference(name: string, record: string | undefined): object {
  if (record === undefined) return { source_name: sourceName(name), description: 'source' }
  if (keptIds.test(record)) return { source_name: sourceName(name), description: `record ${record}` }
  return { source_name: sourceName(name), external_id: record }
}
