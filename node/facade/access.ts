// Who may call this node: its operator, the holders of its tokens, and strangers where config.json says so.
import type { AccessFacade } from '../api/facade.ts'
import type { Home } from '../home/home.ts'
import type { MemberId } from '../../protocol/ids.ts'
import type { Store } from '../store/types.ts'
import type { Trust } from '../trust/types.ts'
import { type TokenPolicy, createBounds } from '../tokens/bounds.ts'
import { openTokens } from '../tokens/tokens.ts'

export interface AccessDeps {
  readonly home: Pick<Home, 'config'>
  readonly store: Pick<Store, 'metas' | 'putMeta'>
  readonly trust: Pick<Trust, 'charter'>
  /** The member of this node. */
  readonly member: MemberId
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
  readonly later: (task: () => void, ms: number) => void
}

const publicPerMinutePreset = 60

/** Throws StoreError `store-corrupt` where a token cannot be read. */
export async function openAccess(deps: AccessDeps): Promise<AccessFacade> {
  const { home, store, trust, member, clock, random, later } = deps
  const { publicClear, publicPerMinute = publicPerMinutePreset, ...most } = home.config.access ?? {}
  const policy: TokenPolicy = {
    ...(most.maxForStaff === undefined ? {} : { staff: most.maxForStaff }),
    ...(most.maxForClients === undefined ? {} : { client: most.maxForClients }),
    ...(most.maxForFeeds === undefined ? {} : { feed: most.maxForFeeds }),
    ...(most.maxForAdmins === undefined ? {} : { admin: most.maxForAdmins }),
  }
  const bounds = createBounds({ charter: () => trust.charter().charter, member, policy })
  const tokens = await openTokens({ store, member, bounds, clock, random, later })
  return {
    operator: { kind: 'local', member },
    tokens,
    publicPerMinute: publicClear === true ? publicPerMinute : undefined,
  }
}
