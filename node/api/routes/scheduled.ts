// Routes of scheduled feeds, and of imports that the node fetches by itself. Whoever can make this node ask for a URL, or read
// a file, can look where it can look: for the operator alone.
import { type Static, Type } from 'typebox'
import { formatSubject } from '../../../protocol/subjects/index.ts'
import type { StoredStatement } from '../../store/types.ts'
import type { FeedSpec, Subscription } from '../../scheduled/types.ts'
import { scheduledLimits } from '../../scheduled/limits.ts'
import { parseSpan } from '../../scheduled/spans.ts'
import { type App, type Context, answers, jsonLines, sendLines, signalOf } from '../context.ts'
import { feedView, runView } from '../feed-view.ts'
import { assertFeed } from '../importing.ts'
import { ErrorBody, ImportLine } from '../schemas.ts'
import { CheckView, FeedView, FetchCall, HeldLine, NewFeed, RunView } from '../schemas/scheduled.ts'
import { closed } from '../schemas/parts.ts'
import { parseColumns } from './write.ts'

const Which = Type.Object({ name: Type.String() })
const One = Type.Object({ feed: FeedView })

const RunLine = Type.Union([
  ImportLine,
  Type.Object({ type: Type.Literal('withdrawing'), count: Type.Integer() }),
  Type.Intersect([Type.Object({ type: Type.Literal('run') }), RunView]),
  ErrorBody,
])

export function scheduledRoutes(app: App, context: Context): void {
  const { node, clock } = context
  const viewOf = (feed: Parameters<typeof feedView>[0]): FeedView =>
    feedView(feed, clock(), node.scheduled.isRunning(feed.spec.name))

  app.post(
    '/v1/feeds',
    {
      schema: {
        operationId: 'addFeed',
        summary: 'Read a feed again and again; its source is looked at first',
        body: NewFeed,
        response: answers(
          Type.Object({
            feed: Type.Union([FeedView, Type.Null()], { description: 'null after a dry run' }),
            check: Type.Union([CheckView, Type.Null()]),
          }),
        ),
      },
    },
    async (request, reply) => {
      const { every, maxLoss, replace = false, check = true, dryRun = false, ...rest } = request.body
      const spec: FeedSpec = {
        ...subscriptionOf(rest),
        everyMs: parseSpan('every', every),
        maxLossPercent: maxLoss ?? scheduledLimits.lossDefaultPercent,
      }
      assertFeed(spec.name)
      const made = await node.scheduled.add(spec, { replace, check, dryRun, signal: signalOf(reply, context) })
      return { feed: made.feed === undefined ? null : viewOf(made.feed), check: made.check ?? null }
    },
  )

  app.get(
    '/v1/feeds',
    {
      schema: {
        operationId: 'feeds',
        summary: 'Scheduled feeds, and how each is',
        response: answers(Type.Object({ feeds: Type.Array(FeedView) })),
      },
    },
    () => ({ feeds: node.scheduled.list().map(viewOf) }),
  )

  app.get(
    '/v1/feeds/:name',
    { schema: { operationId: 'feed', summary: 'A scheduled feed', params: Which, response: answers(One) } },
    (request) => ({ feed: viewOf(node.scheduled.find(request.params.name)) }),
  )

  app.get(
    '/v1/feeds/:name/history',
    {
      schema: {
        operationId: 'feedHistory',
        summary: 'The runs of a feed, oldest first',
        params: Which,
        response: answers(Type.Object({ runs: Type.Array(RunView) })),
      },
    },
    (request) => ({ runs: node.scheduled.history(request.params.name).map(runView) }),
  )

  app.get(
    '/v1/feeds/:name/held',
    {
      schema: {
        operationId: 'feedHeld',
        summary: 'Everything that vanished from a feed and is held, one line a statement',
        params: Which,
        response: answers(Type.Union([HeldLine, ErrorBody]), jsonLines),
      },
    },
    (request, reply) => sendLines(request, reply, context, heldLines(node.scheduled.held(request.params.name))),
  )

  app.post(
    '/v1/feeds/:name/run',
    {
      schema: {
        operationId: 'runFeed',
        summary: 'Run a feed now: progress and rejected rows as they come; the line of type `run` says how it ended',
        params: Which,
        querystring: Type.Object(
          { confirm: Type.Optional(Type.Boolean({ description: 'withdraw what was held' })) },
          closed,
        ),
        response: answers(RunLine, jsonLines),
      },
    },
    (request, reply) => {
      const { confirm = false } = request.query
      const events = node.scheduled.run(request.params.name, { confirm, signal: signalOf(reply, context) })
      return sendLines(request, reply, context, shown(events))
    },
  )

  for (const [verb, paused] of [
    ['pause', true],
    ['resume', false],
  ] as const) {
    app.post(
      `/v1/feeds/:name/${verb}`,
      { schema: { operationId: `${verb}Feed`, summary: `${verb} a feed`, params: Which, response: answers(One) } },
      async (request) => ({ feed: viewOf(await node.scheduled.pause(request.params.name, paused)) }),
    )
  }

  app.delete(
    '/v1/feeds/:name',
    {
      schema: {
        operationId: 'removeFeed',
        summary: 'Read a feed no more',
        params: Which,
        querystring: Type.Object(
          { withdraw: Type.Optional(Type.Boolean({ description: 'take back everything that it says' })) },
          closed,
        ),
        response: answers(Type.Object({ removed: Type.String(), withdrawn: Type.Integer() })),
      },
    },
    async (request, reply) => {
      const { name } = request.params
      const withdraw = request.query.withdraw === true
      return { removed: name, withdrawn: await node.scheduled.remove(name, withdraw, signalOf(reply, context)) }
    },
  )

  app.post(
    '/v1/feeds/fetch',
    {
      schema: {
        operationId: 'fetchFeed',
        summary: 'Import once what the node fetches: a URL, a folder, a MISP feed, a TAXII collection',
        body: FetchCall,
        response: answers(ImportLine, jsonLines),
      },
    },
    (request, reply) => {
      const { widen, ...call } = request.body
      const subscription = subscriptionOf(call)
      assertFeed(subscription.name)
      const events = node.scheduled.importOnce({ ...subscription, ...stated({ widen }) }, signalOf(reply, context))
      return sendLines(request, reply, context, events)
    },
  )
}

