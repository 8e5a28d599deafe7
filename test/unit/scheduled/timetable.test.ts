// When feeds run: by the clock, a few at once and each once at a time, again after what passes, and over again after a stop.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { scheduledLimits } from '../../../node/scheduled/limits.ts'
import { intervalOf, pauseAfter } from '../../../node/scheduled/retry.ts'
import { formatSpan, parseSpan } from '../../../node/scheduled/spans.ts'
import { lagOf, standingOfFeed } from '../../../node/scheduled/standing.ts'
import {
  type Answer,
  type Bench,
  type Change,
  type Server,
  createBench,
  lines,
  names,
  serve,
  spec,
  unchecked,
} from './fixture.ts'

let bench: Bench
let server: Server
const text = lines(names(20))
const hour = 3_600_000

beforeEach(async () => {
  bench = await createBench({ online: true })
  server = await serve(() => ({ body: text }))
})
afterEach(async () => {
  await server.close()
  await bench[Symbol.asyncDispose]()
})

const add = (change: Change = {}) =>
  bench.scheduled.add(spec(`${server.base}/${change.name ?? 'trial'}.txt`, change), unchecked)
const feed = (name = 'trial') => bench.scheduled.find(name)
const runs = (name = 'trial') => bench.scheduled.history(name)
const settled = (count: number, name = 'trial') => expect.poll(() => runs(name).length).toBe(count)
const standing = () => standingOfFeed(feed(), bench.now)
/** Answers wait until the test lets them go. */
const gated = (answer: Answer): { open: () => void } => {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  server.answer = async (...asked) => {
    await promise
    return answer(...asked)
  }
  return { open: () => resolve(undefined) }
}

test('a feed runs at once, and then at its interval', async () => {
  await add()
  await settled(1)
  expect(runs()[0]).toMatchObject({ by: 'schedule', code: 'ok', published: 20 })
  bench.pass(hour - 1000)
  expect(runs()).toHaveLength(1)
  bench.pass(1000)
  await settled(2)
  bench.pass(hour)
  await settled(3)
  expect(runs().map(({ published }) => published)).toEqual([20, 0, 0])
  expect(standing()).toBe('ok')
})

test('each once at a time', async () => {
  const gate = gated(() => ({ body: text }))
  await add()
  await expect.poll(() => server.asked.length).toBe(1)
  await expect(bench.run('trial')).rejects.toMatchObject({ code: 'feed-running' })
  await expect(bench.scheduled.remove('trial', false, unchecked.signal)).rejects.toMatchObject({ code: 'feed-running' })
  bench.pass(10 * hour)
  expect(server.asked).toHaveLength(1)
  gate.open()
  // What was missed meanwhile is made up for once.
  await settled(2)
  expect(server.asked).toHaveLength(2)
})

test('a few at once, and the others when those are done', async () => {
  const gate = gated(() => ({ body: text }))
  const all = Array.from({ length: 7 }, (_, at) => `feed-${at}`)
  for (const name of all) await add({ name })
  await expect.poll(() => server.asked.length).toBe(scheduledLimits.runsMax)
  expect(all.filter((name) => bench.scheduled.isRunning(name))).toHaveLength(scheduledLimits.runsMax)
  gate.open()
  for (const name of all) await settled(1, name)
  expect(server.asked.map(({ path }) => path).sort()).toEqual(all.map((name) => `/${name}.txt`))
})

test('history ends at a hundred runs', async () => {
  await add({ name: 'many' })
  await settled(1, 'many')
  for (let at = 0; at < scheduledLimits.historyMax + 2; at += 1) await bench.run('many')
  expect(runs('many')).toHaveLength(scheduledLimits.historyMax)
  expect(runs('many').every(({ by }) => by === 'operator')).toBe(true)
}, 30_000)

