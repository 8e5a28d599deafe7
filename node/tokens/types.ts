// What the room of the API tokens takes and gives. Other rooms need this file alone.
import type { Role, TokenReader } from '../access/access.ts'
import type { Tlp } from '../../protocol/names.ts'
import type { Scope } from './scopes.ts'

/** A token as it was made. Times are milliseconds since 1970. The secret is kept by its holder alone. */
export interface Token {
  /** 16 hexadecimal digits, not secret. */
  readonly id: string
  /** Who holds it; several tokens may be one person's. */
  readonly name: string
  readonly role: Role
  /** As it was given: what counts is at most the member's own. */
  readonly clearance: Tlp
  readonly groups: readonly string[]
  readonly scopes: readonly Scope[]
  /** Requests a minute. */
  readonly rate: number
  readonly createdAt: number
  /** As the audit log names them. */
  readonly createdBy: string
  readonly expiresAt: number
  readonly revokedAt?: number
}

export const tokenStates = ['active', 'expired', 'revoked'] as const
export type TokenState = (typeof tokenStates)[number]

export interface ListedToken extends Token {
  readonly state: TokenState
  /** What it may read now, by the charter and this node's policy. */
  readonly effective: { readonly clearance: Tlp; readonly groups: readonly string[] }
  /** Since the node was started; `undefined`: not yet. */
  readonly lastUsedAt: number | undefined
}

export interface NewToken {
  readonly name: string
  readonly role: Role
  readonly clearance: Tlp
  readonly groups?: readonly string[]
  /** Left out: those that the role has by default. */
  readonly scopes?: readonly string[]
  /** Requests a minute. */
  readonly rate?: number
  /** Milliseconds since 1970. Left out: 90 days from now. */
  readonly expiresAt?: number
}

/** Who makes a token. A holder of a token makes none beyond its own. */
export interface Creator {
  /** As the audit log names it. */
  readonly actor: string
  readonly reader: TokenReader | { readonly kind: 'local' }
}

/** A token that somebody presented, in force. */
export interface PresentedToken {
  readonly token: Token
  /** Its clearance and groups follow the charter while it is used. */
  readonly reader: TokenReader
  /** Aborted when the token is revoked or expires: what it has open ends then. */
  readonly ended: AbortSignal
}

export interface Tokens {
  /**
   * Resolves when it is durable, with the secret, which is never told again. Throws TokenError.
   */
  create(request: NewToken, by: Creator): Promise<{ readonly token: ListedToken; readonly secret: string }>
  /** In the order in which they were made; those that ended are among them. */
  list(): readonly ListedToken[]
  /** By id, or all that somebody of this name holds. Throws `token-unknown`. */
  find(idOrName: string): readonly ListedToken[]
  /** Those in force end at once; resolves when that is durable. Throws `token-unknown`. */
  revoke(idOrName: string): Promise<readonly ListedToken[]>
  /** Who presents `secret`. `unknown` is also what was revoked. */
  authenticate(secret: string): PresentedToken | 'unknown' | 'expired'
}
