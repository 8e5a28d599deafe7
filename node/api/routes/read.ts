// Routes by which statements are read: look-up, query, watch, one with its provenance, evidence.
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { parseStatementId, type StatementId } from '../../../protocol/ids.ts'
import {
  type App,
  type Context,
  answers,
  bytes,
  jsonLines,
  readerOf,
  sendLines,
  signalOf,
  streamBody,
} from '../context.ts'
import { ApiError } from '../errors.ts'
import type { Surfaced } from '../facade.ts'
import { readLines } from '../lines.ts'
import { lookupValue, type LookupOptions } from '../lookup.ts'
import { faultOf, parseFilter } from '../parse.ts'
import { FilterQuery, LookupLine, LookupRequest, Provenance, StatementView } from '../schemas.ts'
import { viewOf } from '../view.ts'

const limitDefault = 1000

const LookupQuery = Type.Omit(LookupRequest, ['values'], { additionalProperties: false })
const requestCheck = Compile(LookupRequest)
const IdParams = Type.Object({ id: Type.String({ description: 'statement id: bundle id, a dot, index' }) })

export function readRoutes(app: App, context: Context): void {
  const { node } = context

  app.post(
    '/v1/lookup',
    {
      schema: {
        operationId: 'lookup',
        summary: 'What is known of each value: one line a value, in order. The body is JSON, or JSON Lines of strings',
        querystring: LookupQuery,
        consumes: ['application/json', jsonLines],
        response: answers(LookupLine, jsonLines),
      },
      config: streamBody({ 'application/json': LookupRequest, [jsonLines]: Type.String() }),
    },
    (request, reply) => {
      const [values, asked] = isStream(request.body)
        ? [valuesOf(request.body), request.query]
        : lookupRequest(request.body)
      const options: LookupOptions = {
        prefix: asked.prefix ?? false,
        tree: asked.tree ?? false,
        history: asked.history ?? false,
        limit: asked.limit ?? limitDefault,
      }
      const signal = signalOf(reply, context)
      return sendLines(request, reply, context, lookupAll(context, values, options, signal))
    },
  )

  app.get(
    '/v1/statements',
    {
      schema: {
        operationId: 'query',
        summary: 'Statements by filter, in order of arrival; resume with the cursor of the last one',
        querystring: FilterQuery,
        response: answers(StatementView, jsonLines),
      },
    },
    (request, reply) => {
      const { after, limit, history } = request.query
      const options = { after: after ?? 0, limit: limit ?? limitDefault }
      const found = node.query(readerOf(), parseFilter(request.query), options, signalOf(reply, context))
      return sendLines(request, reply, context, views(found, history ?? false))
    },
  )

  app.get(
    '/v1/watch',
    {
      schema: {
        operationId: 'watch',
        summary: 'Statements as they arrive, without end; with `after`, first what arrived since that cursor',
        querystring: Type.Omit(FilterQuery, ['limit', 'history'], { additionalProperties: false }),
        response: answers(StatementView, jsonLines),
      },
    },
    (request, reply) => {
      const { after } = request.query
      const options = after === undefined ? {} : { after }
      const arriving = node.watch(readerOf(), parseFilter(request.query), options, signalOf(reply, context))
      return sendLines(request, reply, context, views(arriving, true), { atOnce: true })
    },
  )

  app.get(
    '/v1/statements/:id',
    {
      schema: {
        operationId: 'show',
        summary: 'A statement with its full chain: author, certificate, charter, bundle, lane, arrival',
        params: IdParams,
        response: answers(Provenance),
      },
    },
    async (request) => {
      const shown = await node.show(readerOf(), idOf(request.params.id))
      if (shown === undefined)
        throw new ApiError('statement-not-found', `no statement ${request.params.id} is held here`)
      return shown
    },
  )

  app.get(
    '/v1/evidence/:id',
    {
      schema: {
        operationId: 'exportEvidence',
        summary: 'The evidence file of a statement, to be verified offline',
        params: IdParams,
        response: answers(Type.String({ description: 'the file' }), bytes),
      },
    },
    async (request, reply) => {
      const evidence = await node.evidence(readerOf(), idOf(request.params.id))
      if (evidence === undefined) {
        throw new ApiError('statement-not-found', `no statement ${request.params.id} is held here`)
      }
      return reply.type(bytes).send(Buffer.from(evidence))
    },
  )
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body
}

/** Values and options of a JSON body. Throws `call-invalid`. */
function lookupRequest(body: unknown): [readonly string[], LookupRequest] {
  if (requestCheck.Check(body)) return [body.values, body]
  throw new ApiError('call-invalid', faultOf(requestCheck.Errors(body)))
}

async function* lookupAll(
  context: Context,
  values: Iterable<string> | AsyncIterable<string>,
  options: LookupOptions,
  signal: AbortSignal,
): AsyncGenerator<LookupLine, void, void> {
  for await (const value of values) {
    signal.throwIfAborted()
    yield await lookupValue(context.node, readerOf(), value, options, signal)
  }
}

/** Values of a body of JSON Lines: JSON strings. Throws `line-invalid`, `line-too-long`. */
async function* valuesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, void> {
  for await (const line of readLines(body)) {
    if ('error' in line) throw line.error
    yield parseValue(line.text)
  }
}

function parseValue(text: string): string {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'string') return value
  } catch {
    // falls through: not JSON is as wrong as JSON of another type
  }
  throw new ApiError('line-invalid', 'each line is one JSON string')
}

async function* views(found: AsyncIterable<Surfaced>, history: boolean): AsyncGenerator<StatementView, void, void> {
  for await (const one of found) {
    if (history || one.standing === 'current') yield viewOf(one)
  }
}

function idOf(text: string): StatementId {
  if (parseStatementId(text) === undefined) {
    throw new ApiError('statement-not-found', `${JSON.stringify(text)} is no statement id`)
  }
  return text.toLowerCase() as StatementId
}
