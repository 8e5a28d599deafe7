// What became of posted envelopes, kept in the store: bounded in count, bytes and age, and told to whoever posted alone.
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Store } from '../store/types.ts'

/** One object of an envelope, as TAXII tells of it. */
export interface StatusDetail {
  readonly id: string
  readonly version: string
  readonly message?: string
}

export interface Status {
  readonly id: string
  /** Everything that it tells is durable before it is told. */
  readonly status: 'complete'
  /** RFC 3339. */
  readonly request_timestamp: string
  readonly total_count: number
  readonly success_count: number
  readonly successes?: readonly StatusDetail[]
  readonly failure_count: number
  readonly failures?: readonly StatusDetail[]
  readonly pending_count: number
}

/** Who posted, when, and how many bytes are kept. */
interface Head {
  readonly id: string
  readonly caller: string
  readonly at: number
  readonly bytes: number
}

export const statusLimits = {
  ageMaxMs: 7 * 24 * 3_600_000,
  ofCallerMax: 1000,
  allMax: 10_000,
  bytesMax: 128 * 1024 * 1024,
} as const

const headsKey = 'taxii-statuses'
const statusKey = (id: string): string => `taxii-status:${id}`

export interface Statuses {
  /** Durable when it resolves. */
  keep(caller: string, status: Status): Promise<void>
  /** `undefined`: of another, dropped, or never there. */
  find(caller: string, id: string): Status | undefined
}

export function openStatuses(store: Pick<Store, 'meta' | 'putMeta'>, clock: () => number): Statuses {
  const kept = store.meta(headsKey)
  /** Oldest first. */
  let heads: Head[] = kept === undefined ? [] : (JSON.parse(Buffer.from(kept).toString('utf8')) as Head[])

  return {
    keep: async (caller, status) => {
      const value = zstdCompressSync(JSON.stringify(status))
      const all = [...heads, { id: status.id, caller, at: clock(), bytes: value.byteLength }]
      const staying = within(all, clock())
      const ids = new Set(staying.map(({ id }) => id))
      const dropped = all
        .filter(({ id }) => !ids.has(id))
        .map(({ id }): [string, undefined] => [statusKey(id), undefined])
      heads = staying
      await store.putMeta({
        ...Object.fromEntries(dropped),
        [statusKey(status.id)]: value,
        [headsKey]: Buffer.from(JSON.stringify(heads)),
      })
    },
    find: (caller, id) => {
      const head = heads.find((one) => one.id === id)
      if (head?.caller !== caller || head.at < clock() - statusLimits.ageMaxMs) return undefined
      const value = store.meta(statusKey(id))
      return value === undefined ? undefined : (JSON.parse(zstdDecompressSync(value).toString('utf8')) as Status)
    },
  }
}

/** The newest that are within all bounds; the last one stays in any case. */
function within(all: readonly Head[], now: number): Head[] {
  const ofCaller = new Map<string, number>()
  const staying: Head[] = []
  let bytes = 0
  for (const head of [...all].reverse()) {
    const own = (ofCaller.get(head.caller) ?? 0) + 1
    ofCaller.set(head.caller, own)
    bytes += head.bytes
    const isLast = staying.length === 0
    const isWithin =
      own <= statusLimits.ofCallerMax &&
      staying.length < statusLimits.allMax &&
      bytes <= statusLimits.bytesMax &&
      head.at >= now - statusLimits.ageMaxMs
    if (isLast || isWithin) staying.push(head)
  }
  return staying.reverse()
}
