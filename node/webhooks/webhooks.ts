// Tells receivers of new statements by filter: each from its own durable cursor, so that nothing is skipped by a restart,
// and no receiver waits for another.
import { isDeepStrictEqual } from 'node:util'
import type { MemberId } from '../../protocol/ids.ts'
import type { Reader } from '../access/access.ts'
import type { Surfaced } from '../api/facade.ts'
import type { Audit } from '../audit/types.ts'
import type { StatementFilter, Store } from '../store/types.ts'
import { compareTlp, parseTlp } from '../../protocol/marking.ts'
import type { Tlp } from '../../protocol/names.ts'
import { viewOf } from '../api/view.ts'
import { assertHostWithin, isPublic } from '../outbound/guard.ts'
import { createOutbound, urlOf } from '../outbound/request.ts'
import { lower } from '../tokens/bounds.ts'
import { openBook } from './book.ts'
import { WebhookError } from './codes.ts'
import { attempt, pauseBefore } from './deliver.ts'
import type { DeadLetter, Progress, Trial, Webhook, WebhookSpec, WebhookState } from './types.ts'

export interface WebhooksDeps {
  readonly member: MemberId
  /** The highest label that this member, and local policy, let out to staff now. */
  readonly bound: () => Tlp
  /** false: webhooks can be looked at and changed, and nothing is sent. */
  readonly online: boolean
  readonly store: Pick<Store, 'meta' | 'putMeta' | 'lastCursor' | 'onCommit'>
  /** Statements after a cursor, in order, filtered for the reader. */
  readonly query: (
    reader: Reader,
    filter: StatementFilter,
    options: { after: number; limit: number },
    signal: AbortSignal,
  ) => AsyncIterable<Surfaced>
  readonly audit: Pick<Audit, 'record' | 'flushed'>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
  readonly later: (task: () => void, ms: number) => void
  readonly log: { warn(event: string, fields?: Readonly<Record<string, unknown>>): void }
}

export interface Webhooks {
  list(): WebhookState[]
  /** By name or id. Throws `webhook-not-found`. */
  find(name: string): WebhookState
  /** Tells of what arrives from now on. Throws `webhook-exists`, `webhook-invalid`. */
  add(spec: WebhookSpec): Promise<WebhookState>
  pause(name: string, paused: boolean): Promise<WebhookState>
  remove(name: string): Promise<void>
  /** A new secret; the one before signs, too, for `keepMs`. */
  rotateSecret(name: string, keepMs: number): Promise<WebhookState>
  /** Sends a message without statements, once. */
  test(name: string): Promise<Trial>
  /** Sends dead letters once more, in their order; gives how many. */
  redeliver(name: string): Promise<number>
  stop(): Promise<void>
}

const perMessage = 100
/** Standard Webhooks: a receiver has fifteen seconds to say that it has it. */
const patience = { timeoutMs: 15_000, deadlineMs: 30_000 } as const
const namePattern = /^[a-z0-9][a-z0-9._-]{0,62}$/

