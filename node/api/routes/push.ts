// Routes of pushed batches: one in with a result for each row, and receipts of what was taken before.
import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { PushFormat, PushReceipt } from '../../push/types.ts'
import { PushError } from '../../push/errors.ts'
import { type App, type Context, answers, jsonLines, streamBody } from '../context.ts'
import { ApiError } from '../errors.ts'
import { assertFeed, assertMarking, withLists } from '../importing.ts'
import { PushQuery, feedName } from '../schemas/importing.ts'
import { PushReceiptView } from '../schemas/push.ts'
import { endOf } from '../until.ts'
import { isoTime } from '../view.ts'
import { encodingOf, lengthOf, whenAsked } from '../whole-body.ts'

const Feed = Type.Object({ feed: feedName })
const Which = Type.Object({ key: Type.String({ description: 'the key, or the id of the receipt' }) })

const formats: Readonly<Record<string, PushFormat>> = {
  'application/x-ndjson': 'jsonl',
  'application/stix+json': 'stix',
  'application/vnd.oasis.stix+json': 'stix',
  'application/taxii+json': 'taxii',
  'application/json': 'stix',
}
const versions = new Set(['2.0', '2.1'])
const stixBody = Type.Object({}, { additionalProperties: true, description: 'a bundle, or one object' })

export function pushRoutes(app: App, context: Context): void {
  const { node } = context
  // Bodies of these types are read by the route, as they come.
  void app.register((scope: App, _options, done) => {
    scope.removeContentTypeParser(['application/json', jsonLines])
    scope.addContentTypeParser(Object.keys(formats), (_request: unknown, payload: IncomingMessage, taken: Taken) =>
      taken(null, payload),
    )
    scope.post(
      '/v1/feeds/:feed/push',
      {
        schema: {
          operationId: 'push',
          summary: 'Push a batch: its rows in, what each came to out, once all is durable; once under each key',
          params: Feed,
          querystring: PushQuery,
          response: answers(PushReceiptView),
        },
        config: {
          ...streamBody({
            [jsonLines]: Type.String({ description: 'rows as the format jsonl has them' }),
            'application/stix+json;version=2.1': stixBody,
            'application/taxii+json;version=2.1': Type.Object({ objects: Type.Array(stixBody) }),
            'application/json': stixBody,
          }),
          scope: 'import',
          readsLate: true,
        },
      },
      async (request, reply) => {
        const { key, ...query } = withLists(request.query)
        const { reader, ended } = request.caller
        assertMarking(reader, query.marking)
        assertFeed(request.params.feed)
        const length = lengthOf(request)
        // Whoever is refused in the middle of a body without an end would send it still.
        if (length === undefined) reply.header('connection', 'close')
        const named = keyOf(request, key)
        const receipt = await node.pushes
          .push(whenAsked(request, reply), {
            ...query,
            ...{ feed: request.params.feed, format: formatOf(request), encoding: encodingOf(request), reader },
            ...(named === undefined ? {} : { key: named }),
            ...(length === undefined ? {} : { length }),
            ...(ended === undefined ? {} : { signal: ended }),
          })
          .catch((error: unknown) => {
            throw ended?.aborted === true ? endOf(ended) : error
          })
        if (receipt.replayed) reply.header('idempotency-replayed', 'true')
        // As text: the results of a large batch are written once, without a look at each against the schema.
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(viewOf(receipt)))
      },
    )
    done()
  })

  app.get(
    '/v1/pushes/:key',
    {
      schema: {
        operationId: 'pushReceipt',
        summary: 'The receipt of a batch that this caller pushed',
        params: Which,
        response: answers(PushReceiptView),
      },
      config: { scope: 'import' },
    },
    async (request, reply) => {
      const receipt = await node.pushes.receipt(request.caller.reader, request.params.key)
      if (receipt === undefined) throw new PushError('receipt-not-found', 'no receipt of this key is kept')
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(viewOf(receipt)))
    },
  )
}

type Taken = (error: Error | null, body?: unknown) => void

/** Throws `call-invalid` where header and query name two keys. */
function keyOf({ headers }: FastifyRequest, inQuery: string | undefined): string | undefined {
  const header = headers['idempotency-key']
  const inHeader = Array.isArray(header) ? header.join(',') : header
  if (inHeader !== undefined && inQuery !== undefined) {
    throw new ApiError('call-invalid', 'the key stands in the header or in the query, not in both')
  }
  return inHeader ?? inQuery
}

/** Throws `media-type-unsupported`. */
function formatOf({ headers }: FastifyRequest): PushFormat {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';')
  const format = formats[type.trim()]
  const version = parameters.map((one) => /^\s*version\s*=\s*"?([^"\s]*)"?\s*$/.exec(one)?.[1]).find(Boolean)
  if (format === undefined || (version !== undefined && format !== 'jsonl' && !versions.has(version))) {
    throw new ApiError('media-type-unsupported', `a batch is one of ${Object.keys(formats).join(', ')}`)
  }
  return format
}

/** Throws `push-encoding`. */
function viewOf({ begunAt, doneAt, summary, ...receipt }: PushReceipt): PushReceiptView {
  return {
    ...receipt,
    rows: [...receipt.rows],
    context: [...receipt.context],
    begunAt: isoTime(begunAt),
    doneAt: doneAt === undefined ? null : isoTime(doneAt),
    summary: summary ?? null,
  }
}
