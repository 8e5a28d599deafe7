// Routes about the node itself: status, peers, health, formats, scrub, and the control objects of its network.
import { type Static, Type } from 'typebox'
import type { LaneHash, MemberId, NodeKey } from '../../../protocol/ids.ts'
import { type App, type Context, answers, jsonLines, readerOf, sendLines, signalOf } from '../context.ts'
import { diagnose } from '../doctor.ts'
import { ApiError } from '../errors.ts'
import type { PositionsQuery } from '../facade.ts'
import {
  CertificateView,
  CharterView,
  Finding,
  FormatView,
  LanePositionView,
  PeerView,
  ReaderStatusView,
  ScrubLine,
  StatusView,
} from '../schemas.ts'
import { closed, opt } from '../schemas/parts.ts'
import { sendTagged } from '../tagged.ts'
import { isoTime } from '../view.ts'

const Base64 = Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', maxLength: 1024 * 1024 })

const MemberText = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$' })
const HexText = Type.String({ pattern: '^[0-9a-f]{64}$' })

const PositionsCall = Type.Object(
  {
    member: MemberText,
    node: opt(HexText),
    issuedBefore: opt(Type.Integer({ minimum: 0, description: 'milliseconds since 1970: the last issued before' })),
    lane: opt(Type.String({ pattern: '^[0-9a-f]{64}$', description: 'hash of the one lane that is asked for' })),
    seq: opt(Type.Integer({ minimum: 1, description: 'with lane: the position at this number' })),
  },
  closed,
)

function positionsQuery({ member, node, issuedBefore, lane, seq }: Static<typeof PositionsCall>): PositionsQuery {
  if ((lane === undefined) !== (seq === undefined)) throw new ApiError('call-invalid', 'lane and seq go together')
  return {
    member: member as MemberId,
    ...(node === undefined ? {} : { node: node as NodeKey }),
    ...(issuedBefore === undefined ? {} : { issuedBefore }),
    ...(lane === undefined || seq === undefined ? {} : { at: { lane: lane as LaneHash, seq } }),
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

export function nodeRoutes(app: App, context: Context): void {
  const { node } = context

  app.get(
    '/v1/status',
    {
      schema: {
        operationId: 'status',
        summary: 'What the node holds and how it is; with a token, what its holder may know of that',
        response: answers(Type.Union([StatusView, ReaderStatusView])),
      },
      config: { scope: 'token' },
    },
    (request) => {
      const reader = readerOf(request)
      return reader.kind === 'token' ? Promise.resolve(node.readerStatus(reader)) : node.status(reader)
    },
  )

  app.get(
    '/v1/peers',
    {
      schema: {
        operationId: 'peers',
        summary: 'Nodes connected now',
        response: answers(Type.Object({ peers: Type.Array(PeerView) })),
      },
      config: { scope: 'admin' },
    },
    async (request) => ({ peers: await node.peers(readerOf(request)) }),
  )

  app.get(
    '/v1/doctor',
    {
      schema: {
        operationId: 'doctor',
        summary: 'Looks for what is wrong or soon will be',
        response: answers(Finding, jsonLines),
      },
      config: { scope: 'admin' },
    },
    (request, reply) => sendLines(request, reply, context, diagnose(node, context.clock())),
  )

  app.get(
    '/v1/formats',
    {
      schema: {
        operationId: 'formats',
        summary: 'The feed formats that this node reads',
        response: answers(Type.Object({ formats: Type.Array(FormatView) })),
      },
      config: { scope: 'token' },
    },
    (request, reply) => sendTagged(request, reply, { formats: node.formats() }),
  )

  app.post(
    '/v1/verify',
    {
      schema: {
        operationId: 'scrub',
        summary: 'Check every hash, signature, chain and index of the store; the last line is the summary',
        response: answers(ScrubLine, jsonLines),
      },
      config: { scope: 'admin' },
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
      config: { scope: 'network' },
    },
    (request, reply) => {
      const { network, version, hash, object, rivals } = node.charter()
      return sendTagged(request, reply, { network, version, hash, object: base64(object), rivals: rivals.map(base64) })
    },
  )

  app.get(
    '/v1/positions',
    {
      schema: {
        operationId: 'positions',
        summary: 'How far the lanes of a member are held here, by their hashes; for the operator alone',
        querystring: PositionsCall,
        response: answers(Type.Object({ positions: Type.Array(LanePositionView) })),
      },
    },
    (request) => {
      const positions = node.positions(readerOf(request), positionsQuery(request.query))
      return {
        positions: positions.map(({ bundle, issuedAt, ...rest }) => ({
          ...rest,
          bundle: bundle ?? null,
          issuedAt: issuedAt === undefined ? null : isoTime(issuedAt),
        })),
      }
    },
  )

  app.get(
    '/v1/certificates',
    {
      schema: {
        operationId: 'certificates',
        summary: 'The certificates of a member that count under the newest charter',
        querystring: Type.Object({ member: MemberText }, closed),
        response: answers(Type.Object({ certificates: Type.Array(CertificateView) })),
      },
      config: { scope: 'network' },
    },
    ({ query }) => ({ certificates: node.certificates(query.member as MemberId) }),
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
      config: { scope: 'admin' },
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
      config: { scope: 'admin' },
    },
    async (request) => {
      const invitation = await node.invitation(Buffer.from(request.body.request, 'base64'))
      if (invitation.byteLength === 0) throw new ApiError('internal', 'an empty invitation')
      return { invitation: Buffer.from(invitation).toString('base64') }
    },
  )
}
