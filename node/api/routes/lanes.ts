// Routes about restricted lanes: which are held here, and who holds their keys.
import { Type } from 'typebox'
import type { LaneId } from '../../../protocol/ids.ts'
import { type App, type Context, answers } from '../context.ts'
import { ApiError } from '../errors.ts'
import { GrantView, LaneSummary } from '../schemas/lanes.ts'

export function laneRoutes(app: App, { node }: Context): void {
  app.get(
    '/v1/lanes',
    {
      schema: {
        operationId: 'lanes',
        summary: 'Restricted lanes that are held here',
        response: answers(Type.Object({ lanes: Type.Array(LaneSummary) })),
      },
    },
    () => ({ lanes: node.lanes() }),
  )

  app.get(
    '/v1/lanes/:lane/grants',
    {
      schema: {
        operationId: 'laneGrants',
        summary: 'Who holds the key of which epoch of a restricted lane',
        params: Type.Object({ lane: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
        querystring: Type.Object(
          { all: Type.Optional(Type.Boolean({ description: 'earlier epochs, too' })) },
          { additionalProperties: false },
        ),
        response: answers(Type.Object({ grants: Type.Array(GrantView) })),
      },
    },
    async (request) => {
      const grants = await node.laneGrants(request.params.lane as LaneId, request.query.all ?? false)
      if (grants === undefined) throw new ApiError('lane-not-found', 'no restricted lane of this id is held here')
      return { grants }
    },
  )
}
