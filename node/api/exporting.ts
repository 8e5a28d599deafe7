// An export on its way to a caller: what it reads, what the audit log is told of it, and text as a stream.
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isEveryone } from '../../protocol/audience.ts'
import { actorOf } from '../audit/actors.ts'
import { type ExportFacts, type ExportRequest, type ExportSource, Tally, factsOf } from '../exports/index.ts'
import { type Context, logFailure, readerOf } from './context.ts'
import { createDisclosure } from './disclosure.ts'
import type { Surfaced } from './facade.ts'
import { primed } from './lines.ts'
import { untilEnded } from './until.ts'

/** Statements about one subject that are looked at together: as many as are judged together. */
const aboutMax = 10_000
/** Pieces of text that wait for one entry of the audit log: about a mebibyte. */
const heldMax = 64

/** What the reader of a request may see. */
export function sourceOf(request: FastifyRequest, { node }: Context, signal: AbortSignal): ExportSource {
  const reader = readerOf(request)
  return {
    query: (filter, after = 0) => node.query(reader, filter, { after, limit: Number.MAX_SAFE_INTEGER }, signal),
    about: (subject) => node.about(reader, subject, aboutMax),
  }
}

export function exportFacts({ node }: Context): ExportFacts {
  const { network, object } = node.charter()
  return factsOf(network, object)
}

/** Counts what goes out, and records it: each restricted statement, and the export as a whole. */
export interface Recorded {
  readonly tally: Tally
  readonly onWrite: (one: Surfaced) => void
  /** `texts`: what is restricted is in the log before the text leaves, and the whole when they end, however that is. */
  readonly during: <Item>(texts: AsyncIterable<Item>) => AsyncGenerator<Item, void, void>
}

export function recording(
  { caller }: FastifyRequest,
  { audit }: Context,
  route: string,
  as: ExportRequest['as'],
): Recorded {
  const tally = new Tally()
  const disclosure = createDisclosure({ audit, caller, action: 'export', route })
  const record = (): void => {
    disclosure.close()
    audit.record({
      action: 'export',
      actor: actorOf(caller.reader),
      ...(caller.purpose === undefined ? {} : { purpose: caller.purpose }),
      decision: 'allowed',
      detail: { route, format: as, statements: tally.written },
    })
  }
  return {
    tally,
    onWrite: ({ held: { id, marking, audience } }) => {
      tally.written++
      disclosure.shown({
        id,
        marking: marking.tlp,
        ...(isEveryone(audience) ? {} : { audience: 'narrower' }),
        ...(marking.jurisdictions === undefined ? {} : { jurisdictions: [...marking.jurisdictions] }),
      })
    },
    during: async function* <Item>(texts: AsyncIterable<Item>) {
      let told = 0
      let held: Item[] = []
      const durable = async (): Promise<void> => {
        if (disclosure.count() === told) return
        told = disclosure.count()
        disclosure.close()
        await audit.flushed()
      }
      try {
        for await (const text of texts) {
          held.push(text)
          if (disclosure.count() > told && held.length < heldMax) continue
          await durable()
          yield* held
          held = []
        }
        await durable()
        yield* held
      } finally {
        record()
      }
    },
  }
}

/** Answers with text as it is made. What fails in the middle breaks the answer off, so that nobody takes it for whole. */
export async function sendText(
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
  mediaType: string,
  texts: AsyncIterable<string>,
): Promise<FastifyReply> {
  const { ended } = request.caller
  const whileInForce = ended === undefined ? texts : (untilEnded(texts, ended) as AsyncIterable<string>)
  const body = Readable.from(await primed(whileInForce), { objectMode: false })
  body.once('error', (error) => logFailure(request, context, error))
  return reply.headers({ 'x-content-type-options': 'nosniff' }).type(mediaType).send(body)
}