/** Where it is, what its rows are marked with, and how they are read: apart. */
function subscriptionOf(call: Omit<Static<typeof FetchCall>, 'widen'>): Subscription {
  const { name, force, location, format = 'auto', collection, authFile, caFile, certFile, keyFile, ...rest } = call
  const { timeoutMs, maxBytes, allowPrivate, ...more } = rest
  const { marking, audience, shareHistory, pap, permittedActions, jurisdictions, noRepublish, ...options } = more
  const { columns, ...others } = options
  return {
    name,
    source: {
      ...{ location, format },
      ...stated({ collection, authFile, caFile, certFile, keyFile, timeoutMs, maxBytes, allowPrivate }),
    },
    where: { marking, ...stated({ audience, shareHistory, pap, permittedActions, jurisdictions, noRepublish }) },
    options: { ...others, ...(columns === undefined ? {} : { columns: parseColumns(columns) }) },
    ...stated({ force }),
  }
}

/** A piece at a time, so that other requests have their turn. */
async function* heldLines(held: Iterable<StoredStatement>): AsyncGenerator<HeldLine, void, void> {
  let count = 0
  for (const { id, statement } of held) {
    yield { id, subject: formatSubject(statement.subject) }
    if (++count % 256 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
}

async function* shown(events: ReturnType<Context['node']['scheduled']['run']>): AsyncGenerator<unknown, void, void> {
  for await (const event of events) {
    if (event.type !== 'run') yield event
    else yield { type: 'run', ...runView(event) }
  }
}

/** Without what is left out. */
function stated<Fields extends object>(fields: { [Key in keyof Fields]: Fields[Key] | undefined }): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>
}
