// Blocklists: one value a line, for tools that know nothing else. A comment says what the list is; what the marking of
// each line is, it cannot say.
import type { Surfaced } from '../api/facade.ts'
import { boundOf, filterOf, isWithin, reasonAgainst } from './select.ts'
import { exportTime, visibleText } from './text.ts'
import type { ExportFacts, ExportRequest, ExportSource } from './types.ts'

/**
 * The lines of a blocklist. A subject stands on it once, however many say so: where the first of the statements that put it
 * there is met. So nothing needs to be remembered.
 */
export async function* blocklist(
  statements: AsyncIterable<Surfaced>,
  source: ExportSource,
  request: ExportRequest,
  facts: ExportFacts,
  nowMs: number,
): AsyncGenerator<string, void, void> {
  const filter = filterOf(request)
  const bound = boundOf(request) ?? ''
  yield `# ${visibleText(facts.networkName, { oneLine: true })}: ${request.as}, up to ${bound}, ${exportTime(nowMs)}\n`
  for await (const one of statements) {
    const { subject } = one.held.statement
    const others = source.about(subject).filter((other) => {
      return other.held.cursor < one.held.cursor && isWithin(other.held, filter) && !reasonAgainst(other, request)
    })
    if (others.length === 0) yield `${lineOf(one, request)}\n`
  }
}

function lineOf({ held }: Surfaced, { as, filter }: ExportRequest): string {
  const { value, chain } = held.statement.subject
  if (as === 'hosts') return `0.0.0.0 ${value}`
  return as === 'addresses' && filter.chain === undefined ? `${chain ?? ''}:${value}` : value
}
