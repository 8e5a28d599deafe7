// The route by which statements go out in the forms of other tools.
import { Type } from 'typebox'
import { parseTlp } from '../../../protocol/marking.ts'
import {
  type ExportJob,
  type ExportRequest,
  type Tally,
  exportFolder,
  exportText,
  mediaTypes,
} from '../../exports/index.ts'
import { type App, type Context, answers, jsonLines, sendLines, signalOf } from '../context.ts'
import { exportFacts, recording, sendText, sourceOf } from '../exporting.ts'
import { ApiError } from '../errors.ts'
import { parseFilter } from '../parse.ts'
import { ExportLine, ExportQuery } from '../schemas/export.ts'

export function exportRoutes(app: App, context: Context): void {
  app.get(
    '/v1/export',
    {
      schema: {
        operationId: 'export',
        summary: 'Statements as STIX 2.1, MISP, CSV, JSON Lines or blocklists, in the media type of the format',
        querystring: ExportQuery,
        response: texts(),
      },
      config: { scope: 'read' },
    },
    (request, reply) => {
      const { parts = false, folder = false } = request.query
      const asked = exportRequest(request.query)
      if (folder && !(parts && asked.as === 'misp')) {
        throw new ApiError('call-invalid', 'folder: the export of a folder is that of misp, in parts')
      }
      const { tally, onWrite, during } = recording(request, context, 'export', asked.as)
      const source = sourceOf(request, context, signalOf(reply, context))
      const job: ExportJob = {
        ...{ source, facts: exportFacts(context), request: asked },
        ...{ tally, onWrite, now: context.clock() },
      }
      if (!parts) return sendText(request, reply, context, mediaTypes[asked.as], during(exportText(job)))
      return sendLines(request, reply, context, withSummary(during(folder ? exportFolder(job) : partsOf(job)), tally))
    },
  )
}

/** Each media type is that of its formats; in parts it is JSON Lines. */
function texts(): Record<string, object> {
  const text = { schema: Type.String({ description: 'the export' }) }
  const content = Object.fromEntries(Object.values(mediaTypes).map((type) => [type, text]))
  return {
    ...answers(ExportLine, jsonLines),
    200: { description: 'ok', content: { ...content, [jsonLines]: { schema: ExportLine } } },
  }
}

function exportRequest(query: ExportQuery): ExportRequest {
  const { as, history = false, maxMarking, minConfidence, disputed = false, restricted = false } = query
  return {
    as,
    filter: parseFilter(query),
    ...{ history, disputed, restricted },
    ...(maxMarking === undefined ? {} : { maxMarking: parseTlp(maxMarking) }),
    ...(minConfidence === undefined ? {} : { minConfidence }),
  }
}

async function* partsOf(job: ExportJob): AsyncGenerator<ExportLine, void, void> {
  for await (const text of exportText(job)) yield { text }
}

async function* withSummary(parts: AsyncIterable<ExportLine>, tally: Tally): AsyncGenerator<ExportLine, void, void> {
  yield* parts
  yield { type: 'summary', ...tally.summary }
}