export function createWebhooks(deps: WebhooksDeps): Webhooks {
  const { store, clock } = deps
  const book = openBook(store)
  const stopping = new AbortController()
  const running = new Map<string, { wake: (why: 'news' | 'change') => void; done: Promise<void> }>()
  /** Up to where there was nothing for each, beyond what is kept: not to be looked through with every commit. */
  const looked = new Map<string, number>()

  /** What a receiver gets, as if somebody of this member asked with that clearance. */
  const readerOf = ({ id, name, clearance }: Webhook): Reader => ({
    kind: 'token',
    id: `webhook:${id}`,
    name: `webhook ${name}`,
    ...{ member: deps.member, role: 'staff', clearance: lower(clearance, deps.bound()), groups: [], scopes: [] },
  })

  const messageOf = async (webhook: Webhook, after: number, limit = perMessage): Promise<Surfaced[]> =>
    Array.fromAsync(deps.query(readerOf(webhook), webhook.filter, { after, limit }, stopping.signal))

  const send = (webhook: Webhook, found: readonly Surfaced[]) => {
    const [first, last] = [found[0]?.held.cursor ?? 0, found.at(-1)?.held.cursor ?? 0]
    const id = `msg_${webhook.id}_${first}_${last}`
    const body = JSON.stringify({ type: 'statements', webhook: webhook.name, statements: found.map(viewOf) })
    return { first, last, id, body }
  }

  /** What the operator changed meanwhile stays. */
  const update = async (id: string, change: (progress: Progress) => Progress): Promise<void> => {
    const now = book.get(id)
    if (now !== undefined) await book.put(now.webhook, change(now.progress))
  }

  /** Until there is nothing more for it, or it has to wait. */
  const step = async (id: string): Promise<number | 'idle'> => {
    const state = book.get(id)
    if (state === undefined || state.webhook.paused) return 'idle'
    const { webhook, progress } = state
    const edge = store.lastCursor()
    // A message that is tried again stays what it was: what came meanwhile is in the next one.
    const after = Math.max(progress.cursor, progress.upTo === undefined ? (looked.get(id) ?? 0) : 0)
    const found = (await messageOf(webhook, after)).filter(
      ({ held }) => progress.upTo === undefined || held.cursor <= progress.upTo,
    )
    if (found.length === 0 && progress.upTo !== undefined) {
      // What it held may not leave any more.
      const { upTo } = progress
      await update(id, (now) => ({ ...withoutCode(now), cursor: upTo, attempts: 0 }))
      return 0
    }
    if (found.length === 0) {
      // Everything up to the edge is for others; kept with the next change.
      looked.set(id, edge)
      if (edge > progress.cursor + skippedMax) await update(id, (now) => ({ ...now, cursor: edge }))
      return 'idle'
    }
    const message = send(webhook, found)
    if (progress.attempts === 0) await recorded(webhook, found)
    // Kept before it goes: whatever ends this attempt, the next one is the same message.
    if (progress.upTo === undefined) await update(id, (now) => ({ ...now, upTo: message.last }))
    await using outbound = createOutbound({ allowPrivate: webhook.allowPrivate, ...patience })
    const outcome = await attempt(
      outbound,
      webhook,
      { id: message.id, body: message.body, at: clock() },
      stopping.signal,
    )
    const current = book.get(id)
    if (current === undefined) return 'idle'
    const told: Progress = { ...current.progress, lastAt: clock(), upTo: message.last }
    if (outcome.done) {
      const delivered = told.delivered + found.length
      await book.put(current.webhook, { ...withoutCode(told), cursor: message.last, delivered, attempts: 0 })
      return 0
    }
    const attempts = told.attempts + 1
    if (outcome.gone) {
      await book.put({ ...current.webhook, paused: true }, { ...told, attempts, lastCode: 'webhook-gone' })
      return 'idle'
    }
    const pause = pauseBefore(attempts, chance())
    if (pause !== undefined) {
      await book.put(current.webhook, { ...told, attempts, lastCode: outcome.code })
      return Math.max(pause, outcome.retryAfterMs ?? 0)
    }
    const letter: DeadLetter = {
      ...{ message: message.id, firstCursor: message.first, lastCursor: message.last, attempts },
      ...{ code: outcome.code, reason: outcome.reason, at: clock() },
    }
    deps.log.warn('webhook-gave-up', { webhook: webhook.name, code: outcome.code, message: message.id })
    const dead = [...told.dead, letter]
    await book.put(current.webhook, {
      ...withoutCode(told),
      ...{ cursor: message.last, attempts: 0, lastCode: outcome.code, dead },
    })
    return 0
  }

  /** Before the first byte leaves. */
  const recorded = async (webhook: Webhook, found: readonly Surfaced[]): Promise<void> => {
    deps.audit.record({
      action: 'disclose',
      actor: `webhook:${webhook.id}:${webhook.name}`,
      objects: found.map(({ held }) => held.id),
      decision: 'allowed',
      detail: { count: found.length, url: urlOf(webhook.url).host },
    })
    await deps.audit.flushed()
  }

  const newSecret = (): string => `whsec_${Buffer.from(deps.random(32)).toString('base64')}`
  const chance = (): number => Buffer.from(deps.random(4)).readUInt32BE() / 2 ** 32

  const run = async (id: string, gate: Gate): Promise<void> => {
    while (!stopping.signal.aborted && book.get(id) !== undefined) {
      const next = await step(id).catch((error: unknown) => {
        if (stopping.signal.aborted) return 'idle' as const
        deps.log.warn('webhook-failed', { webhook: id, error: error instanceof Error ? error.message : String(error) })
        return 60_000
      })
      if (next === 0) continue
      // A new statement does not shorten the pause after a failure; whoever changes the webhook does.
      await (next === 'idle' ? gate.waiting('news') : Promise.race([gate.waiting('change'), pause(next)]))
    }
  }

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        stopping.signal.removeEventListener('abort', end)
        resolve()
      }
      deps.later(end, ms)
      stopping.signal.addEventListener('abort', end, { once: true })
    })

  const start = (id: string): void => {
    if (!deps.online) return
    const gate = createGate()
    running.set(id, { wake: gate.wake, done: run(id, gate).finally(() => running.delete(id)) })
  }

  const wakeAll = (): void => {
    for (const { wake } of running.values()) wake('news')
  }
  const stopListening = store.onCommit(wakeAll)
  for (const { webhook } of book.list()) start(webhook.id)

  const find = (name: string): WebhookState => {
    const state = book.get(name) ?? book.list().find(({ webhook }) => webhook.name === name)
    if (state === undefined) throw new WebhookError('webhook-not-found', `no webhook is named ${JSON.stringify(name)}`)
    return state
  }

  return {
    list: () => book.list(),
    find,
    add: async (spec) => {
      if (!namePattern.test(spec.name)) throw new WebhookError('webhook-invalid', `${spec.name} is no name`)
      const url = urlOf(spec.url)
      // Names are looked up when a message goes: what they lead to may change.
      if (!spec.allowPrivate) assertHostWithin(url, isPublic)
      const clearance = parseTlp(spec.clearance)
      if (compareTlp(clearance, deps.bound()) > 0) {
        throw new WebhookError('webhook-invalid', `the member, or local policy, lets out ${deps.bound()} at most`)
      }
      const same = book.list().find(({ webhook }) => webhook.name === spec.name)
      if (same !== undefined && !isDeepStrictEqual(specOf(same.webhook), spec)) {
        throw new WebhookError('webhook-exists', `${spec.name} is there already`)
      }
      if (same !== undefined) return same
      const id = Buffer.from(deps.random(8)).toString('hex')
      const secret = newSecret()
      const webhook: Webhook = { ...spec, clearance, id, secret, createdAt: clock(), paused: false }
      await book.put(webhook, { cursor: store.lastCursor(), delivered: 0, attempts: 0, dead: [] })
      start(id)
      return find(id)
    },
    pause: async (name, paused) => {
      const { webhook, progress } = find(name)
      await book.put({ ...webhook, paused }, { ...progress, attempts: 0 })
      running.get(webhook.id)?.wake('change')
      return find(webhook.id)
    },
    remove: async (name) => {
      const { webhook } = find(name)
      await book.remove(webhook.id)
      looked.delete(webhook.id)
      running.get(webhook.id)?.wake('change')
    },
    rotateSecret: async (name, keepMs) => {
      const { webhook, progress } = find(name)
      const previous = { secret: webhook.secret, until: clock() + keepMs }
      await book.put({ ...webhook, secret: newSecret(), previous }, progress)
      return find(webhook.id)
    },
    test: async (name) => {
      const { webhook } = find(name)
      const id = `msg_${webhook.id}_test_${Buffer.from(deps.random(8)).toString('hex')}`
      const body = JSON.stringify({ type: 'test', webhook: webhook.name, statements: [] })
      await using outbound = createOutbound({ allowPrivate: webhook.allowPrivate, ...patience })
      const before = clock()
      const outcome = await attempt(outbound, webhook, { id, body, at: before }, stopping.signal)
      const tookMs = clock() - before
      if (outcome.done) return { delivered: true, tookMs }
      return { delivered: false, code: outcome.code, reason: outcome.reason, tookMs }
    },
    redeliver: async (name) => {
      const { webhook, progress } = find(name)
      let sent = 0
      for (const letter of progress.dead) {
        const found = await messageOf(webhook, letter.firstCursor - 1)
        const part = found.filter(({ held }) => held.cursor <= letter.lastCursor)
        const message = send(webhook, part)
        if (part.length > 0) await recorded(webhook, part)
        await using outbound = createOutbound({ allowPrivate: webhook.allowPrivate, ...patience })
        const to = { id: letter.message, body: message.body, at: clock() }
        const outcome =
          part.length === 0 ? { done: true as const } : await attempt(outbound, webhook, to, stopping.signal)
        if (!outcome.done) throw new WebhookError('webhook-refused', outcome.reason)
        const current = find(webhook.id)
        const dead = current.progress.dead.filter((one) => one.message !== letter.message)
        await book.put(current.webhook, { ...current.progress, dead })
        sent += 1
      }
      return sent
    },
    stop: async () => {
      stopListening()
      stopping.abort()
      for (const { wake } of running.values()) wake('change')
      await Promise.all([...running.values()].map(({ done }) => done))
    },
  }
}

