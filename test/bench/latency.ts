// From the moment a client sends a statement to one node's API until the watch stream of another node's API has it: all
// on the clock of this process, over three nodes in processes of their own.
import { performance } from 'node:perf_hooks'
import { jsonLines, type SocketClient } from './socket.ts'

export interface Latency {
  readonly samples: number
  readonly p50: number
  readonly p99: number
  readonly max: number
  /** The same at the publisher: until it is durable there and answered. */
  readonly ackP50: number
  readonly ackP99: number
}

/** Publishes at `publisher` one after the other while `go` says so and until each is seen by all `watchers`. */
export async function measureLatency(
  publisher: SocketClient,
  watchers: readonly SocketClient[],
  name: string,
  go: (published: number) => boolean,
): Promise<Latency> {
  const stop = new AbortController()
  const seen = watchers.map(() => new Map<string, PromiseWithResolvers<number>>())
  const watching = watchers.map((watcher, at) =>
    watcher.lines({ method: 'GET', path: '/v1/watch?feed=manual', signal: stop.signal }, (line) => {
      const now = performance.now()
      arrivalOf(seen[at]!, (line as { subject: string }).subject).resolve(now)
    }),
  )
  for (const one of watching) one.catch(() => undefined) // aborted at the end
  // The watch stream has no first line: give it the time to stand.
  await pause(300)
  const delays: number[] = []
  const acks: number[] = []
  for (let at = 0; go(at); at += 1) {
    const value = `${name}-${at}.latency-of-entente.com`
    const draft = { kind: 'indicator', value, category: 'phishing', confidence: 80, marking: 'TLP:GREEN' }
    const begin = performance.now()
    let answer: unknown
    await publisher.lines(
      { method: 'POST', path: '/v1/statements', type: jsonLines, body: `${JSON.stringify(draft)}\n` },
      (line) => (answer = line),
    )
    acks.push(performance.now() - begin)
    if (!('id' in (answer as object))) throw new Error(`not published: ${JSON.stringify(answer)}`)
    const arrivals = await Promise.all(seen.map((one) => arrivalOf(one, value).promise))
    delays.push(...arrivals.map((arrival) => arrival - begin))
    await pause(5 + (at % 11))
  }
  stop.abort()
  await Promise.allSettled(watching)
  return {
    samples: delays.length,
    p50: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    max: quantile(delays, 1),
    ackP50: quantile(acks, 0.5),
    ackP99: quantile(acks, 0.99),
  }
}

function arrivalOf(seen: Map<string, PromiseWithResolvers<number>>, subject: string): PromiseWithResolvers<number> {
  let arrival = seen.get(subject)
  if (arrival === undefined) seen.set(subject, (arrival = Promise.withResolvers()))
  return arrival
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
