// The one gate of the API: who calls, whether often enough for now, and whether for a route that is theirs.
import type { IncomingMessage } from 'node:http'
import type { FastifyContextConfig, FastifyRequest } from 'fastify'
import { actorOf } from '../audit/actors.ts'
import type { App, Context } from './context.ts'
import { bearerOf, isLoopback, passwordOf, sameText } from './auth.ts'
import { type Caller, mayUse, operatorCaller, publicCaller } from './caller.ts'
import { ApiError } from './errors.ts'
import { failureOf } from './failure.ts'
import { addressKey, createRates } from './rates.ts'
import { createRefusals } from './refusals.ts'

/** How a request came. */
export type Origin =
  /** Over the socket of the home, or from within this process: whoever reaches that owns the node. */
  | { readonly via: 'socket' }
  /** `operatorToken`: the one in HOME/api.token. */
  | { readonly via: 'http'; readonly operatorToken: string }

const purposeMaxChars = 256
const control = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** Sets `request.caller` before anything else is done with a request, or refuses it. */
export function addGate(app: App, context: Context, originOf: (request: IncomingMessage) => Origin): void {
  const rates = createRates()
  const refused = createRefusals(context.audit)

  const limit = async (who: string, perMinute: number): Promise<void> => {
    const seconds = await rates.take(who, perMinute)
    if (seconds !== undefined) throw new RateError(seconds)
  }

  const callerOf = async (request: FastifyRequest): Promise<Caller> => {
    const { access } = context.node
    const origin = originOf(request.raw)
    const bearer = (configOf(request).basic === true ? passwordOf(request.raw) : undefined) ?? bearerOf(request.raw)
    if (bearer === undefined) {
      if (origin.via === 'socket') return { ...operatorCaller, reader: access.operator }
      if (access.publicPerMinute !== undefined && configOf(request).open === true) {
        await limit(`public ${addressKey(request.ip)}`, access.publicPerMinute)
        return publicCaller
      }
      throw new ApiError('token-missing', 'a bearer token is required')
    }
    if (
      origin.via === 'http' &&
      isLoopback(request.raw.socket.remoteAddress) &&
      sameText(bearer, origin.operatorToken)
    ) {
      return { ...operatorCaller, reader: access.operator }
    }
    const presented = access.tokens.authenticate(bearer)
    // What was revoked looks like what never was: whoever tries a token that leaked learns nothing.
    if (presented === 'unknown') throw new ApiError('token-refused', 'this token is not in force here')
    if (presented === 'expired') throw new ApiError('token-expired', 'this token has expired')
    const { token, reader, ended } = presented
    await limit(`token ${token.id}`, token.rate)
    return { reader, scopes: token.scopes, ended }
  }

  const admit = async (request: FastifyRequest): Promise<void> => {
    const caller = await callerOf(request)
    request.caller = caller
    const purpose = purposeOf(request)
    if (purpose !== undefined) request.caller = { ...caller, purpose }
    if (caller.scopes === 'all' || request.is404) return
    const { scope, open } = configOf(request)
    if (scope === 'token' && caller.reader.kind === 'token') return
    if (open === true && caller.reader.kind === 'public') return
    if (scope === undefined) throw new ApiError('operator-only', 'this is for the operator alone')
    if (scope === 'token' || !mayUse(caller, scope)) {
      throw new ApiError('scope-missing', `the token has not the scope ${scope}`)
    }
  }

  app.decorateRequest('caller')
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    try {
      await admit(request)
    } catch (error) {
      const { code } = failureOf(error).body.error
      const route = request.routeOptions.url ?? 'unknown'
      const caller = request.caller as Caller | undefined
      if (caller !== undefined) refused({ actor: actorOf(caller.reader), code, route })
      else {
        refused({ actor: 'public', code, route, address: request.raw.socket.remoteAddress })
        // What is still to come of the body is not read.
        reply.header('connection', 'close')
      }
      throw error
    }
  })
}

function configOf(request: FastifyRequest): FastifyContextConfig {
  return request.routeOptions.config
}

/** `rate-limited`, with the seconds after which to try again. */
export class RateError extends ApiError {
  readonly retryAfter: number

  constructor(seconds: number) {
    super('rate-limited', `too many requests: try again in ${seconds} s`)
    this.retryAfter = seconds
  }
}

/** Why the caller asks, in its own words, from the header or the query. Throws `call-invalid`. */
function purposeOf({ headers, query }: FastifyRequest): string | undefined {
  const header = headers['x-purpose']
  const { purpose = header } = query as { purpose?: unknown }
  if (purpose === undefined) return undefined
  // Headers are latin1 on the way; people write UTF-8.
  const said = purpose === header ? Buffer.from(String(header), 'latin1').toString('utf8') : purpose
  const text = typeof said === 'string' ? said.normalize('NFC').trim() : ''
  if (text === '' || text.length > purposeMaxChars || control.test(text)) {
    throw new ApiError('call-invalid', `the purpose is one line of at most ${purposeMaxChars} characters`)
  }
  return text
}
