// The route by which an author sees who has what it said to named members.
import { Type } from 'typebox'
import { parseStatementId, type StatementId } from '../../../protocol/ids.ts'
import { type App, type Context, answers, readerOf } from '../context.ts'
import { createDisclosure } from '../disclosure.ts'
import { ApiError } from '../errors.ts'
import { DeliveryView } from '../schemas/delivery.ts'
import { closed, opt } from '../schemas/parts.ts'

const Query = Type.Object(
  { statement: opt(Type.String({ description: 'statement id; left out: all that somebody has not acknowledged' })) },
  closed,
)

export function deliveryRoutes(app: App, { node, audit }: Context): void {
  app.get(
    '/v1/deliveries',
    {
      schema: {
        operationId: 'deliveries',
        summary: 'Who of those that were named has been given a statement, and who has acknowledged it',
        querystring: Query,
        response: answers(Type.Object({ deliveries: Type.Array(DeliveryView) })),
      },
      config: { scope: 'publish' },
    },
    async (request) => {
      const { statement } = request.query
      const id = statement === undefined ? undefined : idOf(statement)
      const deliveries = await node.deliveries(readerOf(request), id)
      if (deliveries === undefined) throw new ApiError('statement-not-found', 'no such statement')
      const disclosure = createDisclosure({ audit, caller: request.caller, action: 'read', route: 'deliveries' })
      const shown = new Map(deliveries.map((view) => [view.statement, view]))
      for (const { statement: id, marking, audience } of shown.values()) disclosure.shown({ id, marking, audience })
      disclosure.close()
      return { deliveries }
    },
  )
}

function idOf(text: string): StatementId {
  if (parseStatementId(text) === undefined) {
    throw new ApiError('call-invalid', `${JSON.stringify(text)} is no statement id`)
  }
  return text as StatementId
}