describe('what fails', () => {
  test('in passing is tried again, with growing pauses, and never later than the interval', async () => {
    server.answer = () => ({ status: 503 })
    await add()
    const pauses: number[] = []
    for (let at = 1; at <= 9; at += 1) {
      await settled(at)
      pauses.push(feed().state.nextAt - bench.now)
      bench.pass(feed().state.nextAt - bench.now)
    }
    expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600].map((seconds) => seconds * 1000))
    expect(standing()).toBe('failing')
    server.answer = () => ({ body: text })
    await settled(10)
    bench.pass(hour)
    await settled(11)
    expect(standing()).toBe('ok')
    expect(feed().state.attempts).toBe(0)
  })

  test('for good waits for its interval', async () => {
    server.answer = () => ({ status: 404 })
    await add()
    await settled(1)
    expect(feed().state.nextAt - bench.now).toBe(hour)
    expect(runs()[0]).toMatchObject({ code: 'status-unexpected' })
    expect(runs()[0]?.reason).toContain('404')
  })

  test.each([
    ['in seconds', '7200', 7200],
    ['as a time by the clock of the server', 'Thu, 01 Jan 2026 03:00:00 GMT', 10_800],
    ['without end', '999999999', 86_400],
  ])('is left alone for as long as the server asks, %s', async (_, after, seconds) => {
    const headers = { 'retry-after': after, date: 'Thu, 01 Jan 2026 00:00:00 GMT' }
    server.answer = () => ({ status: 429, headers })
    await add()
    await settled(1)
    expect(feed().state.nextAt - bench.now).toBe(seconds * 1000)
  })
})

test('pauses and intervals are varied, so that feeds and nodes do not ask together', () => {
  expect([0, 0.5, 0.999].map((chance) => Math.round(pauseAfter(1, hour, chance) / 1000))).toEqual([24, 30, 36])
  expect([0, 0.5, 1].map((chance) => intervalOf(hour, chance) / 1000)).toEqual([3420, 3600, 3780])
  expect(intervalOf(100 * hour, 1)).toBe(100 * hour + scheduledLimits.jitterMaxMs)
})

test('a paused feed is not run until it is resumed; its lag shows meanwhile', async () => {
  await add()
  await settled(1)
  await bench.scheduled.pause('trial', true)
  bench.pass(5 * hour)
  expect(runs()).toHaveLength(1)
  expect([standing(), lagOf(feed(), bench.now)]).toEqual(['paused', 4 * hour])
  await bench.scheduled.pause('trial', false)
  await settled(2)
  expect(bench.audited.filter(({ action }) => action === 'feed-change').map(({ detail }) => detail?.what)).toEqual([
    'pause',
    'resume',
  ])
})

test('a feed that nobody runs is late', async () => {
  await bench.restart({ online: false })
  await add()
  expect(standing()).toBe('new')
  bench.now += 2 * hour
  expect(standing()).toBe('late')
})

describe('a stop', () => {
  test('in the middle of a run: it begins again, and nothing is published twice', async () => {
    server.answer = () => ({ body: lines(names(500)), hang: true })
    await add()
    await expect.poll(() => server.asked.length).toBe(1)
    await bench.scheduled.stop()
    expect(runs().map(({ code }) => code)).toEqual(['run-interrupted'])
    expect([feed().state.attempts, feed().state.nextAt <= bench.now]).toEqual([0, true])
    server.answer = () => ({ body: lines(names(500)) })
    await bench.restart()
    await settled(2)
    expect(runs()[1]).toMatchObject({ code: 'ok', read: 500 })
    expect(await bench.said('trial')).toEqual(names(500))
    const all = await Array.fromAsync(bench.store.query({ kind: 'node' } as never, { feed: 'trial' }))
    expect(all).toHaveLength(500)
  })

  test('while it was due: it runs at the start, and others at their time', async () => {
    await add()
    await add({ name: 'slow', everyMs: 24 * hour })
    await settled(1)
    await settled(1, 'slow')
    await bench.scheduled.stop()
    bench.now += 3 * hour
    await bench.restart()
    await settled(2)
    expect(runs('slow')).toHaveLength(1)
  })

  test('of whoever asked for a run: it is recorded as cut', async () => {
    await add()
    await settled(1)
    server.answer = () => ({ body: lines(names(2000)) })
    for await (const event of bench.scheduled.run('trial', { confirm: false, signal: unchecked.signal })) {
      if (event.type === 'progress') break
    }
    await expect.poll(() => runs().map(({ code }) => code)).toContain('run-interrupted')
    await expect.poll(() => runs().at(-1)?.code).toBe('ok')
    expect(await bench.said('trial')).toHaveLength(2000)
  })
})

