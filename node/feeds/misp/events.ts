// The events of a MISP document attribute by attribute. What an event says of all of its attributes may stand behind
// them, so that each attribute carries the number of its event, and the event is told when it ends.
import type { JsonKind, JsonScalar, JsonVisitor } from '../json.ts'
import { type JsonObject, JsonTree, type KeptKeys, type TreeFault, textOf } from '../json-tree.ts'
import { feedLimits } from '../limits.ts'
import { mismatch } from '../sniff.ts'
import type { ObjectKind } from './types.ts'

/** An attribute as the file has it, with what its object says. JSON, since it waits for the end of its event. */
export interface MispAttribute {
  readonly event: number
  readonly line: number
  /** Why it cannot be read. */
  readonly fault?: TreeFault
  readonly given: JsonObject
  readonly object?: MispObject
}

export interface MispObject extends ObjectKind {
  readonly given: JsonObject
  /** Its own fault: what it says of its attributes is not known. */
  readonly fault?: string
  /** Times that stand as attributes of the object. */
  readonly firstSeen?: string
  readonly lastSeen?: string
}

export interface MispEvent {
  readonly given: JsonObject
  readonly fault?: string
}

export interface EventTaker {
  readonly attribute: (attribute: MispAttribute) => void
  /** Called for each event in turn, behind its attributes. */
  readonly event: (event: MispEvent) => void
}

const attributeKeys: KeptKeys = {
  keys: new Set([
    ...['type', 'category', 'value', 'to_ids', 'comment', 'deleted', 'distribution', 'first_seen', 'last_seen'],
    ...['Tag', 'Sighting', 'object_relation', 'entente'],
  ]),
  prose: new Set(['comment']),
}
const objectKeys: KeptKeys = {
  keys: new Set(['name', 'distribution', 'deleted', 'first_seen', 'last_seen', 'Tag', 'entente']),
  prose: new Set(),
}
const eventKeys: KeptKeys = {
  keys: new Set(['uuid', 'info', 'Orgc', 'Org', 'Tag', 'distribution']),
  prose: new Set(['info']),
}
/** Keys by which an event is known that stands without its wrapper `{"Event": ...}`. */
const bareKeys: ReadonlySet<string> = new Set([
  ...['uuid', 'info', 'date', 'analysis', 'threat_level_id', 'distribution', 'timestamp', 'publish_timestamp'],
  ...['published', 'extends_uuid', 'orgc_id', 'org_id', 'attribute_count', 'Orgc', 'Org', 'Tag', 'Attribute', 'Object'],
])
const firstNames: ReadonlySet<string> = new Set(['first-seen', 'time'])
const lastNames: ReadonlySet<string> = new Set(['last-seen', 'time'])

type Path = readonly (string | number)[]

/** Throws FeedError `format-mismatch` at the end of a document without an event. */
export class EventVisitor implements JsonVisitor {
  readonly #taker: EventTaker
  /** Length of the path of the event that is open. */
  #base: number | undefined
  #isBare = false
  #event: JsonTree | undefined
  #object: JsonTree | undefined
  /** Attributes of the object that is open: what it says of them may stand behind them. */
  #held: JsonTree[] = []
  #heldCount = 0
  #attribute: JsonTree | undefined
  #count = 0
  #countBefore = 0
  #sawResponse = false

  constructor(taker: EventTaker) {
    this.#taker = taker
  }

