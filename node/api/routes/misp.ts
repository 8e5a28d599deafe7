// A feed to which a MISP instance subscribes: manifest, hashes and events, of what the token may see.
import { LRUCache } from 'lru-cache'
import { Type } from 'typebox'
import {
  type EventPlace,
  type MispDeps,
  mispEvent,
  mispHashes,
  mispManifest,
  reasonAgainst,
} from '../../exports/index.ts'
import { gathered } from '../../exports/text.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type App, type Context, answers, signalOf } from '../context.ts'
import { type Recorded, exportFacts, recording, sendText, sourceOf } from '../exporting.ts'
import { ApiError } from '../errors.ts'

const json = 'application/json; charset=utf-8'
const placesMax = 100_000
const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A feed says what ended, so that whoever subscribes takes it back. */
const request = { as: 'misp', filter: {}, history: true } as const

export function mispRoutes(app: App, context: Context): void {
  /** Where events are, as manifests told it: of no reader, since each event is read anew by whoever asks for it. */
  const places = new LRUCache<string, EventPlace>({ max: placesMax })
  const remember = (place: EventPlace): void => void places.set(place.uuid, place)
  const config = { scope: 'read', basic: true } as const

  const depsOf = (asked: FastifyRequest, reply: FastifyReply, recorded?: Recorded): MispDeps => ({
    source: sourceOf(asked, context, signalOf(reply, context)),
    facts: exportFacts(context),
    request,
    chooses: (one) => reasonAgainst(one, request) === undefined,
    ...(recorded !== undefined && { onAttribute: recorded.onWrite }),
  })

  app.get(
    '/v1/misp/manifest.json',
    {
      schema: {
        operationId: 'mispManifest',
        summary: 'The manifest of a MISP feed: subscribe a MISP instance to /v1/misp with a token, Bearer or Basic',
        response: answers(Type.Record(Type.String(), Type.Object({}, { additionalProperties: true }))),
      },
      config,
    },
    (asked, reply) => {
      const recorded = recording(asked, context, 'mispManifest', 'misp')
      const texts = gathered(mispManifest(depsOf(asked, reply), remember))
      return sendText(asked, reply, context, json, recorded.during(texts))
    },
  )

  app.get(
    '/v1/misp/hashes.csv',
    {
      schema: {
        operationId: 'mispHashes',
        summary: 'MD5 of each value with its event, by which a MISP instance correlates before it fetches',
        response: answers(Type.String({ description: 'md5,uuid' }), 'text/csv'),
      },
      config,
    },
    (asked, reply) => {
      const recorded = recording(asked, context, 'mispHashes', 'misp')
      const texts = gathered(mispHashes(depsOf(asked, reply, recorded)))
      return sendText(asked, reply, context, 'text/csv; charset=utf-8', recorded.during(texts))
    },
  )

  app.get(
    '/v1/misp/:file',
    {
      schema: {
        operationId: 'mispEvent',
        summary: 'One event of the feed: UUID.json',
        params: Type.Object({ file: Type.String({ description: 'uuid of an event of the manifest, and .json' }) }),
        response: answers(Type.Object({ Event: Type.Object({}, { additionalProperties: true }) })),
      },
      config,
    },
    async (asked, reply) => {
      const uuid = asked.params.file.toLowerCase().replace(/\.json$/, '')
      const recorded = recording(asked, context, 'mispEvent', 'misp')
      const place = uuidPattern.test(uuid) ? await placeOf(uuid, asked, reply) : undefined
      const event = place === undefined ? undefined : mispEvent(place, depsOf(asked, reply, recorded))
      const first = await event?.next()
      // What the token may not see is not there.
      if (event === undefined || first === undefined || first.done === true) {
        throw new ApiError('event-not-found', `no event ${uuid} is in the feed`)
      }
      return sendText(asked, reply, context, json, recorded.during(gathered(after(first.value, event))))
    },
  )

  /** The place of an event; from the manifest that this reader would see, where no manifest was made since the start. */
  async function placeOf(uuid: string, asked: FastifyRequest, reply: FastifyReply): Promise<EventPlace | undefined> {
    if (!places.has(uuid)) await mispManifest(depsOf(asked, reply), remember).next()
    return places.get(uuid)
  }
}

async function* after(first: string, rest: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  yield first
  yield* rest
}
