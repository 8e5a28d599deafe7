// Who calls: what a request presented, as the reader that it is, with what that one may do.
import { localReader, type Reader } from '../access/access.ts'
import type { Scope } from '../tokens/scopes.ts'

export interface Caller {
  readonly reader: Reader
  /** `all`: the operator. */
  readonly scopes: 'all' | readonly Scope[]
  /** Of a token: aborted when it is revoked or expires. */
  readonly ended?: AbortSignal
  /** Why, as the caller states it: a case reference. */
  readonly purpose?: string
}

/** What a route is for: a scope; whoever holds a token; or the operator alone, which is what a route says by silence. */
export type Audience = Scope | 'token'

export const operatorCaller: Caller = { reader: localReader, scopes: 'all' }
export const publicCaller: Caller = { reader: { kind: 'public' }, scopes: [] }

/** Whether the reader has the console of the node, so that nothing needs to be kept from it by time. */
export function isOperator({ reader }: Caller): boolean {
  return reader.kind === 'local'
}

export function mayUse({ scopes }: Caller, scope: Scope): boolean {
  return scopes === 'all' || scopes.includes(scope)
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
  }
  interface FastifyContextConfig {
    /** Left out: the operator alone. */
    scope?: Audience
    /** Also without a token, where config.json says so. */
    open?: boolean
    /** Also with the token as the password of Basic, for tools that know nothing else. Browsers keep it: no route
     * that changes something takes a body, or a method, that a page of another origin could send without being asked. */
    basic?: boolean
    /** The body as OpenAPI has it, where it is read as a stream. */
    streamBody?: object
  }
}
