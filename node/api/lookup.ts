// Answers one looked-up value: what it is, who says what about it, and how much was left out.
import { formatSubject } from '../../protocol/subjects/index.ts'
import type { Reader } from '../access/access.ts'
import type { NodeFacade, Surfaced } from './facade.ts'
import type { LookupLine } from './schemas.ts'
import { viewOf } from './view.ts'

export interface LookupOptions {
  readonly prefix: boolean
  readonly tree: boolean
  readonly history: boolean
  /** Statements a value. */
  readonly limit: number
}

/** One line of `POST /v1/lookup`. Throws what the store throws. */
export async function lookupValue(
  node: NodeFacade,
  reader: Reader,
  value: string,
  options: LookupOptions,
  signal: AbortSignal,
): Promise<LookupLine> {
  if (options.prefix)
    return lineOf(value, undefined, await gather(node.prefix(reader, value, fetch(options), signal)), options)
  const readings = node.readings(value)
  if (options.tree) {
    const domain = readings.find(({ kind }) => kind === 'domain')
    if (domain !== undefined) {
      const all = await gather(node.tree(reader, domain.value, fetch(options), signal))
      return lineOf(value, { subject: formatSubject(domain), subjectKind: domain.kind }, all, options)
    }
  }
  const all: Surfaced[] = []
  let named = readings[0]
  for (const subject of readings) {
    const about = node.about(reader, subject, fetch(options))
    if (about.length > 0 && all.length === 0) named = subject
    all.push(...about)
  }
  const known = named === undefined ? undefined : { subject: formatSubject(named), subjectKind: named.kind }
  const line = lineOf(value, known, all, options)
  return readings.length > 1 ? { ...line, readings: readings.map((subject) => formatSubject(subject)) } : line
}

/** One more than is shown, to know whether there are more. */
function fetch(options: LookupOptions): number {
  return options.limit + 1
}

async function gather(statements: AsyncIterable<Surfaced>): Promise<Surfaced[]> {
  const all: Surfaced[] = []
  for await (const one of statements) all.push(one)
  return all
}

function lineOf(
  value: string,
  known: Pick<LookupLine, 'subject' | 'subjectKind'> | undefined,
  all: readonly Surfaced[],
  options: LookupOptions,
): LookupLine {
  // A withdrawal is no finding; it is history of what it withdrew.
  const shown = options.history
    ? all
    : all.filter(({ standing, held }) => standing === 'current' && held.statement.kind !== 'withdrawal')
  const left = { withdrawn: 0, replaced: 0, expired: 0, suspect: 0 }
  for (const { standing } of all) if (standing !== 'current') left[standing]++
  return {
    value,
    subject: known?.subject ?? null,
    subjectKind: known?.subjectKind ?? null,
    found: shown.length > 0,
    statements: shown.slice(0, options.limit).map(viewOf),
    ...left,
    ...(shown.length > options.limit ? { truncated: true } : {}),
  }
}
