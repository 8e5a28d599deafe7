// Webhooks and their progress as they are kept in the store: a change is durable before it acts.
import type { Store } from '../store/types.ts'
import type { Progress, Webhook, WebhookState } from './types.ts'

const listKey = 'webhooks'
const progressKey = (id: string): string => `webhook:${id}`
export const deadMax = 100

export interface Book {
  list(): WebhookState[]
  get(id: string): WebhookState | undefined
  put(webhook: Webhook, progress: Progress): Promise<void>
  remove(id: string): Promise<void>
}

/** Reads what is kept. Another process never writes it: the store has one owner. */
export function openBook(store: Pick<Store, 'meta' | 'putMeta'>): Book {
  const states = new Map<string, WebhookState>()
  for (const webhook of (read(store, listKey) ?? []) as Webhook[]) {
    const progress = read(store, progressKey(webhook.id)) as Progress | undefined
    states.set(webhook.id, { webhook, progress: progress ?? { cursor: 0, delivered: 0, attempts: 0, dead: [] } })
  }
  const listed = (): Uint8Array => encode([...states.values()].map(({ webhook }) => webhook))
  return {
    list: () => [...states.values()],
    get: (id) => states.get(id),
    put: async (webhook, progress) => {
      const before = states.get(webhook.id)
      const kept = { ...progress, dead: progress.dead.slice(-deadMax) }
      states.set(webhook.id, { webhook, progress: kept })
      await store.putMeta({
        [progressKey(webhook.id)]: encode(kept),
        ...(before?.webhook === webhook ? {} : { [listKey]: listed() }),
      })
    },
    remove: async (id) => {
      states.delete(id)
      await store.putMeta({ [progressKey(id)]: undefined, [listKey]: listed() })
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
