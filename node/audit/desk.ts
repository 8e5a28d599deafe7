// The audit log as it is read, verified, exported and signed.
import { auditHash, decodeAuditEntry } from '../../protocol/audit-entry.ts'
import { type Checkpoint, encodeCheckpoint, openCheckpoint } from '../../protocol/checkpoint.ts'
import { type LaneId, type NetworkId, type NodeKey, parseHexId } from '../../protocol/ids.ts'
import { laneHash } from '../../protocol/lane.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { AuditRange, Store } from '../store/types.ts'
import type { AuditLog } from './audit.ts'
import { checkpointLine, entryLine, headLine } from './file.ts'
import type { AuditDesk, AuditLine, AuditQuery, AuditStanding } from './types.ts'

export interface DeskDeps {
  readonly audit: AuditLog
  readonly store: Pick<Store, 'auditRows' | 'auditEnd' | 'verifyAudit' | 'meta' | 'putMeta'>
  readonly network: NetworkId
  readonly node: NodeKey
  /** Ed25519 seed of the node. */
  readonly secretKey: Uint8Array
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

/** The last checkpoint that this node made, as text. */
const checkpointName = 'audit-checkpoint'

export function createAuditDesk(deps: DeskDeps): AuditDesk {
  const { audit, store } = deps
  const of = { network: deps.network, node: deps.node }

  /** `undefined` where none was made, or what is kept is none of this node. */
  const lastCheckpoint = (): Checkpoint | undefined => {
    const kept = store.meta(checkpointName)
    if (kept === undefined) return undefined
    try {
      return openCheckpoint(Buffer.from(kept).toString(), of)
    } catch (error) {
      if (error instanceof ProtocolError) return undefined
      throw error
    }
  }
  const sign = async (): Promise<{ text: string; seq: number; hash: string }> => {
    await audit.flushed()
    const end = store.auditEnd()
    if (end === undefined) throw new ProtocolError('audit-tail', 'nothing notes where the audit log ends')
    const text = encodeCheckpoint({ ...of, ...end, time: deps.clock() }, deps.secretKey)
    await store.putMeta({ [checkpointName]: Buffer.from(text) })
    return { text, ...end }
  }
  async function* lines(range: AuditRange): AsyncGenerator<AuditLine> {
    for await (const { bytes } of store.auditRows(range)) {
      const entry = decodeAuditEntry(bytes)
      // What is no entry, verifying tells of.
      if (entry !== undefined) yield { entry, hash: auditHash(bytes) }
    }
  }

  return {
    record: (event) => audit.record(event),
    flushed: () => audit.flushed(),
    standing: (): AuditStanding => ({
      entries: audit.last(),
      checkpointAt: lastCheckpoint()?.time,
      fault: audit.fault,
    }),

    log: async function* (query) {
      const fits = filterOf(query)
      const forward = query.after !== undefined
      const found: AuditLine[] = []
      for await (const line of lines(forward ? { after: query.after } : { reverse: true })) {
        if (!fits(line)) continue
        if (forward) yield line
        found.push(line)
        if (found.length === query.limit) break
      }
      if (!forward) yield* found.reverse()
    },

    follow: async function* (query, signal) {
      const fits = filterOf(query)
      const news = { seen: 0, wake: (): void => undefined }
      const stir = (): void => {
        news.seen++
        news.wake()
      }
      const stop = audit.onDurable(stir)
      signal.addEventListener('abort', stir, { once: true })
      let after = query.after ?? store.auditEnd()?.seq ?? 0
      try {
        while (!signal.aborted) {
          const before = news.seen
          for await (const line of lines({ after })) {
            after = line.entry.seq
            if (fits(line)) yield line
          }
          if (news.seen === before) await new Promise<void>((resolve) => (news.wake = resolve))
        }
      } finally {
        stop()
        signal.removeEventListener('abort', stir)
      }
    },

    verify: async function* (checkpoints) {
      const own = lastCheckpoint()
      const marks = [...checkpoints.map((text) => openCheckpoint(text, of)), ...(own === undefined ? [] : [own])]
      await audit.flushed()
      let findings = 0
      const walk = store.verifyAudit(marks)
      for (;;) {
        const { value, done } = await walk.next()
        if (done === true) {
          const { count: entries, last = null } = value
          yield { type: 'summary', entries, last, findings, checkpoints: marks.length }
          return
        }
        findings++
        yield { type: 'finding', ...value }
      }
    },

    export: async function* (from, actor, signal) {
      audit.record({ action: 'export', actor, decision: 'allowed', detail: { what: 'audit', from } })
      const { text, seq } = await sign()
      yield headLine({ ...of, from })
      for await (const row of store.auditRows({ after: from - 1, before: seq + 1 })) {
        signal.throwIfAborted()
        yield entryLine(row.seq, row.bytes)
      }
      yield checkpointLine(text)
    },

    checkpoint: async (actor) => {
      audit.record({ action: 'checkpoint', actor, decision: 'allowed' })
      return sign()
    },
  }
}

function filterOf({ since, until, action, actor, object }: AuditQuery): (line: AuditLine) => boolean {
  const lane = object === undefined ? undefined : parseHexId<LaneId>(object)
  const named = new Set([object, lane === undefined ? undefined : laneHash(lane)])
  return ({ entry }) =>
    (since === undefined || entry.time >= since) &&
    (until === undefined || entry.time < until) &&
    (action === undefined || entry.action === action) &&
    (actor === undefined || entry.actor === actor || entry.actor.startsWith(`${actor}:`)) &&
    (object === undefined || (entry.objects?.some((one) => named.has(one) || one.startsWith(`${object}.`)) ?? false))
}
