// What the other objects of a bundle say of those that become rows: who made them, in which report they stand, what they
// indicate and are related to. References point both ways, so it is asked when all are known. Nothing is told of an
// object beyond its own marking, and where a table is full the row is told less, never more.
import { cleanLine } from '../fields.ts'
import { type JsonTree, objectsOf, textOf, textsOf } from '../json-tree.ts'
import { feedLimits } from '../limits.ts'
import { timeOf, urlsOf } from '../row-texts.ts'
import { categoryOfWords } from '../threat-words.ts'
import { type Meaning, mayTell } from '../marking-labels.ts'
import { Markings, markingRefs } from './markings.ts'
import { isRowType } from './candidates.ts'

/** What is told of a row. */
export interface Told {
  readonly category?: string
  readonly labels: readonly string[]
  readonly external: readonly string[]
  readonly firstSeen?: number
  readonly lastSeen?: number
}

interface Teller {
  readonly marks: readonly string[]
  readonly category?: string
  readonly label?: string
  readonly urls?: readonly string[]
  readonly firstSeen?: number
  readonly lastSeen?: number
}

interface Link {
  readonly type: string
  readonly other: string
  readonly marks: readonly string[]
}

/** Objects that hold others, and tell of each. */
const containers: ReadonlySet<string> = new Set(['report', 'grouping', 'observed-data'])
/** Objects that an indicator points at, and the properties that say what they are. */
const threats: ReadonlyMap<string, string> = new Map([
  ['malware', 'malware_types'],
  ['infrastructure', 'infrastructure_types'],
  ['tool', 'tool_types'],
  ['threat-actor', 'threat_actor_types'],
  ['intrusion-set', ''],
  ['campaign', ''],
])

export class StixContext {
  readonly markings = new Markings()
  readonly #authors = new Map<string, { name: string; marks: readonly string[] }>()
  readonly #tellers = new Map<string, Teller>()
  readonly #toldBy = new Map<string, string[]>()
  /** As text, which takes the least room. */
  readonly #links = new Map<string, string>()
  #toldCount = 0
  #linkCount = 0

  take(tree: JsonTree, type: string, id: string): void {
    const { value: object, fault } = tree
    if (type === 'marking-definition') {
      this.markings.define(id, fault === undefined ? object : undefined)
      return
    }
    if (fault !== undefined || object.revoked === true) return
    const marks = markingRefs(object)
    if (type === 'identity') {
      const name = textOf(object.name)
      if (name !== undefined && this.#authors.size < feedLimits.stixDefinitionsMax) {
        this.#authors.set(id, { name: cleanLine(name), marks })
      }
    } else if (type === 'relationship') {
      const [link, source, target] = [
        textOf(object.relationship_type),
        textOf(object.source_ref),
        textOf(object.target_ref),
      ]
      if (link !== undefined && source !== undefined && target !== undefined) this.#relate(link, source, target, marks)
    } else if (containers.has(type)) {
      const times = type === 'observed-data' ? [timeOf(object.first_observed), timeOf(object.last_observed)] : []
      const [firstSeen, lastSeen] = times.map((time) => (typeof time === 'number' ? time : undefined))
      const urls = urlsOf(objectsOf(object.external_references).map(({ url }) => url))
      this.#teach(id, {
        marks,
        urls,
        ...(firstSeen !== undefined && { firstSeen }),
        ...(lastSeen !== undefined && { lastSeen }),
      })
      for (const ref of textsOf(object.object_refs)) this.#tell(ref, id)
    } else if (threats.has(type)) {
      const words = [...textsOf(object[threats.get(type) ?? '']), ...textsOf(object.labels)]
      const category = categoryOfWords(words) ?? (type === 'malware' ? 'malware' : undefined)
      const name = textOf(object.name)
      this.#teach(id, {
        marks,
        ...(category !== undefined && { category }),
        ...(name !== undefined && { label: `${type}:${cleanLine(name)}` }),
      })
    }
  }

  /** Name of an author, where whoever sees `row` may know it. */
  author(id: string | undefined, row: Meaning): string | undefined {
    const author = id === undefined ? undefined : this.#authors.get(id)
    return author !== undefined && this.#mayTell(author.marks, row) ? author.name : undefined
  }

  /** What is told of the object `id`, where whoever sees `row` may know it. */
  told(id: string, row: Meaning): Told {
    const tellers = [
      ...(this.#toldBy.get(id) ?? []),
      ...this.#linksOf(id, row).flatMap(({ type, other }) => (saysWhatItIs.has(type) ? [other] : [])),
    ].flatMap((teller) => this.#tellers.get(teller) ?? [])
    const known = tellers.filter(({ marks }) => this.#mayTell(marks, row))
    const category = categoryOfWords(known.flatMap((teller) => teller.category ?? []))
    const first = known.flatMap(({ firstSeen }) => firstSeen ?? [])
    const last = known.flatMap(({ lastSeen }) => lastSeen ?? [])
    return {
      ...(category !== undefined && { category }),
      labels: known.flatMap(({ label }) => label ?? []),
      external: known.flatMap(({ urls }) => urls ?? []),
      ...(first.length > 0 && { firstSeen: Math.min(...first) }),
      ...(last.length > 0 && { lastSeen: Math.max(...last) }),
    }
  }

  /** Other objects of rows to which the object `id` is related, where whoever sees `row` may know it. */
  relations(id: string, row: Meaning): readonly Link[] {
    return this.#linksOf(id, row).filter(({ other, type }) => isRowId(other) && type !== 'based-on')
  }

  /** Ids of row objects that others point at. */
  *related(): Generator<string> {
    for (const links of this.#links.values()) for (const { other } of unpack(links)) if (isRowId(other)) yield other
  }

  #linksOf(id: string, row: Meaning): readonly Link[] {
    return unpack(this.#links.get(id)).filter(({ marks }) => this.#mayTell(marks, row))
  }

  #mayTell(marks: readonly string[], row: Meaning): boolean {
    return marks.length === 0 || mayTell(this.markings.resolve(marks), row)
  }

  #teach(id: string, teller: Teller): void {
    if (this.#tellers.size < feedLimits.stixDefinitionsMax) this.#tellers.set(id, teller)
  }

  #tell(ref: string, teller: string): void {
    if (this.#toldCount >= feedLimits.stixReferencesMax || !isRowId(ref)) return
    this.#toldCount += 1
    add(this.#toldBy, ref, teller)
  }

  /** An indicator points at what it indicates; infrastructure points at what it consists of. */
  #relate(type: string, source: string, target: string, marks: readonly string[]): void {
    const [id, other] = type === 'consists-of' ? [target, source] : [source, target]
    if (this.#linkCount >= feedLimits.stixReferencesMax || !isRowId(id)) return
    if (!saysWhatItIs.has(type) && !isRowId(other)) return
    this.#linkCount += 1
    const link = JSON.stringify([type, other, ...marks])
    const others = this.#links.get(id)
    this.#links.set(id, others === undefined ? link : `${others}\n${link}`)
  }
}

/** Relationships through which the other object says what this one is. */
const saysWhatItIs: ReadonlySet<string> = new Set(['indicates', 'consists-of'])

function isRowId(id: string): boolean {
  const type = id.slice(0, id.indexOf('--'))
  return type !== 'sighting' && isRowType(type)
}

function unpack(links: string | undefined): Link[] {
  if (links === undefined) return []
  return links.split('\n').map((link) => {
    const [type = '', other = '', ...marks] = JSON.parse(link) as string[]
    return { type, other, marks }
  })
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
