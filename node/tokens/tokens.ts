// The tokens of a node: made, presented, expired and revoked. All are held in memory and kept in the store.
import type { Role, TokenReader } from '../access/access.ts'
import type { MemberId } from '../../protocol/ids.ts'
import type { Tlp } from '../../protocol/names.ts'
import type { Store } from '../store/types.ts'
import { StoreError } from '../store/errors.ts'
import { type Bounds, lower } from './bounds.ts'
import { TokenError } from './errors.ts'
import { type KeptToken, decodeToken, encodeToken } from './record.ts'
import { checkRequest } from './request.ts'
import { drawSecret, hashOfSecret, isSecret } from './secret.ts'
import type { ListedToken, PresentedToken, Token, Tokens } from './types.ts'

export interface TokenDeps {
  readonly store: Pick<Store, 'metas' | 'putMeta'>
  /** The member of this node. */
  readonly member: MemberId
  /** What bounds every token of a role now. */
  readonly bounds: (role: Role) => Bounds
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
  /** Runs `task` after at most 2^31 ms, without keeping the process alive. */
  readonly later: (task: () => void, ms: number) => void
}

const keyPrefix = 'token:'
const idBytes = 8
const dayMs = 86_400_000
const tokensMax = 10_000
/** Tokens that ended are listed so long. */
const keptEndedMs = 400 * dayMs

/** Loads the tokens that the store keeps. Throws StoreError `store-corrupt` where one cannot be read. */
export async function openTokens(deps: TokenDeps): Promise<Tokens> {
  const { store, member, bounds, clock, random, later } = deps
  const byId = new Map<string, KeptToken>()
  const byHash = new Map<string, string>()
  /** By hash. */
  const lastUsed = new Map<string, number>()
  const inUse = new Map<string, AbortController>()
  for await (const { key, value } of store.metas(keyPrefix)) {
    const token = decodeToken(value)
    if (token === undefined || key !== keyPrefix + token.id) {
      throw new StoreError('store-corrupt', `The store is corrupt: ${key} is no token.`)
    }
    hold(token)
  }

  function hold(token: KeptToken): void {
    byId.set(token.id, token)
    byHash.set(token.hash, token.id)
  }

  function stateOf({ revokedAt, expiresAt }: Token): ListedToken['state'] {
    if (revokedAt !== undefined) return 'revoked'
    return expiresAt <= clock() ? 'expired' : 'active'
  }

  function effective({ role, clearance, groups }: Pick<Token, 'role' | 'clearance' | 'groups'>): Bounds {
    const most = bounds(role)
    return {
      clearance: lower(clearance, most.clearance),
      groups: groups.filter((name) => most.groups.includes(name)),
    }
  }

  function listed({ hash, ...token }: KeptToken): ListedToken {
    const lastUsedAt = lastUsed.get(hash)
    return { ...token, state: stateOf(token), effective: effective(token), lastUsedAt }
  }

  /** The reader of a token: what bounds it is asked at every decision, so that a new charter counts at once. */
  function readerOf(token: Token): TokenReader {
    const { id, name, role, scopes } = token
    return {
      ...{ kind: 'token' as const, id, name, member, role, scopes },
      get clearance(): Tlp {
        return effective(token).clearance
      },
      get groups(): readonly string[] {
        return effective(token).groups
      },
    }
  }

  function endOf(token: Token): AbortSignal {
    let ends = inUse.get(token.id)
    if (ends === undefined) {
      inUse.set(token.id, (ends = new AbortController()))
      endInTime(token)
    }
    return ends.signal
  }

  /** Ends what the token has open when it expires. The clock is asked again, since it may be set. */
  function endInTime({ id, expiresAt }: Token): void {
    later(
      () => {
        const token = byId.get(id)
        if (token === undefined || !inUse.has(id)) return
        if (stateOf(token) === 'active') endInTime(token)
        else end(id, 'expired')
      },
      Math.max(1, Math.min(expiresAt - clock(), dayMs)),
    )
  }

  function end(id: string, why: 'expired' | 'revoked'): void {
    inUse.get(id)?.abort(why)
    inUse.delete(id)
  }

  function matching(idOrName: string): KeptToken[] {
    const one = byId.get(idOrName)
    const found = one === undefined ? [...byId.values()].filter(({ name }) => name === idOrName) : [one]
    if (found.length === 0) throw new TokenError('token-unknown', `no token is ${JSON.stringify(idOrName)}`)
    return found
  }

  /** Forgets what ended long ago; gives the keys to delete. Throws `tokens-full`. */
  function makeRoom(): Record<string, undefined> {
    const now = clock()
    const gone: Record<string, undefined> = {}
    for (const token of byId.values()) {
      if ((token.revokedAt ?? token.expiresAt) + keptEndedMs > now) continue
      byId.delete(token.id)
      byHash.delete(token.hash)
      lastUsed.delete(token.hash)
      gone[keyPrefix + token.id] = undefined
    }
    if (byId.size >= tokensMax) throw new TokenError('tokens-full', `${byId.size} tokens are kept`)
    return gone
  }

  return {
    create: async (request, by) => {
      const given = checkRequest(request, by, effective({ ...request, groups: request.groups ?? [] }), clock())
      const gone = makeRoom()
      const secret = drawSecret(random)
      const token: KeptToken = {
        id: Buffer.from(random(idBytes)).toString('hex'),
        hash: hashOfSecret(secret),
        ...given,
        createdAt: clock(),
        createdBy: by.actor,
      }
      await store.putMeta({ ...gone, [keyPrefix + token.id]: encodeToken(token) })
      hold(token)
      return { token: listed(token), secret }
    },
    list: () => [...byId.values()].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)).map(listed),
    find: (idOrName) => matching(idOrName).map(listed),
    revoke: async (idOrName) => {
      const revokedAt = clock()
      const revoked = matching(idOrName)
        .filter((token) => token.revokedAt === undefined)
        .map((token) => ({ ...token, revokedAt }))
      // It ends before the disk has it: a token that should not be is worse than one that is revoked twice.
      for (const token of revoked) {
        hold(token)
        end(token.id, 'revoked')
      }
      await store.putMeta(Object.fromEntries(revoked.map((token) => [keyPrefix + token.id, encodeToken(token)])))
      return revoked.map(listed)
    },
    authenticate: (secret): PresentedToken | 'unknown' | 'expired' => {
      const token = isSecret(secret) ? byId.get(byHash.get(hashOfSecret(secret)) ?? '') : undefined
      if (token === undefined || token.revokedAt !== undefined) return 'unknown'
      if (stateOf(token) === 'expired') return 'expired'
      lastUsed.set(token.hash, clock())
      return { token, reader: readerOf(token), ended: endOf(token) }
    },
  }
}
