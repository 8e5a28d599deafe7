// Routes by which tokens are made, listed and revoked: for the operator, and for holders of the scope `admin`.
import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import { actorOf } from '../../audit/actors.ts'
import type { Creator, ListedToken } from '../../tokens/types.ts'
import { type App, type Context, answers, readerOf } from '../context.ts'
import { ApiError } from '../errors.ts'
import { parseTime } from '../parse.ts'
import { NewTokenBody, TokenView } from '../schemas.ts'
import { isoTime } from '../view.ts'

const Which = Type.Object({ id: Type.String({ description: 'id of a token, or the name of its holder' }) })
const TokensView = Type.Object({ tokens: Type.Array(TokenView) })

export function tokenRoutes(app: App, { node, audit }: Context): void {
  app.post(
    '/v1/tokens',
    {
      schema: {
        operationId: 'createToken',
        summary: 'Make a token; its secret is in this answer and nowhere else',
        body: NewTokenBody,
        response: answers(Type.Object({ token: TokenView, secret: Type.String() })),
      },
      config: { scope: 'admin' },
    },
    async (request) => {
      const { expiresAt, ...asked } = request.body
      const by = creatorOf(request)
      const { token, secret } = await node.access.tokens.create(
        { ...asked, ...(expiresAt === undefined ? {} : { expiresAt: parseTime('expiresAt', expiresAt) }) },
        by,
      )
      audit.record({
        action: 'token-create',
        actor: by.actor,
        objects: [token.id],
        decision: 'allowed',
        detail: { name: token.name, role: token.role, clearance: token.clearance, scopes: token.scopes.join(' ') },
      })
      return { token: viewOf(token), secret }
    },
  )

  app.get(
    '/v1/tokens',
    {
      schema: {
        operationId: 'tokens',
        summary: 'All tokens, in the order in which they were made; those that ended are among them',
        response: answers(TokensView),
      },
      config: { scope: 'admin' },
    },
    () => ({ tokens: node.access.tokens.list().map(viewOf) }),
  )

  app.get(
    '/v1/tokens/:id',
    {
      schema: {
        operationId: 'token',
        summary: 'A token, or all that one person holds',
        params: Which,
        response: answers(TokensView),
      },
      config: { scope: 'admin' },
    },
    (request) => ({ tokens: node.access.tokens.find(request.params.id).map(viewOf) }),
  )

  app.delete(
    '/v1/tokens/:id',
    {
      schema: {
        operationId: 'revokeToken',
        summary: 'Revoke a token, or all that one person holds: what they have open ends at once',
        params: Which,
        response: answers(TokensView),
      },
      config: { scope: 'admin' },
    },
    async (request) => {
      const revoked = await node.access.tokens.revoke(request.params.id)
      if (revoked.length > 0) {
        audit.record({
          action: 'token-revoke',
          actor: actorOf(readerOf(request)),
          objects: revoked.map(({ id }) => id),
          decision: 'allowed',
          detail: { name: revoked[0]?.name ?? '' },
        })
      }
      return { tokens: revoked.map(viewOf) }
    },
  )
}

function creatorOf(request: FastifyRequest): Creator {
  const reader = readerOf(request)
  if (reader.kind !== 'token' && reader.kind !== 'local')
    throw new ApiError('operator-only', 'nobody else makes tokens')
  return { actor: actorOf(reader), reader }
}

function viewOf({ effective, expiresAt, createdAt, revokedAt, lastUsedAt, ...rest }: ListedToken): TokenView {
  return {
    ...{ id: rest.id, name: rest.name, role: rest.role, clearance: rest.clearance, state: rest.state, rate: rest.rate },
    groups: [...rest.groups],
    scopes: [...rest.scopes],
    effectiveClearance: effective.clearance,
    effectiveGroups: [...effective.groups],
    createdAt: isoTime(createdAt),
    createdBy: rest.createdBy,
    expiresAt: isoTime(expiresAt),
    revokedAt: revokedAt === undefined ? null : isoTime(revokedAt),
    lastUsedAt: lastUsedAt === undefined ? null : isoTime(lastUsedAt),
  }
}
