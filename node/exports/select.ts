// What goes out in which format, and why the rest does not. Access is judged before: this only ever leaves out.
import { isEveryone } from '../../protocol/audience.ts'
import { accuses } from '../../protocol/accusing.ts'
import { compareTlp } from '../../protocol/marking.ts'
import type { StatementKind, SubjectKind, Tlp } from '../../protocol/names.ts'
import type { Surfaced } from '../api/facade.ts'
import type { StatementFilter, StoredStatement } from '../store/types.ts'
import type { ExportFormat, ExportRequest, LeftOut } from './types.ts'

interface Traits {
  /** Whether each statement carries its marking; what cannot carry one goes out as TLP:CLEAR, unless more is asked for. */
  readonly carriesMarking: boolean
  readonly kinds: ReadonlySet<StatementKind>
  /** Of a blocklist: what it lists. */
  readonly lists?: SubjectKind
}

const saying: ReadonlySet<StatementKind> = new Set(['indicator', 'sighting'])
const all: ReadonlySet<StatementKind> = new Set([
  ...['indicator', 'sighting', 'dispute', 'withdrawal', 'advisory', 'request', 'response', 'protection'],
] as StatementKind[])
const inStix: ReadonlySet<StatementKind> = new Set([
  ...['indicator', 'sighting', 'dispute', 'withdrawal', 'advisory', 'protection'],
] as StatementKind[])
const blocklist = (lists: SubjectKind): Traits => ({ carriesMarking: false, kinds: new Set(['indicator']), lists })

const traits: Readonly<Record<ExportFormat, Traits>> = {
  stix: { carriesMarking: true, kinds: inStix },
  misp: { carriesMarking: true, kinds: new Set(['indicator', 'sighting', 'dispute', 'withdrawal']) },
  csv: { carriesMarking: true, kinds: all },
  jsonl: { carriesMarking: true, kinds: saying },
  statements: { carriesMarking: true, kinds: all },
  hosts: blocklist('domain'),
  domains: blocklist('domain'),
  urls: blocklist('url'),
  ips: blocklist('ip'),
  addresses: blocklist('address'),
}

/** The kind of subject that a blocklist lists; `undefined`: the format is none. */
export function listedKind(format: ExportFormat): SubjectKind | undefined {
  return traits[format].lists
}

/** The strictest label that goes out; `undefined`: whatever the reader may see. */
export function boundOf({ as, maxMarking }: Pick<ExportRequest, 'as' | 'maxMarking'>): Tlp | undefined {
  return maxMarking ?? (traits[as].carriesMarking ? undefined : 'TLP:CLEAR')
}

/** The filter as it is asked of the store. */
export function filterOf({ as, filter }: ExportRequest): StatementFilter {
  const lists = listedKind(as)
  return lists === undefined ? filter : { ...filter, kind: 'indicator', subjectKind: lists }
}

/** Why `one` does not go out; `undefined`: it does. */
export function reasonAgainst(one: Surfaced, request: ExportRequest): LeftOut | undefined {
  const { held, standing } = one
  const { as, history = false, minConfidence = 0 } = request
  const { statement, marking } = held
  const bound = boundOf(request)
  if (bound !== undefined && compareTlp(marking.tlp, bound) > 0) return 'marking'
  if (!traits[as].kinds.has(statement.kind)) return 'kind'
  if (standing === 'suspect' && !(history && (as === 'csv' || as === 'statements'))) return 'suspect'
  if (standing !== 'current' && !(history && endsAreSaid(as))) return 'ended'
  if (statement.kind === 'withdrawal' && !history) return 'ended'
  if (minConfidence > 0 && statement.kind === 'indicator' && (statement.confidence ?? -1) < minConfidence) {
    return 'confidence'
  }
  if (traits[as].lists !== undefined) return reasonAgainstBlocking(one, request)
  if (as === 'misp' && request.restricted !== true && isRestrictedUse(held)) return 'restricted'
  return undefined
}

/** Formats that can say that something has ended. */
function endsAreSaid(as: ExportFormat): boolean {
  return as === 'stix' || as === 'misp' || as === 'csv' || as === 'statements'
}

/** What may stand on a line: nothing that a terminal, a shell or a resolver would take for something else. */
const fit = /^[!-~]+$/

function reasonAgainstBlocking({ held, disputes }: Surfaced, request: ExportRequest): LeftOut | undefined {
  if (!blames(held)) return 'not-accusing'
  if (!fit.test(held.statement.subject.value)) return 'unfit'
  if (disputes > 0 && request.disputed !== true) return 'disputed'
  if (request.restricted !== true && (isRestrictedUse(held) || !mayBeBlocked(held))) return 'restricted'
  return undefined
}

/** Whether whoever blocks the subject blocks who does harm: a service that others use for harm is not on a blocklist. */
export function blames({ statement }: StoredStatement): boolean {
  return statement.kind === 'indicator' && (statement.role ?? 'actor') === 'actor' && accuses(statement)
}

/** Whether it must not leave the member in a form that others subscribe to. */
export function isRestrictedUse({ marking, audience }: StoredStatement): boolean {
  const { noRepublish, pap, jurisdictions } = marking
  return noRepublish === true || pap === 'PAP:RED' || jurisdictions !== undefined || !isEveryone(audience)
}

/** PAP:AMBER and narrower actions of IEP 2.0 leave no room for blocking, which whoever is blocked can see. */
function mayBeBlocked({ marking: { pap, permittedActions } }: StoredStatement): boolean {
  if (pap === 'PAP:AMBER' || pap === 'PAP:RED') return false
  return permittedActions === undefined || permittedActions.some((name) => visibleActions.has(name))
}

const visibleActions: ReadonlySet<string> = new Set([
  'internally-visible-actions',
  'externally-visible-indirect-actions',
  'externally-visible-direct-actions',
])

/** Whether the store would find `held` by `filter`. */
export function isWithin({ member, issuedAt, statement }: StoredStatement, filter: StatementFilter): boolean {
  const { category, chain, kind, subjectKind, author, feed, issuedFrom = 0, issuedTo = Infinity } = filter
  return (
    (category === undefined || statement.category === category) &&
    (chain === undefined || statement.subject.chain === chain) &&
    (kind === undefined || statement.kind === kind) &&
    (subjectKind === undefined || statement.subject.kind === subjectKind) &&
    (author === undefined || member === author) &&
    (feed === undefined || statement.origin?.feed === feed) &&
    issuedAt >= issuedFrom &&
    issuedAt < issuedTo
  )
}
