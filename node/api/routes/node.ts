// Routes about the node itself: status, peers, health, formats, scrub, and the control objects of its network.
import { Type } from 'typebox'
import { type App, type Context, answers, jsonLines, readerOf, sendLines, signalOf } from '../context.ts'
import { diagnose } from '../doctor.ts'
import { ApiError } from '../errors.ts'
import { CharterView, Finding, FormatView, PeerView, ScrubLine, StatusView } from '../schemas.ts'

const Base64 = Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', maxLength: 1024 * 1024 })

export function nodeRoutes(app: App, context: Context): void {
  const { node } = context

  app.get(
    '/v1/status',
    { schema: { operationId: 'status', summary: 'What the node holds and how it is', response: answers(StatusView) } },
    () => node.status(readerOf()),
  )

  app.get(
    '/v1/peers',
    {
      schema: {
        operationId: 'peers',
        summary: 'Nodes connected now',
        response: answers(Type.Object({ peers: Type.Array(PeerView) })),
      },
    },
    async () => ({ peers: await node.peers(readerOf()) }),
  )

  app.get(
    '/v1/doctor',
    {
      schema: {
        operationId: 'doctor',
        summary: 'Looks for what is wrong or soon will be',
        response: answers(Finding, jsonLines),
      },
    },
    (request, reply) => sendLines(request, reply, context, diagnose(node, readerOf(), context.clock())),
  )

  app.get(
    '/v1/formats',
    {
      schema: {
        operationId: 'formats',
        summary: 'The feed formats that this node reads',
        response: answers(Type.Object({ formats: Type.Array(FormatView) })),
      },
    },
    () => ({ formats: node.formats() }),
  )

  app.post(
    '/v1/verify',
    {
      schema: {
        operationId: 'scrub',
        summary: 'Check every hash, signature, chain and index of the store; the last line is the summary',
        response: answers(ScrubLine, jsonLines),
      },
    },
    (request, reply) => sendLines(request, reply, context, node.scrub(signalOf(reply, context))),
  )

  app.get(
    '/v1/charter',
    {
      schema: {
        operationId: 'charter',
        summary: 'The newest charter held',
        response: answers(CharterView),
      },
    },
    () => {
      const { network, version, hash, object } = node.charter()
      return { network, version, hash, object: Buffer.from(object).toString('base64') }
    },
  )

  app.post(
    '/v1/control',
    {
      schema: {
        operationId: 'applyControl',
        summary: 'Hand in a signed control object (charter, certificate, revocation); it is verified, kept and spread',
        body: Type.Object({ object: Base64 }, { additionalProperties: false }),
        response: answers(Type.Object({ code: Type.String({ description: 'accepted, held, or why not' }) })),
      },
    },
    (request) => node.applyControl(Buffer.from(request.body.object, 'base64')),
  )

  app.post(
    '/v1/invitation',
    {
      schema: {
        operationId: 'invitation',
        summary: 'The invitation file for a member that the newest charter admits',
        body: Type.Object({ request: Base64 }, { additionalProperties: false }),
        response: answers(Type.Object({ invitation: Type.String({ description: 'base64' }) })),
      },
    },
    async (request) => {
      const invitation = await node.invitation(Buffer.from(request.body.request, 'base64'))
      if (invitation.byteLength === 0) throw new ApiError('internal', 'an empty invitation')
      return { invitation: Buffer.from(invitation).toString('base64') }
    },
  )
}
