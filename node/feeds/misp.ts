// MISP: an event, a list of them, or `{response: [...]}`. What an event says of all of its attributes may stand behind
// them, so that the attributes of one event wait for its end.
import { FeedError } from './errors.ts'
import { JsonReader } from './json.ts'
import { rowsOfJson } from './json-rows.ts'
import { shapeOf } from './json-shape.ts'
import { feedLimits } from './limits.ts'
import { rowsOfLines } from './lines.ts'
import { limits } from '../../protocol/limits.ts'
import { definitionOf, definitionVisitor, isHashes, readHash } from './misp/definitions.ts'
import { EventVisitor, type MispAttribute } from './misp/events.ts'
import { type EventSays, linkOf, readEvent, rowsOf, unknownEvent } from './misp/rows.ts'
import { peekText } from './peek.ts'
import { onlyJson } from './sniff.ts'
import { Spool } from './spool.ts'
import { readText } from './text.ts'
import type { FeedRow, Importer, ImporterOptions } from './types.ts'

export const misp: Importer = {
  name: 'misp',
  summary: 'MISP events: attributes and objects, with their tags, distribution and sightings; warninglists',
  options: ['category', 'confidence', 'chain', 'encoding'],
  async *parse(bytes, options) {
    const read = readText(bytes, options, (head) => {
      if (!isHashes(head)) onlyJson('misp', head)
    })
    const { head, text } = await peekText(read, feedLimits.sliceBytes)
    const shape = shapeOf(head)
    const definition = shape === undefined ? undefined : definitionOf(shape)
    if (isHashes(head)) yield* rowsOfLines(text, readHash)
    else if (definition === undefined) yield* rowsOfMisp(text, options)
    else yield* rowsOfJson(text, (into) => definitionVisitor(definition, into))
  },
}

async function* rowsOfMisp(text: AsyncIterable<string>, options: ImporterOptions): AsyncGenerator<readonly FeedRow[]> {
  await using waiting = new Spool<MispAttribute>(options.spoolFolder)
  const gathering = new Gathering(waiting)
  const reader = new JsonReader(gathering.visitor, {
    nestingMax: feedLimits.objectNestingMax,
    tokenMaxChars: feedLimits.objectTokenMaxChars,
  })
  let fault: unknown
  try {
    for await (const piece of text) {
      let broken: unknown
      try {
        reader.push(piece)
      } catch (error) {
        broken = error
      }
      await waiting.settle()
      if (gathering.hasEvents) yield* gathering.rows(options)
      if (broken !== undefined) throw broken as Error
    }
    reader.end()
  } catch (error) {
    if (error instanceof FeedError && error.code === 'spool-failed') throw error
    fault = error
  }
  gathering.visitor.breakOff()
  yield* gathering.rows(options)
  if (fault !== undefined) throw fault as Error
}

/** Attributes that wait, and the events that have ended since rows were last made. */
class Gathering {
  readonly visitor: EventVisitor
  readonly #waiting: Spool<MispAttribute>
  #events: { says: EventSays; links: readonly string[] }[] = []
  #links: string[] = []
  #done = 0

  constructor(waiting: Spool<MispAttribute>) {
    this.#waiting = waiting
    this.visitor = new EventVisitor({
      attribute: (attribute) => {
        const link = linkOf(attribute)
        if (link !== undefined && this.#links.length < limits.externalMax) this.#links.push(link)
        waiting.push(attribute)
      },
      event: (event) => {
        this.#events.push({ says: readEvent(event), links: this.#links })
        this.#links = []
      },
    })
  }

  get hasEvents(): boolean {
    return this.#events.length > 0
  }

  /** Rows of the events that have ended. What waits for another one goes on waiting, unless the file is over. */
  async *rows(options: ImporterOptions): AsyncGenerator<readonly FeedRow[]> {
    const isOver = !this.hasEvents
    const events = this.#events
    const later: MispAttribute[] = []
    let batch: FeedRow[] = []
    for await (const attribute of this.#waiting.read()) {
      const known = events[attribute.event - this.#done]
      if (known === undefined && !isOver) {
        later.push(attribute)
        continue
      }
      for (const row of rowsOf(attribute, known?.says ?? unknownEvent, known?.links ?? [], options)) batch.push(row)
      if (batch.length >= feedLimits.batchRows) {
        yield batch
        batch = []
      }
    }
    if (batch.length > 0) yield batch
    await this.#waiting.clear()
    for (const attribute of later) this.#waiting.push(attribute)
    this.#done += events.length
    this.#events = []
  }
}