  open(kind: JsonKind, path: Path, line: number): void {
    const key = path.at(-1) ?? ''
    if (this.#attribute !== undefined) {
      this.#attribute.open(kind, key)
      return
    }
    if (this.#base === undefined) {
      if (isEntry(path)) this.#countBefore = this.#count
      this.#sawResponse ||= path.length === 1 && key === 'response'
      if (kind === 'object' && key === 'Event' && isWrapper(path.slice(0, -1))) {
        this.#start(path.length, line, false)
        return
      }
      if (!isBareKey(path)) return
      this.#start(path.length - 1, line, true)
    }
    const place = this.#place(path)
    if (place === 'list' && kind === 'array') return
    if (place === 'list') this.#malformed(line)
    if (place === 'attribute') {
      this.#attribute = new JsonTree(line, attributeKeys)
      if (kind === 'array') this.#malformed(line)
    } else if (place === 'object' && kind === 'object') this.#object = new JsonTree(line, objectKeys)
    else (this.#object ?? this.#event)?.open(kind, key)
  }

  scalar(scalar: JsonScalar, path: Path): void {
    const key = path.at(-1) ?? ''
    if (this.#attribute !== undefined) {
      this.#attribute.scalar(scalar, key)
      return
    }
    if (this.#base === undefined) {
      if (isEntry(path)) this.#malformed(scalar.line)
      if (!isBareKey(path)) return
      this.#start(path.length - 1, scalar.line, true)
    }
    const place = this.#place(path)
    if (place === 'attribute' || place === 'object') this.#malformed(scalar.line)
    else (this.#object ?? this.#event)?.scalar(scalar, key)
  }

  close(kind: JsonKind, path: Path, line: number): void {
    if (this.#attribute !== undefined) {
      if (!this.#attribute.close()) return
      if (kind === 'object') this.#keep(this.#attribute)
      this.#attribute = undefined
    } else if (this.#base !== undefined) {
      if (this.#place(path) === 'list' && kind === 'array') return
      if ((this.#object ?? this.#event)?.close() !== true) return
      if (this.#object === undefined) this.#endEvent()
      else this.#endObject(this.#object)
    } else if (isEntry(path)) {
      if (this.#count === this.#countBefore) this.#malformed(line)
    } else if (path.length === 0 && this.#count === 0 && kind === 'object' && !this.#sawResponse) {
      throw mismatch('misp', 'there is no event in it (a manifest only names the files of events)', '{')
    }
  }

  /** Gives out what the last event said before the file broke off. */
  breakOff(): void {
    const fault = 'the file breaks off inside of its object'
    for (const tree of this.#held) this.#give(tree, { name: '', given: {}, fault })
    this.#held = []
  }

  #start(base: number, line: number, isBare: boolean): void {
    this.#base = base
    this.#isBare = isBare
    this.#event = new JsonTree(line, eventKeys)
  }

  #place(path: Path): 'list' | 'attribute' | 'object' | undefined {
    const base = this.#base ?? 0
    const depth = path.length - base
    const isOfObject =
      depth > 2 && path[base] === 'Object' && path[base + 2] === 'Attribute' && this.#object !== undefined
    const list = isOfObject ? 'Attribute' : path[base]
    if (list !== 'Attribute' && list !== 'Object') return undefined
    const inside = isOfObject ? depth - 2 : depth
    if (inside === 1) return 'list'
    return inside === 2 ? (list === 'Attribute' ? 'attribute' : 'object') : undefined
  }

  #keep(tree: JsonTree): void {
    if (this.#object === undefined) {
      this.#give(tree)
      return
    }
    this.#heldCount += 1
    if (this.#heldCount <= feedLimits.mispObjectAttributesMax) this.#held.push(tree)
    else {
      const reason = `its object holds more than ${feedLimits.mispObjectAttributesMax} attributes`
      this.#taker.attribute({
        event: this.#count,
        line: tree.line,
        fault: { code: 'row-too-long', reason },
        given: tree.value,
      })
    }
  }

  #give({ line, value, fault }: JsonTree, object?: MispObject): void {
    const common = { event: this.#count, line, given: value, ...(object !== undefined && { object }) }
    this.#taker.attribute({ ...common, ...(fault !== undefined && { fault }) })
  }

  #malformed(line: number): void {
    const fault = { code: 'row-malformed', reason: 'an attribute or event was expected' } as const
    this.#taker.attribute({ event: this.#count, line, fault, given: {} })
  }

  #endObject({ value: given, fault }: JsonTree): void {
    const named = (names: ReadonlySet<string>) =>
      this.#held.map(({ value }) => (names.has(textOf(value.object_relation) ?? '') ? textOf(value.value) : undefined))
    const first = (texts: readonly (string | undefined)[]) => texts.find((text) => text !== undefined)
    const symbol = first(named(new Set(['symbol'])))
    const firstSeen = textOf(given.first_seen) ?? first(named(firstNames))
    const lastSeen = textOf(given.last_seen) ?? first(named(lastNames))
    const object: MispObject = {
      name: textOf(given.name) ?? '',
      given,
      ...(fault !== undefined && { fault: fault.reason }),
      ...(symbol !== undefined && { symbol }),
      ...(firstSeen !== undefined && { firstSeen }),
      ...(lastSeen !== undefined && { lastSeen }),
    }
    for (const tree of this.#held) this.#give(tree, object)
    this.#held = []
    this.#heldCount = 0
    this.#object = undefined
  }

  #endEvent(): void {
    const event = this.#event
    if (event === undefined) return
    const { value: given, fault } = event
    const isKnown = !this.#isBare || given.uuid !== undefined || given.info !== undefined
    const why = fault?.reason ?? (isKnown ? undefined : 'the event of the attribute is not in the file')
    this.#taker.event({ given, ...(why !== undefined && { fault: why }) })
    this.#count += 1
    this.#base = undefined
    this.#event = undefined
  }
}

function isWrapper(path: Path): boolean {
  const [first, second] = path
  if (path.length === 0) return true
  if (path.length === 1) return typeof first === 'number' || first === 'response'
  return path.length === 2 && first === 'response' && typeof second === 'number'
}

/** Whether an event should stand here. */
function isEntry(path: Path): boolean {
  return typeof path.at(-1) === 'number' && isWrapper(path)
}

function isBareKey(path: Path): boolean {
  return path.length > 0 && bareKeys.has(String(path.at(-1))) && isWrapper(path.slice(0, -1))
}
