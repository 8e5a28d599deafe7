// Shapes of exports: what is asked, and the parts in which the command line takes them.
import { type Static, Type } from 'typebox'
import { exportFormats } from '../../exports/types.ts'
import { FilterQuery } from './read.ts'
import { ErrorBody, closed, oneOf, opt } from './parts.ts'

export const ExportQuery = Type.Object(
  {
    ...Type.Omit(FilterQuery, ['after', 'limit']).properties,
    as: oneOf(exportFormats),
    history: opt(Type.Boolean({ description: 'also what was withdrawn, was replaced or has expired, said as such' })),
    maxMarking: opt(
      Type.String({ description: 'the strictest TLP label that goes out; default for blocklists: TLP:CLEAR' }),
    ),
    minConfidence: opt(Type.Integer({ minimum: 0, maximum: 100 })),
    disputed: opt(Type.Boolean({ description: 'blocklists: also what is disputed' })),
    restricted: opt(
      Type.Boolean({
        description:
          'blocklists and misp: also what may not be published again, acted upon or told beyond its audience',
      }),
    ),
    parts: opt(Type.Boolean({ description: 'the text in parts, one JSON object a line, with a summary at the end' })),
    folder: opt(Type.Boolean({ description: 'misp with parts: the files of a feed' })),
  },
  closed,
)
export type ExportQuery = Static<typeof ExportQuery>

export const ExportLine = Type.Union([
  Type.Object({ text: Type.String(), file: opt(Type.String({ description: 'of a folder: the file it belongs to' })) }),
  Type.Object({
    type: Type.Literal('summary'),
    written: Type.Integer({ description: 'statements that went out' }),
    leftOut: Type.Record(Type.String(), Type.Integer(), { description: 'by reason; only what the reader may see' }),
  }),
  ErrorBody,
])
export type ExportLine = Static<typeof ExportLine>
