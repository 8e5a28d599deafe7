// STIX 2.1 and 2.0: bundles, lists and objects; and the envelopes of TAXII 2.1. Two passes, since references point both
// ways: the first sets candidates aside and learns what the other objects say, the second makes rows of them.
import { FeedError } from './errors.ts'
import { JsonReader } from './json.ts'
import { readJson } from './json-rows.ts'
import { feedLimits } from './limits.ts'
import { refused } from './lines.ts'
import { Spool } from './spool.ts'
import { StixContext } from './stix/context.ts'
import { documentVisitor } from './stix/document.ts'
import type { Candidate } from './stix/candidates.ts'
import { candidateOf } from './stix/objects.ts'
import { embeddedCandidates } from './stix/observed.ts'
import { StixRows } from './stix/rows.ts'
import { type JsonTree, type TreeFault, textOf } from './json-tree.ts'
import type { DocumentObject, FeedRow, Importer, ImporterOptions, OptionName, RefusedRow } from './types.ts'

const options = ['category', 'confidence', 'chain', 'encoding'] as const satisfies OptionName[]

export const stix: Importer = {
  name: 'stix',
  summary: 'STIX 2.1 and 2.0: indicators, observables and sightings of a bundle',
  options,
  parse: (bytes, given) => rowsOfStix('stix', [readJson('stix', bytes, given)], given),
}

export const taxii: Importer = {
  name: 'taxii',
  summary: 'an envelope of TAXII 2.1: {more, next, objects}',
  options,
  parse: (bytes, given) => rowsOfStix('taxii', [readJson('taxii', bytes, given)], given),
}

/**
 * The rows of documents that belong together, such as the pages of a collection: what one defines counts in all. Rows
 * come when all documents are read. Throws FeedError after the rows before the fault.
 */
export async function* rowsOfStix(
  format: 'stix' | 'taxii',
  documents: AsyncIterable<AsyncIterable<string>> | Iterable<AsyncIterable<string>>,
  given: ImporterOptions,
): AsyncGenerator<readonly FeedRow[]> {
  await using spool = new Spool<Candidate>(given.spoolFolder)
  const context = new StixContext()
  const rows = new StixRows(context, given)
  const add = (candidate: Candidate) => {
    rows.note(candidate)
    spool.push(candidate)
  }
  const taker = {
    take: (tree: JsonTree) => takeObject(tree, context, add, given.onObject),
    refuse: (row: RefusedRow) => add(malformedCandidate(row)),
  }
  let fault: unknown
  try {
    for await (const text of documents) {
      const reader = new JsonReader(documentVisitor(format, taker), {
        nestingMax: feedLimits.objectNestingMax,
        tokenMaxChars: feedLimits.objectTokenMaxChars,
      })
      for await (const piece of text) {
        reader.push(piece)
        await spool.settle()
      }
      reader.end()
    }
  } catch (error) {
    if (error instanceof FeedError && error.code === 'spool-failed') throw error
    fault = error
  }
  if (rows.mustGather()) for await (const candidate of spool.read()) rows.gather(candidate)
  let batch: FeedRow[] = []
  for await (const candidate of spool.read()) {
    const { id, version } = candidate
    const named = given.onObject !== undefined && id !== ''
    const object = { object: id, ...(version !== undefined && { version }) }
    const found =
      named && given.recordOf !== undefined
        ? recorded(rows.rowsOf(candidate), object, given.recordOf)
        : rows.rowsOf(candidate)
    for (const row of found) batch.push(named ? { ...row, ...object } : row)
    if (batch.length >= feedLimits.batchRows) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
  if (fault !== undefined) throw fault as Error
}

function recorded(
  rows: Iterable<FeedRow>,
  object: DocumentObject,
  recordOf: NonNullable<ImporterOptions['recordOf']>,
): FeedRow[] {
  const all = [...rows]
  const parts = all.filter(({ reject }) => reject === undefined).length
  let part = 0
  return all.map((row) =>
    row.reject === undefined ? { ...row, fields: { ...row.fields, record: recordOf(object, part++, parts) } } : row,
  )
}

function takeObject(
  tree: JsonTree,
  context: StixContext,
  add: (candidate: Candidate) => void,
  onObject: ImporterOptions['onObject'],
): void {
  const type = textOf(tree.value.type)
  const id = textOf(tree.value.id) ?? ''
  const version = onObject === undefined ? undefined : (textOf(tree.value.modified) ?? textOf(tree.value.created))
  if (id !== '') onObject?.({ object: id, ...(version !== undefined && { version }) })
  if (type === undefined) {
    const { code, reason } = tree.fault ?? withoutType(id)
    add(malformedCandidate(refused(tree.line, id, code, reason)))
    return
  }
  const candidate = candidateOf(tree, type, id)
  if (candidate !== undefined) add(version === undefined ? candidate : { ...candidate, version })
  else context.take(tree, type, id)
  if (type === 'observed-data') for (const embedded of embeddedCandidates(tree, id)) add(embedded)
}

/** Indexes of reports name them by id alone. */
function withoutType(id: string): TreeFault {
  const named = /^(?:report|grouping|bundle)--[0-9a-f]{8}-/i.test(id)
  if (named) return { code: 'reference-unresolved', reason: 'only its id is here: import the file that holds it' }
  return { code: 'row-malformed', reason: 'the object has no type' }
}

function malformedCandidate({ line, value, reject, reason }: RefusedRow): Candidate {
  const refusals = [{ value, reject, reason }]
  return { line, is: 'observable', id: '', subjects: [], isOne: false, refusals, fields: {}, marks: [] }
}
