// The endpoints of TAXII 2.1 that read: the objects of collections page by page, their manifest and their versions.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isEveryone } from '../../../protocol/audience.ts'
import { type ParsedQuery, type QueryText, parseQuery } from '../../taxii/query.ts'
import { formatMicros } from '../../taxii/times.ts'
import type { Entry } from '../../taxii/types.ts'
import { type App, type Context, answers, readerOf } from '../context.ts'
import { createDisclosure } from '../disclosure.ts'
import { rootPath, sendTaxii, stixType, taxiiType } from '../taxii-http.ts'
import { endOf } from '../until.ts'
import { Envelope, Filters, InCollection, ObjectFilters, OfObject, negotiate, unvalidated } from './taxii-parts.ts'

export function taxiiReading(app: App, context: Context): void {
  const { node } = context
  const reading = { config: { scope: 'read', basic: true }, onRequest: negotiate } as const

  /** The page that was asked for, with the dates of its ends, recorded before it leaves. */
  const page = async (
    request: FastifyRequest,
    reply: FastifyReply,
    route: string,
    asked: { collection: string; object?: string; versions?: false },
    write: (entries: readonly Entry[], head: string) => Buffer,
  ): Promise<FastifyReply> => {
    const { caller } = request
    const { object } = asked
    const reader = readerOf(request)
    const collection = node.taxii.collection(reader, asked.collection)
    const query = parseQuery(request.query as QueryText, collection, {
      ...(object !== undefined && { object }),
      ...(asked.versions === false && { versions: false }),
    })
    if (object !== undefined) await node.taxii.assertObject(reader, collection, object)
    const wanted = versionsOf(query, asked.versions)
    const { entries, more } = await node.taxii.page(
      reader,
      collection,
      write === objectsBody ? { ...wanted, texts: true } : wanted,
    )
    const [first] = entries
    const last = entries.at(-1)
    if (first === undefined || last === undefined) return sendTaxii(reply, '{}')
    const head = more ? `"more":true,"next":${JSON.stringify(query.nextOf(last.cursor))},` : ''
    const body = write(entries, head)
    const disclosure = createDisclosure({ audit: context.audit, caller, action: 'read', route })
    for (const { told } of entries) {
      if (told === undefined) continue
      const { id, audience, marking } = told
      disclosure.shown({
        ...{ id, marking: marking.tlp },
        ...(isEveryone(audience) ? {} : { audience: 'narrower' }),
        ...(marking.jurisdictions === undefined ? {} : { jurisdictions: [...marking.jurisdictions] }),
      })
    }
    disclosure.close()
    if (disclosure.count() > 0) await context.audit.flushed()
    if (caller.ended?.aborted === true) throw endOf(caller.ended)
    reply.header('x-taxii-date-added-first', formatMicros(first.cursor))
    reply.header('x-taxii-date-added-last', formatMicros(last.cursor))
    return sendTaxii(reply, body)
  }

  app.get(
    `${rootPath}/collections/:collection/objects`,
    {
      ...reading,
      ...unvalidated,
      schema: {
        operationId: 'taxiiObjects',
        summary: 'TAXII 2.1: objects of a collection, in the order in which they were added',
        params: InCollection,
        querystring: Filters,
        response: answers(Envelope, taxiiType),
      },
    },
    (request, reply) => page(request, reply, 'taxiiObjects', request.params, objectsBody),
  )

  app.get(
    `${rootPath}/collections/:collection/manifest`,
    {
      ...reading,
      ...unvalidated,
      schema: {
        operationId: 'taxiiManifest',
        summary: 'TAXII 2.1: ids, versions and dates of the objects of a collection',
        params: InCollection,
        querystring: Filters,
        response: answers(Envelope, taxiiType),
      },
    },
    (request, reply) => page(request, reply, 'taxiiManifest', request.params, manifestBody),
  )

  app.get(
    `${rootPath}/collections/:collection/objects/:object`,
    {
      ...reading,
      ...unvalidated,
      schema: {
        operationId: 'taxiiObject',
        summary: 'TAXII 2.1: versions of one object',
        params: OfObject,
        querystring: ObjectFilters,
        response: answers(Envelope, taxiiType),
      },
    },
    (request, reply) => page(request, reply, 'taxiiObject', request.params, objectsBody),
  )

  app.get(
    `${rootPath}/collections/:collection/objects/:object/versions`,
    {
      ...reading,
      ...unvalidated,
      schema: {
        operationId: 'taxiiVersions',
        summary: 'TAXII 2.1: the versions of one object',
        params: OfObject,
        querystring: ObjectFilters,
        response: answers(Envelope, taxiiType),
      },
    },
    (request, reply) => page(request, reply, 'taxiiVersions', { ...request.params, versions: false }, versionsBody),
  )
}

/** The list of versions is of all of them. */
function versionsOf(query: ParsedQuery, versions: false | undefined): ParsedQuery {
  if (versions !== false) return query
  const all = { last: false, first: false, all: true, times: new Set<number>() }
  return { ...query, match: { ...query.match, versions: all } }
}

/** Characters of text that are held before they become bytes. */
const pieceChars = 64 * 1024

/** As bytes by the piece: the texts of a whole page, alive at once, keep the collector busier than all the rest. */
function objectsBody(entries: readonly Entry[], head: string): Buffer {
  const pieces: Buffer[] = []
  let held = `{${head}"objects":[`
  for (const [at, { text }] of entries.entries()) {
    held += at === 0 ? text() : `,${text()}`
    if (held.length < pieceChars) continue
    pieces.push(Buffer.from(held))
    held = ''
  }
  pieces.push(Buffer.from(`${held}]}`))
  return Buffer.concat(pieces)
}

function manifestBody(entries: readonly Entry[], head: string): Buffer {
  const rows = entries.map(({ id, cursor, version }) => ({
    ...{ id, date_added: formatMicros(cursor), version, media_type: stixType },
  }))
  return Buffer.from(`{${head}"objects":${JSON.stringify(rows)}}`)
}

function versionsBody(entries: readonly Entry[], head: string): Buffer {
  return Buffer.from(`{${head}"versions":${JSON.stringify(entries.map(({ version }) => version))}}`)
}
