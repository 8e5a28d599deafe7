// Objects that several statements share go out once: among the last ones, since memory is bounded. Later they come again,
// the same as before.
import { LRUCache } from 'lru-cache'

const rememberedMax = 65_536

export class Once {
  readonly #seen = new LRUCache<string, true>({ max: rememberedMax })

  /** Whether `key` is new. */
  first(key: string): boolean {
    if (this.#seen.get(key) === true) return false
    this.#seen.set(key, true)
    return true
  }
}
