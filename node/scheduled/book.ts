// Scheduled feeds as they are kept in the store: a change is durable before it acts.
import type { Store } from '../store/types.ts'
import type { Feed, FeedSpec, FeedState, Memory, RunRecord } from './types.ts'
import { scheduledLimits } from './limits.ts'

const listKey = 'feeds'
const stateKey = (name: string): string => `feed-state:${name}`
const memoryKey = (name: string): string => `feed-memory:${name}`
const heldKey = (name: string): string => `feed-held:${name}`
const historyKey = (name: string): string => `feed-history:${name}`

/** What goes with a change of a feed. What is held goes when nothing is. */
export interface More {
  readonly memory?: Memory
  readonly run?: RunRecord
  readonly heldCursors?: Uint8Array
}

export interface Book {
  list(): Feed[]
  get(name: string): Feed | undefined
  memory(name: string): Memory
  /** Oldest first. */
  history(name: string): readonly RunRecord[]
  /** One atomic write; `undefined` leaves what is there. */
  put(feed: Feed, more?: More): Promise<void>
  /** Of all that is held, as they were written with `put`. */
  heldCursors(name: string): Uint8Array
  putMemory(name: string, memory: Memory): Promise<void>
  remove(name: string): Promise<void>
}

/** Reads what is kept. Another process never writes it: the store has one owner. */
export function openBook(store: Pick<Store, 'meta' | 'putMeta'>): Book {
  const feeds = new Map<string, Feed>()
  for (const spec of (read(store, listKey) ?? []) as FeedSpec[]) {
    const state = read(store, stateKey(spec.name)) as FeedState | undefined
    if (state !== undefined) feeds.set(spec.name, { spec, state })
  }
  const listed = (): Uint8Array => encode([...feeds.values()].map(({ spec }) => spec))
  const history = (name: string): RunRecord[] => (read(store, historyKey(name)) ?? []) as RunRecord[]
  return {
    list: () => [...feeds.values()],
    get: (name) => feeds.get(name),
    memory: (name) => read(store, memoryKey(name)) ?? {},
    history,
    heldCursors: (name) => store.meta(heldKey(name)) ?? new Uint8Array(0),
    put: async (feed, { memory, run, heldCursors } = {}) => {
      const { name } = feed.spec
      const before = feeds.get(name)
      feeds.set(name, feed)
      await store.putMeta({
        [stateKey(name)]: encode(feed.state),
        ...(before?.spec === feed.spec ? {} : { [listKey]: listed() }),
        ...(memory === undefined ? {} : { [memoryKey(name)]: encode(memory) }),
        ...(feed.state.held === undefined || heldCursors !== undefined ? { [heldKey(name)]: heldCursors } : {}),
        ...(run === undefined
          ? {}
          : { [historyKey(name)]: encode([...history(name), run].slice(-scheduledLimits.historyMax)) }),
      })
    },
    putMemory: (name, memory) => store.putMeta({ [memoryKey(name)]: encode(memory) }),
    remove: async (name) => {
      feeds.delete(name)
      await store.putMeta({
        [listKey]: listed(),
        [stateKey(name)]: undefined,
        [memoryKey(name)]: undefined,
        [heldKey(name)]: undefined,
        [historyKey(name)]: undefined,
      })
    },
  }
}

function read(store: Pick<Store, 'meta'>, key: string): unknown {
  const bytes = store.meta(key)
  return bytes === undefined ? undefined : (JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown)
}

function encode(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value))
}
