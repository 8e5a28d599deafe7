// Routes by which statements are read: look-up, query, watch, one with its provenance, evidence.
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { FastifyRequest } from 'fastify'
import { parseStatementId, type StatementId } from '../../../protocol/ids.ts'
import { actorOf } from '../../audit/actors.ts'
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
import { isOperator } from '../caller.ts'
import { type Disclosure, createDisclosure, disclosed } from '../disclosure.ts'
import { ApiError } from '../errors.ts'
import type { Surfaced } from '../facade.ts'
import { mapOrdered, readLines } from '../lines.ts'
import { lookupValue, type LookupOptions } from '../lookup.ts'
import { createPace, lookupStepMs, notFoundStepMs, valuesPerStep } from '../pace.ts'
import { faultOf, parseFilter } from '../parse.ts'
import { FilterQuery, LookupLine, LookupQuery, LookupRequest, Provenance, StatementView } from '../schemas.ts'
import { sendTagged } from '../tagged.ts'
import { viewOf } from '../view.ts'

const limitDefault = 1000
/** What one request without a token may ask: values of a look-up, and statements. */
const publicMax = { values: 100, statements: 1000 }

const requestCheck = Compile(LookupRequest)
const IdParams = Type.Object({ id: Type.String({ description: 'statement id: bundle id, a dot, index' }) })

export function readRoutes(app: App, context: Context): void {
  const { node, audit } = context
  const disclosureOf = ({ caller }: FastifyRequest, action: 'read' | 'watch', route: string): Disclosure =>
    createDisclosure({ audit, caller, action, route })

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
      config: {
        ...streamBody({ 'application/json': LookupRequest, [jsonLines]: Type.String() }),
        scope: 'read',
        open: true,
      },
    },
    (request, reply) => {
      const [values, asked] = isStream(request.body)
        ? [valuesOf(request.body), request.query]
        : lookupRequest(request.body)
      const options: LookupOptions = {
        prefix: asked.prefix ?? false,
        tree: asked.tree ?? false,
        history: asked.history ?? false,
        limit: bounded(request, asked.limit),
      }
      return sendLines(request, reply, context, lookupAll(context, request, values, options, signalOf(reply, context)))
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
      config: { scope: 'read', open: true },
    },
    (request, reply) => {
      const { after, limit, history } = request.query
      const options = { after: after ?? 0, limit: bounded(request, limit) }
      const found = node.query(readerOf(request), parseFilter(request.query), options, signalOf(reply, context))
      return sendLines(
        request,
        reply,
        context,
        disclosed(views(found, history ?? false), disclosureOf(request, 'read', 'query')),
      )
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
      config: { scope: 'watch' },
    },
    (request, reply) => {
      const { after } = request.query
      const options = after === undefined ? {} : { after }
      const arriving = node.watch(readerOf(request), parseFilter(request.query), options, signalOf(reply, context))
      const seen = disclosed(views(arriving, true), disclosureOf(request, 'watch', 'watch'))
      return sendLines(request, reply, context, seen, { atOnce: true })
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
      config: { scope: 'read', open: true },
    },
    async (request, reply) => {
      const pace = createPace(notFoundStepMs)
      const shown = await node.show(readerOf(request), idOf(request.params.id))
      if (shown === undefined) return notFound(request, pace)
      const disclosure = disclosureOf(request, 'read', 'show')
      for (const view of [shown.statement, ...shown.related]) disclosure.shown(view)
      disclosure.close()
      return sendTagged(request, reply, shown)
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
      config: { scope: 'evidence' },
    },
    async (request, reply) => {
      const pace = createPace(notFoundStepMs)
      const id = idOf(request.params.id)
      const evidence = await node.evidence(readerOf(request), id)
      if (evidence === undefined) return notFound(request, pace)
      audit.record({
        action: 'export',
        actor: actorOf(readerOf(request)),
        objects: [id],
        ...(request.caller.purpose === undefined ? {} : { purpose: request.caller.purpose }),
        decision: 'allowed',
        detail: { what: 'evidence' },
      })
      // A file goes further than a look: that it went is known before it does.
      await audit.flushed()
      return reply.type(bytes).send(Buffer.from(evidence))
    },
  )
}

/** Statements that a request may have. */
function bounded({ caller }: FastifyRequest, limit = limitDefault): number {
  return caller.reader.kind === 'public' ? Math.min(limit, publicMax.statements) : limit
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
  { node, audit }: Context,
  { caller }: FastifyRequest,
  values: Iterable<string> | AsyncIterable<string>,
  options: LookupOptions,
  signal: AbortSignal,
): AsyncGenerator<LookupLine, void, void> {
  const disclosure = createDisclosure({ audit, caller, action: 'read', route: 'lookup' })
  let asked = 0
  const find = async (value: string): Promise<LookupLine> => {
    signal.throwIfAborted()
    if (caller.reader.kind === 'public' && ++asked > publicMax.values) {
      throw new ApiError('call-invalid', `without a token one look-up takes ${publicMax.values} values`)
    }
    return lookupValue(node, caller.reader, value, options, signal)
  }
  const lines = isOperator(caller) ? oneByOne(values, find) : inSteps(values, find)
  try {
    for await (const line of lines) {
      for (const view of line.statements) disclosure.shown(view)
      yield line
    }
  } finally {
    disclosure.close()
  }
}

async function* oneByOne(
  values: Iterable<string> | AsyncIterable<string>,
  find: (value: string) => Promise<LookupLine>,
): AsyncGenerator<LookupLine, void, void> {
  for await (const value of values) yield await find(value)
}

/** Each value is answered at the end of a step of time, whether or not something is held that is not shown. */
function inSteps(
  values: Iterable<string> | AsyncIterable<string>,
  find: (value: string) => Promise<LookupLine>,
): AsyncIterable<LookupLine> {
  const pace = createPace(lookupStepMs)
  return mapOrdered(values, valuesPerStep, async (value) => {
    const line = await find(value)
    await pace()
    return line
  })
}

/** What is hidden is answered as what is not there, and no sooner or later. */
async function notFound(
  request: FastifyRequest<{ Params: { id: string } }>,
  pace: () => Promise<void>,
): Promise<never> {
  if (!isOperator(request.caller)) await pace()
  throw new ApiError('statement-not-found', `no statement ${request.params.id} is held here`)
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