/** Cursors (microseconds) that may be looked through again after a restart. */
const skippedMax = 60_000_000

function specOf({ name, url, filter, clearance, allowPrivate }: Webhook): WebhookSpec {
  return { name, url, filter, clearance, allowPrivate }
}

function withoutCode(progress: Progress): Progress {
  const { cursor, delivered, attempts, lastAt, dead } = progress
  return { cursor, delivered, attempts, dead, ...(lastAt === undefined ? {} : { lastAt }) }
}

interface Gate {
  readonly wake: (why: 'news' | 'change') => void
  /** Resolves once something was told since it resolved last: for `news` anything, for `change` a change alone. */
  readonly waiting: (what: 'news' | 'change') => Promise<void>
}

function createGate(): Gate {
  const told = { news: false, change: false }
  let resolve: (() => void) | undefined
  let awaited: 'news' | 'change' = 'news'
  const isDue = (): boolean => told.change || (awaited === 'news' && told.news)
  return {
    wake: (why) => {
      told[why] = true
      if (isDue()) resolve?.()
    },
    waiting: async (what) => {
      awaited = what
      if (!isDue()) await new Promise<void>((done) => (resolve = done))
      // What came meanwhile is looked at now.
      told.news = told.change = false
      resolve = undefined
    },
  }
}