test('a clock that was set back does not stop a feed', async () => {
  await add()
  await settled(1)
  bench.now -= 365 * 24 * hour
  await bench.restart()
  await settled(2)
})

describe('adding', () => {
  test('looks at the source first', async () => {
    server.answer = () => ({ body: `${text}10.0.0.1\n` })
    const { feed: kept, check } = await bench.scheduled.add(spec(`${server.base}/a`), { ...unchecked, dryRun: true })
    expect(kept).toBeUndefined()
    expect(check).toMatchObject({ kind: 'url', taken: 20, sample: names(5) })
    expect(Object.values(check!.rejected)).toEqual([1])
    expect(bench.scheduled.list()).toEqual([])
  })

  test('reads no more than a first piece of a large one', async () => {
    server.answer = () => ({ body: lines(names(300_000)) })
    const { check } = await bench.scheduled.add(spec(`${server.base}/a`), { ...unchecked, dryRun: true })
    expect(check).toMatchObject({ taken: 100, rejected: {} })
  })

  test('what a run came to while the source was looked at stays', async () => {
    server.answer = () => ({ body: lines(names(20)) })
    await bench.scheduled.add(spec(`${server.base}/list.txt`), unchecked)
    await settled(1)
    let ran: Promise<unknown> | undefined
    const ask = server.asked.length
    server.answer = async () => {
      // The look waits for the run, which asks second.
      if (server.asked.length === ask + 1) await (ran = bench.run('trial'))
      return { body: lines(names(5)) }
    }
    const other = spec(`${server.base}/list.txt`, { everyMs: 7_200_000 })
    await bench.scheduled.add(other, { ...unchecked, replace: true, check: true })
    await ran
    expect(feed()).toMatchObject({ spec: { everyMs: 7_200_000 }, state: { held: { count: 15 } } })
  })

  test('one of two that are added at once is told that the name is taken', async () => {
    server.answer = () => ({ body: lines(names(20)) })
    const both = [spec(`${server.base}/one.txt`), spec(`${server.base}/two.txt`)].map((one) =>
      bench.scheduled.add(one, { ...unchecked, check: true }),
    )
    const ended = await Promise.allSettled(both)
    const refused = ended.filter((one) => one.status === 'rejected')
    expect(refused).toMatchObject([{ reason: { code: 'feed-exists' } }])
  })

  test('the same again changes nothing; other settings under its name must be meant', async () => {
    await add()
    await settled(1)
    await add()
    await expect(add({ everyMs: 2 * hour })).rejects.toMatchObject({ code: 'feed-exists' })
    await bench.scheduled.add(spec(`${server.base}/trial.txt`, { everyMs: 2 * hour }), { ...unchecked, replace: true })
    expect(feed().spec.everyMs).toBe(2 * hour)
    await settled(2)
    expect(bench.audited.map(({ action }) => action)).toEqual(['feed-add', 'feed-run', 'feed-change', 'feed-run'])
  })

  test.each([
    [{ name: 'manual' }, 'feed-invalid'],
    [{ name: '../x' }, 'feed-invalid'],
    [{ everyMs: 59_999 }, 'feed-invalid'],
    [{ maxLossPercent: 101 }, 'feed-invalid'],
    [{ source: { format: 'nonsense' } }, 'format-unknown'],
    [{ source: { certFile: '/x' } }, 'feed-invalid'],
    [{ source: { caFile: 'x' } }, 'feed-invalid'],
    [{ source: { collection: 'x' } }, 'feed-invalid'],
    [{ where: { marking: 'TLP:PINK' } }, 'marking-unknown'],
  ] as [Change, string][])('%j is refused with %s', async (change, code) => {
    await expect(add(change)).rejects.toMatchObject({ code })
  })
})

test.each([
  ['90s', 90_000],
  ['15m', 900_000],
  ['1h', hour],
  ['1d', 24 * hour],
  ['2w', 14 * 24 * hour],
])('%s is a span', (span, ms) => {
  expect(parseSpan('every', span)).toBe(ms)
  expect(formatSpan(ms)).toBe(span)
})
test.each(['', '0m', '1', 'h', '-1h', '1.5h', '1y', '99999999h'])('%j is none', (span) => {
  expect(() => parseSpan('every', span)).toThrow(expect.objectContaining({ code: 'feed-invalid' }))
})
