// The route by which an audience is tried out before anything is published.
import { type App, type Context, answers } from '../context.ts'
import { AudienceTest, AudienceTestView } from '../schemas/audience.ts'

export function audienceRoutes(app: App, { node }: Context): void {
  app.post(
    '/v1/audience/test',
    {
      schema: {
        operationId: 'audienceTest',
        summary: 'Who would receive what is said to an audience, who would not, and why: nothing is published',
        body: AudienceTest,
        response: answers(AudienceTestView),
      },
      config: { scope: 'network' },
    },
    (request) => node.testAudience(request.body),
  )
}
