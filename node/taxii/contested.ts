// Ids that a token posted under although they are somebody else's, whom it may not know of. It is answered as for any id, and
// finds its object under it; everybody else has that under the id which follows from its statement, so that nothing of
// others is taken for changed or ended by it.
import type { Reader } from '../access/access.ts'
import type { Store, StoredStatement } from '../store/types.ts'
import { feedOf } from './records.ts'

const metaKey = 'taxii-contested'

export interface Contested {
  /** Durable when it resolves. */
  readonly add: (id: string, feed: string) => Promise<void>
  /** Whether the id that `held` was posted under is another's, for this reader. */
  for(reader: Reader): (held: StoredStatement, id: string) => boolean
}

export function openContested(store: Pick<Store, 'meta' | 'putMeta'>): Contested {
  const kept = store.meta(metaKey)
  const known = new Set(kept === undefined ? [] : (JSON.parse(Buffer.from(kept).toString('utf8')) as string[]))
  const keyOf = (id: string, feed: string): string => `${id} ${feed}`
  return {
    add: async (id, feed) => {
      if (known.has(keyOf(id, feed))) return
      known.add(keyOf(id, feed))
      await store.putMeta({ [metaKey]: Buffer.from(JSON.stringify([...known])) })
    },
    for: (reader) => {
      const own = feedOf(reader)
      return ({ statement }, id) => {
        if (known.size === 0) return false
        const feed = statement.origin?.feed
        return feed !== undefined && feed !== own && known.has(keyOf(id, feed))
      }
    },
  }
}
