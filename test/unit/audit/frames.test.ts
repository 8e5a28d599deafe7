// Disclosures: durable before the first byte, once for each exchange; refusals once an hour, behind the answer.
import { expect, it } from 'vitest'
import { auditFrames } from '../../../node/audit/frames.ts'
import type { AuditLog } from '../../../node/audit/audit.ts'
import type { Ledger, Want } from '../../../node/ledger/ledger.ts'
import type { Store } from '../../../node/store/types.ts'
import type { LaneId, MemberId } from '../../../protocol/ids.ts'
import { laneHash } from '../../../protocol/lane.ts'
import { author, domain, Lane, start, temporaryFolder } from '../store/fixture.ts'
import { entriesOf, openLog } from './fixture.ts'

const peer = author('partner')
const amber = new Lane(author('exchange'), { marking: { tlp: 'TLP:AMBER' } })
const open = new Lane(author('exchange'))
const unknown = 'ab'.repeat(32) as LaneId

interface Served {
  readonly lanes: { readonly amber: LaneId; readonly open: LaneId }
  /** How many frames a peer gets. */
  readonly ask: (want: Want) => Promise<number>
  readonly told: () => Promise<string[]>
}

async function served(audit: AuditLog, store: Store): Promise<Served> {
  const commits = [amber, open].map((lane) => lane.commit([domain('a.com')]))
  await Promise.all(commits.map((commit) => store.commit(commit)))
  const [first, second] = commits.map(({ bundle }) => bundle.lane)
  const frames: Ledger['frames'] = async function* (_peer, { lane }) {
    if (store.head(lane) === undefined) return
    await Promise.resolve()
    yield Uint8Array.of(1)
    yield Uint8Array.of(1)
  }
  const recorded = auditFrames(frames, {
    audit,
    head: (lane) => store.head(lane),
    memberOf: () => 'partner' as MemberId,
    clock: () => start,
    later: (task) => setImmediate(task),
  })
  return {
    lanes: { amber: first!, open: second! },
    ask: async (want) => {
      let count = 0
      for await (const frame of recorded(peer.node, want)) {
        count += frame.length
        // What is on its way is in the log already.
        if (want.lane === first) {
          const entries = await entriesOf(store)
          expect(entries.at(-1)?.action).toBe('disclose')
        }
      }
      return count
    },
    told: async () => {
      await audit.flushed()
      const entries = (await entriesOf(store)).filter(({ actor }) => actor.startsWith('peer:'))
      return entries.map(({ action, objects, code, detail }) =>
        [
          action,
          objects?.[0] === laneHash(first!) ? 'amber' : 'other',
          code ?? '-',
          detail?.['from'],
          detail?.['to'],
        ].join(' '),
      )
    },
  }
}

it('of a restricted lane are recorded once, before the first byte goes', async () => {
  await using folder = await temporaryFolder()
  await using log = await openLog(folder.path)
  const { ask, told, lanes } = await served(log.audit, log.store)
  expect(await ask({ lane: lanes.amber, from: 1, to: 100 })).toBe(2)
  expect(await ask({ lane: lanes.open, from: 1, to: 100 })).toBe(2)
  expect(await told()).toEqual(['disclose amber - 1 1'])
})

it('that are refused are recorded once an hour, and nothing of what is not there', async () => {
  await using folder = await temporaryFolder()
  await using log = await openLog(folder.path)
  const own = new Lane(author('other'), { marking: { tlp: 'TLP:AMBER' } })
  const { bundle } = own.commit([domain('b.com')])
  await log.store.commit({ bundle, statements: [domain('b.com')], from: { via: 'local' }, live: true })
  const clock = { now: start }
  const later: (() => void)[] = []
  const nothing: Ledger['frames'] = async function* () {
    // An entitled peer would get something here.
  }
  const frames = auditFrames(nothing, {
    audit: log.audit,
    head: (lane) => log.store.head(lane),
    memberOf: () => undefined,
    clock: () => clock.now,
    later: (task) => later.push(task),
  })
  const ask = async (want: Want): Promise<void> => {
    expect(await Array.fromAsync(frames(peer.node, want))).toEqual([])
    const before = log.audit.last()
    for (const task of later.splice(0)) task()
    asked.push(log.audit.last() - before)
  }
  const asked: number[] = []
  await ask({ lane: bundle.lane, from: 1, to: 9 })
  await ask({ lane: bundle.lane, from: 1, to: 9 })
  await ask({ lane: unknown, from: 1, to: 9 })
  // Nothing is held behind it: whoever may know of the lane asks that, too.
  await ask({ lane: bundle.lane, from: 2, to: 9 })
  clock.now += 61 * 60_000
  await ask({ lane: bundle.lane, from: 1, to: 9 })
  expect(asked).toEqual([1, 0, 0, 0, 1])
  await log.audit.flushed()
  expect((await entriesOf(log.store)).at(-1)).toMatchObject({
    action: 'refuse',
    actor: `peer:unknown:${peer.node}`,
    decision: 'refused',
    code: 'not-entitled',
    objects: [laneHash(bundle.lane)],
  })
})
