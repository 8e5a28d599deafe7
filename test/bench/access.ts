// Whether time tells a weaker reader that something is held which it may not see: answers about what is hidden beside
// answers about what is not there, in turns, over the socket of a running API. Run by itself: node test/bench/access.ts
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askLines } from '../../cli/ask.ts'
import { socketClient } from '../../cli/client.ts'
import { nodeReader } from '../../node/access/access.ts'
import { subjectKey } from '../../protocol/subjects/index.ts'
import { openReaderNode } from '../helpers/readers.ts'
import { domain } from '../unit/store/fixture.ts'

const shown = 100_000
const hidden = 20_000
const rounds = 1000
const batch = 1000

const dir = await mkdtemp(join(tmpdir(), 'entente-bench-'))
const node = await openReaderNode(dir)
try {
  const green = node.lane('bolt')
  const amber = node.lane('bolt', { marking: { tlp: 'TLP:AMBER' } })
  const many = (name: string, from: number) =>
    Array.from({ length: 500 }, (_, at) => domain(`${name}${from + at}.example.com`))
  for (let at = 0; at < shown; at += 500) await node.say(green, many('shown', at))
  for (let at = 0; at < hidden; at += 500) await node.say(amber, many('hidden', at))
  const ids = await node.say(amber, many('id', 0))
  // A subject about which there is much to hide.
  for (let at = 0; at < 200; at++) await node.say(amber, [domain('hot.example.com')])
  await node.store.compact()
  const secret = await node.token({ rate: 100_000 })
  await node.api.listen({ socket: true })
  await using client = socketClient(dir, new AbortController().signal, { authorization: `Bearer ${secret}` })

  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const begun = performance.now()
    await work()
    return performance.now() - begun
  }
  const lookup = (values: string[]) => () =>
    Array.fromAsync(askLines(client, { method: 'POST', path: '/v1/lookup', body: { values } }))
  const show = (id: string) => () => client.send({ method: 'GET', path: `/v1/statements/${id}` }).catch(() => undefined)
  const row = (name: string, ms: number[]): void => {
    const sorted = [...ms].sort((a, b) => a - b)
    const at = (part: number): string => (sorted[Math.floor(part * (sorted.length - 1))] ?? NaN).toFixed(3)
    console.log(`${name.padEnd(44)} ${at(0.1).padStart(9)} ${at(0.5).padStart(9)} ${at(0.9).padStart(9)}  ms`)
  }
  const compare = async (
    name: string,
    times: number,
    absent: (round: number) => () => Promise<unknown>,
    there: (round: number) => () => Promise<unknown>,
  ): Promise<void> => {
    const [one, two]: [number[], number[]] = [[], []]
    for (let round = 0; round < times; round++) {
      // In turns, each first as often, so that what else the machine does falls on both.
      if (round % 2 === 0) one.push(await timed(absent(round)))
      two.push(await timed(there(round)))
      if (round % 2 === 1) one.push(await timed(absent(round)))
    }
    row(`${name}, not there`, one)
    row(`${name}, hidden`, two)
  }

  console.log(`${''.padEnd(44)} ${'10 %'.padStart(9)} ${'median'.padStart(9)} ${'90 %'.padStart(9)}`)
  const key = (name: string): string => subjectKey(domain(name).subject)
  const reader = { kind: 'public' } as const
  await compare(
    `the store alone, ${batch} subjects`,
    20,
    (round) => () =>
      Promise.resolve(
        Array.from({ length: batch }, (_, at) => node.store.about(reader, key(`no${round}-${at}.example.com`))),
      ),
    (round) => () =>
      Promise.resolve(
        Array.from({ length: batch }, (_, at) =>
          node.store.about(reader, key(`hidden${(round * batch + at) % hidden}.example.com`)),
        ),
      ),
  )
  await compare(
    'a look-up of one value',
    rounds,
    (round) => lookup([`none${round}.example.com`]),
    (round) => lookup([`hidden${round}.example.com`]),
  )
  await compare(
    'the same value again and again',
    rounds,
    () => lookup(['none.example.com']),
    () => lookup(['hidden7.example.com']),
  )
  await compare(
    'one with 200 statements',
    rounds,
    () => lookup(['none.example.com']),
    () => lookup(['hot.example.com']),
  )
  const values = (name: string, round: number) =>
    Array.from({ length: batch }, (_, at) => `${name}${(round * batch + at) % hidden}.example.com`)
  await compare(
    `a look-up of ${batch} values`,
    20,
    (round) => lookup(values('none', round)),
    (round) => lookup(values('hidden', round)),
  )
  await compare(
    'a statement by its id',
    rounds,
    (round) => show(`${round.toString(16).padStart(64, '0')}.0`),
    (round) => show(ids[round % ids.length] ?? ''),
  )
  console.log(
    `held: ${node.store.count()} statements; seen by the node itself: ${node.store.about(nodeReader, key('hot.example.com')).length} about the hot one`,
  )
} finally {
  await node[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
}
