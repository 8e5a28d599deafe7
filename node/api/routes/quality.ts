// Routes by which the operator keeps warninglists and sees what was held before it was said.
import { Type } from 'typebox'
import { formatSubject } from '../../../protocol/subjects/index.ts'
import { actorOf } from '../../audit/actors.ts'
import type { CheckEvent } from '../../quality/check.ts'
import { QualityError } from '../../quality/errors.ts'
import { qualityLimits } from '../../quality/limits.ts'
import type { ShelvedList } from '../../quality/shelf.ts'
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
import {
  AddedWarninglist,
  CheckLine,
  HeldQuery,
  HeldView,
  TestBody,
  ValueTestView,
  WarninglistView,
} from '../schemas/quality.ts'
import { isoTime } from '../view.ts'

// In the query: names are long, and hold spaces and slashes.
const Which = Type.Object({ name: Type.String() }, { additionalProperties: false })
// What a member was about to say is its own, and lists decide what all its people may say: for the operator alone.

export function qualityRoutes(app: App, context: Context): void {
  const { node, audit } = context
  app.post(
    '/v1/warninglists',
    {
      schema: {
        operationId: 'addWarninglist',
        summary: 'Keep a warninglist in the format of MISP; a newer version takes the place of the older one',
        consumes: [bytes],
        response: answers(AddedWarninglist),
      },
      config: streamBody({ [bytes]: Type.String({ description: 'the file' }) }),
    },
    async (request) => {
      const { about, result } = await node.quality.addWarninglist(
        await readBounded(request.body as AsyncIterable<Uint8Array>),
      )
      if (result !== 'unchanged') {
        audit.record({
          action: 'quality',
          actor: actorOf(readerOf(request)),
          decision: 'allowed',
          detail: { what: `warninglist-${result}`, name: about.name, version: about.version, entries: about.entries },
        })
      }
      return { result, warninglist: viewOf(about) }
    },
  )
  app.get(
    '/v1/warninglists',
    {
      schema: {
        operationId: 'warninglists',
        summary: 'The warninglists that are kept',
        response: answers(Type.Object({ warninglists: Type.Array(WarninglistView) })),
      },
    },
    () => ({ warninglists: node.quality.warninglists().map(viewOf) }),
  )
  app.get(
    '/v1/warninglist',
    {
      schema: {
        operationId: 'warninglist',
        summary: 'A warninglist with its entries',
        querystring: Which,
        response: answers(Type.Object({ warninglist: WarninglistView, list: Type.Array(Type.String()) })),
      },
    },
    (request) => {
      const { about, list } = node.quality.warninglist(request.query.name)
      return { warninglist: viewOf(about), list: [...list.entries] }
    },
  )
  app.delete(
    '/v1/warninglist',
    {
      schema: {
        operationId: 'removeWarninglist',
        summary: 'Keep a warninglist no longer',
        querystring: Which,
        response: answers(Type.Object({ removed: Type.String() })),
      },
    },
    async (request) => {
      const { name, version } = await node.quality.removeWarninglist(request.query.name)
      const detail = { what: 'warninglist-removed', name, version }
      audit.record({ action: 'quality', actor: actorOf(readerOf(request)), decision: 'allowed', detail })
      return { removed: name }
    },
  )
  app.post(
    '/v1/quality/test',
    {
      schema: {
        operationId: 'testQuality',
        summary: 'Whether an accusation of each value would be held, and why',
        body: TestBody,
        response: answers(Type.Object({ values: Type.Array(ValueTestView) })),
      },
    },
    async (request) => {
      const tested = await node.quality.test(request.body.values, readerOf(request))
      return {
        values: tested.map(({ value, subject, hold }) => ({
          value,
          subject: subject === undefined ? null : formatSubject(subject),
          held: hold ?? null,
        })),
      }
    },
  )
  app.get(
    '/v1/quality/held',
    {
      schema: {
        operationId: 'heldStatements',
        summary: 'What was held before it was said: counts by feed and code, and the newest',
        querystring: HeldQuery,
        response: answers(HeldView),
      },
    },
    (request) => {
      const { counts, newest } = node.quality.held(request.query.limit ?? 100)
      return {
        counts: counts.map(({ feed, code, count, firstAt, lastAt }) => ({
          ...{ feed: feed ?? null, code, count, firstAt: isoTime(firstAt), lastAt: isoTime(lastAt) },
        })),
        newest: newest.map(({ at, feed, value, code, reason, actor }) => ({
          ...{ at: isoTime(at), feed, value, code, reason, actor },
        })),
      }
    },
  )
  app.get(
    '/v1/quality/check',
    {
      schema: {
        operationId: 'checkQuality',
        summary: 'What this member says now and the gate would hold today',
        response: answers(CheckLine, jsonLines),
      },
    },
    (request, reply) => {
      const events = node.quality.check(readerOf(request), signalOf(reply, context))
      return sendLines(request, reply, context, lines(events))
    },
  )
}

async function* lines(events: AsyncIterable<CheckEvent>): AsyncGenerator<CheckLine, void, void> {
  for await (const event of events) {
    if (event.type !== 'held') yield event
    else {
      const { held, hold } = event
      const { subject, category, origin } = held.statement
      const about = { subject: formatSubject(subject), category: category ?? null, feed: origin?.feed ?? null }
      yield { type: 'held', id: held.id, ...about, ...hold }
    }
  }
}

function viewOf({ name, type, version, description, entries, kinds, addedAt }: ShelvedList): WarninglistView {
  const common = { name, type, version, description, entries }
  return { ...common, kinds: kinds === undefined ? null : [...kinds], addedAt: isoTime(addedAt) }
}

/** Throws QualityError `warninglist-invalid`. */
async function readBounded(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    size += piece.byteLength
    if (size > qualityLimits.warninglistMaxBytes) {
      throw new QualityError('warninglist-invalid', `the file has more than ${qualityLimits.warninglistMaxBytes} bytes`)
    }
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
