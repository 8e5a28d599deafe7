// Exports for MISP: events as one document, and a feed of manifest, hashes and one file an event.
import { hash } from 'node:crypto'
import type { Surfaced } from '../api/facade.ts'
import { nameOf } from './facts.ts'
import { type MispFacts, attributeOf, attributeValue, heard, isInObject, objectOf, seconds } from './misp/attributes.ts'
import { type EventPlace, eventKeyOf, filterOfEvent, placeOf } from './misp/events.ts'
import { distributionOf, markingTags } from './misp/tags.ts'
import { endsOf, hasEnded } from './provenance.ts'
import type { StoredStatement } from '../store/types.ts'
import { safeJson } from './text.ts'
import type { ExportFacts, ExportRequest, ExportSource } from './types.ts'

export type { EventPlace }

/** Whether a statement goes out. */
export type Chooses = (one: Surfaced) => boolean

export interface MispDeps {
  readonly source: ExportSource
  readonly facts: ExportFacts
  readonly request: ExportRequest
  readonly chooses: Chooses
  /** The same, asked once for each statement: whoever counts what goes out counts here. */
  readonly counts?: Chooses
  /** Told of each statement of an event, or of the hashes, once. */
  readonly onAttribute?: (one: Surfaced) => void
}

/** An event as the manifest has it. */
interface Planned {
  readonly place: EventPlace
  readonly summary: object
  last: number
  newest: number
}

/** Events in the order of their first statements. `onPlace` is told of each. */
async function plan(deps: MispDeps, onPlace?: (place: EventPlace) => void): Promise<Map<string, Planned>> {
  const events = new Map<string, Planned>()
  const facts = factsFor(deps)
  for await (const one of chosen(deps, deps.counts)) {
    const key = eventKeyOf(one.held)
    let event = events.get(key)
    if (event === undefined) {
      const place = placeOf(one.held, facts)
      event = { place, summary: summaryOf(one, place, facts), last: 0, newest: 0 }
      events.set(key, event)
      onPlace?.(place)
    }
    event.last = one.held.cursor
    event.newest = Math.max(event.newest, newestOf(one, facts))
  }
  return events
}

async function* chosen(
  { source, request, ...deps }: MispDeps,
  chooses: Chooses = deps.chooses,
): AsyncGenerator<Surfaced, void, void> {
  for await (const one of source.query(request.filter)) {
    if (attributeValue(one) !== undefined && chooses(one)) yield one
  }
}

/** What is known about the subject of a statement is asked several times for each. */
function factsFor({ facts, source }: MispDeps): MispFacts {
  let last: { held: StoredStatement; found: readonly Surfaced[] } | undefined
  return {
    ...facts,
    about: (held) => {
      if (last?.held !== held) last = { held, found: source.about(held.statement.subject) }
      return last.found
    },
  }
}

/**
 * When the newest of what an attribute is made from came here. Statements may arrive late and out of order: by the times of
 * their authors, whoever asks for what is new would miss them.
 */
function newestOf(one: Surfaced, facts: MispFacts): number {
  const others = [...(hasEnded(one) ? endsOf(one, facts.about) : []), ...heard(one, facts).map(({ held }) => held)]
  return Math.max(one.held.receivedAt, ...others.map(({ receivedAt }) => receivedAt))
}

function summaryOf(one: Surfaced, { feed, day }: EventPlace, facts: ExportFacts): object {
  const { held } = one
  const name = nameOf(facts, held.member)
  const date = new Date(day).toISOString().slice(0, 10)
  return {
    info: `${name}: ${feed ?? 'statements'}, ${date}`,
    date,
    analysis: '2',
    threat_level_id: '4',
    Orgc: { name, uuid: facts.ids.member(held.member) },
    Tag: markingTags(held),
  }
}

/** `manifest.json`: what a MISP that subscribes reads first. */
export async function* mispManifest(
  deps: MispDeps,
  onPlace?: (place: EventPlace) => void,
): AsyncGenerator<string, void, void> {
  yield* manifestText(await plan(deps, onPlace))
}

