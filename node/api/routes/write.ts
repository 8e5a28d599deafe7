// Routes by which statements come in: single ones as JSON Lines, and feeds as the bytes of their file.
import { Type } from 'typebox'
import { actorOf } from '../../audit/actors.ts'
import { mappedFields, type ColumnMapping } from '../../feeds/types.ts'
import { type App, type Context, answers, bytes, jsonLines, sendLines, signalOf, streamBody } from '../context.ts'
import { type Caller, isOperator } from '../caller.ts'
import { ApiError } from '../errors.ts'
import type { ImportRequest } from '../facade.ts'
import { failureOf } from '../failure.ts'
import { assertFeed, assertMarking, withLists } from '../importing.ts'
import { type Line, mapOrdered, readLines } from '../lines.ts'
import { createPace, notFoundStepMs } from '../pace.ts'
import { parseDraftLine } from '../parse.ts'
import { DraftLine, ErrorBody, ImportLine, OutcomeLine } from '../schemas.ts'
import { ImportQuery } from '../schemas/importing.ts'

/** Statements of one request that are on their way to the disk at once. */
const publishWindow = 4096

export function writeRoutes(app: App, context: Context): void {
  app.post(
    '/v1/statements',
    {
      schema: {
        operationId: 'publish',
        summary: 'Publish statements, one a line; each is answered in order once it is durable',
        consumes: [jsonLines],
        response: answers(OutcomeLine, jsonLines),
      },
      config: { ...streamBody({ [jsonLines]: DraftLine }), scope: 'publish' },
    },
    (request, reply) => {
      const lines = readLines(request.body as AsyncIterable<Uint8Array>)
      const answered = mapOrdered(lines, publishWindow, (line) => publishLine(context, request.caller, line))
      return sendLines(request, reply, context, answered)
    },
  )

  app.post(
    '/v1/feeds/import',
    {
      schema: {
        operationId: 'importFeed',
        summary: 'Import a feed: the bytes of its file in, progress, rejected rows and the summary out as they come',
        querystring: ImportQuery,
        consumes: [bytes],
        response: answers(ImportLine, jsonLines),
      },
      config: { ...streamBody({ [bytes]: Type.String({ description: 'the file' }) }), scope: 'import' },
    },
    (request, reply) => {
      const { columns, ...rest } = withLists(request.query)
      const { reader } = request.caller
      assertMarking(reader, rest.marking)
      assertFeed(rest.feed)
      const options: ImportRequest = {
        ...rest,
        actor: actorOf(reader),
        reader,
        ...(columns === undefined ? {} : { columns: parseColumns(columns) }),
      }
      const file = request.body as AsyncIterable<Uint8Array>
      const events = context.node.importFeed(file, options, signalOf(reply, context))
      return sendLines(request, reply, context, events)
    },
  )
}

async function publishLine(context: Context, caller: Caller, line: Line): Promise<object> {
  const pace = createPace(notFoundStepMs)
  const { reader } = caller
  try {
    if ('error' in line) throw line.error
    const draft = parseDraftLine(line.text)
    if (draft.marking !== undefined) assertMarking(reader, draft.marking)
    if (draft.feed !== undefined) assertFeed(draft.feed)
    const { id, result, subject } = await context.node.publish(draft, actorOf(reader), reader)
    return { id, result, subject, line: line.number }
  } catch (error) {
    const failure = failureOf(error)
    if (failure.unexpected) context.log.error('publish-failed', { code: failure.body.error.code, error: String(error) })
    // What may not be seen is not there to be spoken of, and takes as long.
    if (failure.body.error.code === 'not-found' && !isOperator(caller)) await pace()
    return { ...(failure.body satisfies ErrorBody), line: line.number }
  }
}

/** `value=address,kind=2`: names of columns, or their numbers from 1. Throws `call-invalid`. */
export function parseColumns(text: string): ColumnMapping {
  const columns: Record<string, string | number> = {}
  for (const pair of text.split(',')) {
    const [field = '', ...rest] = pair.split('=')
    const column = rest.join('=')
    if (!mappedFields.some((name) => name === field) || column === '') {
      throw new ApiError('call-invalid', `columns: ${JSON.stringify(pair)} is not FIELD=COLUMN`)
    }
    columns[field] = /^[1-9][0-9]*$/.test(column) ? Number(column) : column
  }
  return columns
}
