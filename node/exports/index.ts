// Exports: statements of one reader in the forms of other tools, as text in pieces. Nothing is held but what a piece needs.
import type { Surfaced } from '../api/facade.ts'
import { csvText } from './csv.ts'
import { draftLines, statementLines } from './jsonl.ts'
import { blocklist } from './lists.ts'
import { mispDocument, mispFolder } from './misp.ts'
import { filterOf, reasonAgainst } from './select.ts'
import { stixBundle } from './stix.ts'
import { stixFacts } from './stix/objects.ts'
import { gathered } from './text.ts'
import type { ExportFacts, ExportFormat, ExportPart, ExportRequest, ExportSource, Tally } from './types.ts'

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  stix: 'application/stix+json;version=2.1',
  misp: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/x-ndjson; charset=utf-8',
  statements: 'application/x-ndjson; charset=utf-8',
  hosts: 'text/plain; charset=utf-8',
  domains: 'text/plain; charset=utf-8',
  urls: 'text/plain; charset=utf-8',
  ips: 'text/plain; charset=utf-8',
  addresses: 'text/plain; charset=utf-8',
}

export interface ExportJob {
  readonly source: ExportSource
  readonly facts: ExportFacts
  readonly request: ExportRequest
  /** Counts what stays. */
  readonly tally: Pick<Tally, 'leave'>
  /** Told of each statement that goes out, before it does. */
  readonly onWrite: (one: Surfaced) => void
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The text of an export that is one file. */
export function exportText(job: ExportJob): AsyncGenerator<string, void, void> {
  return gathered(textOf(job))
}

function textOf(job: ExportJob): AsyncIterable<string> {
  const { source, facts, request, now } = job
  const statements = () => selected(job)
  switch (request.as) {
    case 'stix': {
      const about = ({ statement }: Surfaced['held']): readonly Surfaced[] => source.about(statement.subject)
      return stixBundle(statements(), stixFacts(facts, about), `${facts.network} ${now} ${JSON.stringify(request)}`)
    }
    case 'misp':
      return mispDocument(mispDeps(job))
    case 'csv':
      return csvText(statements(), facts)
    case 'jsonl':
      return draftLines(statements(), facts)
    case 'statements':
      return statementLines(statements())
    default:
      return blocklist(statements(), source, request, facts, now)
  }
}

/** The files of a MISP feed, each piece with the name of its file; a file is complete when the next one begins. */
export async function* exportFolder(job: ExportJob): AsyncGenerator<ExportPart, void, void> {
  let file = ''
  let text = ''
  for await (const part of mispFolder(mispDeps(job))) {
    if ((part.file !== file || text.length >= partChars) && text !== '') {
      yield { file, text }
      text = ''
    }
    file = part.file
    text += part.text
  }
  if (text !== '') yield { file, text }
}

const partChars = 16 * 1024

async function* selected(job: ExportJob): AsyncGenerator<Surfaced, void, void> {
  for await (const one of job.source.query(filterOf(job.request))) if (counts(job, one)) yield one
}

/** Whether a statement goes out; counted. */
function counts({ request, tally, onWrite }: ExportJob, one: Surfaced): boolean {
  const reason = reasonAgainst(one, request)
  if (reason !== undefined) tally.leave(reason)
  else onWrite(one)
  return reason === undefined
}

function mispDeps(job: ExportJob) {
  const { source, facts, request } = job
  return {
    source,
    facts,
    request,
    chooses: (one: Surfaced) => reasonAgainst(one, request) === undefined,
    counts: (one: Surfaced) => counts(job, one),
  }
}

export * from './types.ts'
export { factsOf } from './facts.ts'
export { type EventPlace, type MispDeps, mispEvent, mispHashes, mispManifest } from './misp.ts'
export { isWithin, reasonAgainst } from './select.ts'
export { safeJson } from './text.ts'
export {
  observableObject,
  statementObject,
  type StixFacts,
  stixFacts,
  stixIdOf,
  stixObjects,
  stixTypeOf,
  type VersionOf,
} from './stix/objects.ts'
export { identityOf, preamble } from './stix/identities.ts'
export { markingsOf } from './stix/markings.ts'
export { observableOf } from './stix/observables.ts'
export type { StixObject } from './stix/markings.ts'