function* manifestText(events: ReadonlyMap<string, Planned>): Generator<string, void, void> {
  let before = '{'
  for (const { place, summary, newest } of events.values()) {
    yield `${before}\n${safeJson(place.uuid)}:${safeJson({ ...summary, timestamp: seconds(newest) })}`
    before = ','
  }
  yield before === '{' ? '{}\n' : '\n}\n'
}

/** `hashes.csv`: the MD5 of each value with its event, by which a MISP correlates before it fetches. */
export async function* mispHashes(deps: MispDeps): AsyncGenerator<string, void, void> {
  let key = ''
  let uuid = ''
  for await (const one of chosen(deps)) {
    const next = eventKeyOf(one.held)
    deps.onAttribute?.(one)
    if (next !== key) uuid = placeOf(one.held, deps.facts).uuid
    key = next
    yield `${hash('md5', attributeValue(one) ?? '', 'hex')},${uuid}\n`
  }
}

/** `UUID.json`: one event. `last`: the cursor of its last statement, where it is known. */
export async function* mispEvent(
  place: EventPlace,
  deps: MispDeps,
  last = Infinity,
): AsyncGenerator<string, void, void> {
  const facts = factsFor(deps)
  let first: Surfaced | undefined
  let newest = 0
  let objects = 0
  let separator = ''
  for await (const one of within(place, deps, last)) {
    if (!deps.chooses(one)) continue
    if (first === undefined) {
      first = one
      yield `{"Event":${headOf(one, place, facts)},"Attribute":[`
    }
    deps.onAttribute?.(one)
    newest = Math.max(newest, newestOf(one, facts))
    if (isInObject(one)) objects++
    else {
      yield `${separator}\n${safeJson(attributeOf(one, facts))}`
      separator = ','
    }
  }
  if (first === undefined) return
  yield '],"Object":['
  separator = ''
  if (objects > 0) {
    for await (const one of within(place, deps, last)) {
      if (!isInObject(one) || objects <= 0 || !deps.chooses(one)) continue
      objects--
      yield `${separator}\n${safeJson(objectOf(one, facts))}`
      separator = ','
    }
  }
  const time = seconds(newest)
  yield `],"timestamp":"${time}","publish_timestamp":"${time}"}}`
}

async function* within(
  place: EventPlace,
  { source, request }: MispDeps,
  last: number,
): AsyncGenerator<Surfaced, void, void> {
  for await (const one of source.query(filterOfEvent(place, request.filter), place.first - 1)) {
    if (one.held.cursor > last) return
    if (eventKeyOf(one.held) === place.key && attributeValue(one) !== undefined) yield one
  }
}

/** The event without its attributes and its end: JSON that is still open. */
function headOf(one: Surfaced, place: EventPlace, facts: ExportFacts): string {
  const head = {
    uuid: place.uuid,
    ...summaryOf(one, place, facts),
    published: true,
    extends_uuid: '',
    distribution: distributionOf(one.held),
  }
  return safeJson(head).slice(0, -1)
}

/** All events in one document. */
export async function* mispDocument(deps: MispDeps): AsyncGenerator<string, void, void> {
  yield '{"response":['
  let separator = '\n'
  for (const { place, last } of (await plan(deps)).values()) {
    let isFirst = true
    for await (const text of mispEvent(place, deps, last)) {
      yield isFirst ? separator + text : text
      isFirst = false
    }
    separator = ',\n'
  }
  yield '\n]}\n'
}

/** The files of a feed, the manifest last: what it names is there before it. */
export async function* mispFolder(deps: MispDeps): AsyncGenerator<{ file: string; text: string }, void, void> {
  const events = await plan(deps)
  for (const { place, last } of events.values()) {
    const file = `${place.uuid}.json`
    for await (const text of mispEvent(place, deps, last)) yield { file, text }
    yield { file, text: '\n' }
  }
  for await (const text of mispHashes(deps)) yield { file: 'hashes.csv', text }
  for (const text of manifestText(events)) yield { file: 'manifest.json', text }
}
