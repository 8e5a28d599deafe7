// The audit log in a store: chained in the order of the calls, written with what else is written, and going on behind
// whatever was done to it.
import { describe, expect, it } from 'vitest'
import { keys } from '../../../node/store/keys.ts'
import { auditGenesis, auditHash, encodeAuditEntry } from '../../../protocol/audit-entry.ts'
import { limits } from '../../../protocol/limits.ts'
import { author, domain, Lane, start, temporaryFolder } from '../store/fixture.ts'
import { entriesOf, event, faultsOf, openLog, tamper } from './fixture.ts'

describe('recording', () => {
  it('chains in the order of the calls, across restarts', async () => {
    await using folder = await temporaryFolder()
    {
      await using log = await openLog(folder.path)
      expect(log.audit.before).toBeUndefined()
      log.audit.record(event)
      log.audit.record({ ...event, action: 'stop' })
      await log.audit.flushed()
    }
    await using log = await openLog(folder.path)
    expect(log.audit.before).toBe('stop')
    expect(log.audit.fault).toBeUndefined()
    log.audit.record(event)
    await log.audit.flushed()
    const entries = await entriesOf(log.store)
    expect(entries.map(({ seq, time }) => [seq, time])).toEqual([
      [1, start],
      [2, start],
      [3, start],
    ])
    expect(entries.map(({ prev }) => prev)).toEqual([
      auditGenesis,
      ...entries.slice(0, 2).map((entry) => auditHash(encodeAuditEntry(entry))),
    ])
    expect(await faultsOf(log.store)).toEqual([])
    expect(await Array.fromAsync(log.store.verify())).toEqual([])
  })

  it('waits for company once, and is written with whatever comes first', async () => {
    await using folder = await temporaryFolder()
    await using log = await openLog(folder.path)
    log.audit.record(event)
    log.audit.record(event)
    expect(log.waiting.length).toBe(1)
    await log.store.putMeta({ x: new Uint8Array(1) })
    expect(await entriesOf(log.store)).toHaveLength(2)
    log.waiting[0]?.()
    log.audit.record(event)
    expect(log.waiting.length).toBe(2)
    log.waiting[1]?.()
    await log.audit.flushed()
    expect(await entriesOf(log.store)).toHaveLength(3)
  })

  it('does not wait where there is much', async () => {
    await using folder = await temporaryFolder()
    await using log = await openLog(folder.path)
    for (let at = 0; at < 600; at += 1) log.audit.record(event)
    await log.store.putMeta({})
    expect(await entriesOf(log.store)).toHaveLength(600)
  })

  it('is flushed by closing', async () => {
    await using folder = await temporaryFolder()
    {
      await using log = await openLog(folder.path)
      log.audit.record(event)
    }
    await using log = await openLog(folder.path)
    expect(await entriesOf(log.store)).toHaveLength(1)
  })

  it('is flushed where nothing was recorded, too', async () => {
    await using folder = await temporaryFolder()
    await using log = await openLog(folder.path)
    await log.audit.flushed()
    await log.store.flushAudit()
    await log.store.putMeta({})
  })

  it('keeps many objects as the first of them, a count and a digest', async () => {
    await using folder = await temporaryFolder()
    await using log = await openLog(folder.path)
    const objects = Array.from({ length: limits.auditObjectsMax + 1 }, (_, at) => `object-${at}`)
    log.audit.record({ ...event, objects })
    log.audit.record({ ...event, objects: objects.slice(1) })
    await log.audit.flushed()
    const [many, fitting] = await entriesOf(log.store)
    expect(many?.objects).toEqual(objects.slice(0, -1))
    expect(many?.objectCount).toBe(objects.length)
    expect(many?.objectsDigest).toMatch(/^[0-9a-f]{64}$/)
    expect(fitting?.objects).toEqual(objects.slice(1))
    expect(fitting?.objectsDigest).toBeUndefined()
  })

  const texts: [string, string, string | undefined][] = [
    ['control characters and line feeds', 'a\u0000b\nc\u2028d', 'a b c d'],
    ['half a surrogate pair', 'a\ud800', 'a\ufffd'],
    ['text that is too long', 'x'.repeat(1000), 'x'.repeat(limits.auditTextMaxChars)],
    ['a pair that the bound would cut', `${'x'.repeat(limits.auditTextMaxChars - 1)}\u{1f600}`, 'x'.repeat(255)],
    ['text that is not composed', 'u\u0308', '\u00fc'],
    ['empty text', '', undefined],
  ]
  it.each(texts)('keeps of %s what can stand in an entry', async (_, given, kept) => {
    await using folder = await temporaryFolder()
    await using log = await openLog(folder.path)
    log.audit.record({ ...event, purpose: given, detail: { route: given, bad_name: 1, part: 1.5, huge: 2 ** 60 } })
    await log.audit.flushed()
    const [entry] = await entriesOf(log.store)
    expect(entry?.purpose).toBe(kept)
    expect(entry?.detail).toEqual({
      ...(kept === undefined ? {} : { route: kept }),
      part: '1.5',
      huge: String(2 ** 60),
    })
  })
})

describe('bundles', () => {
  const lane = () => new Lane(author('exchange'))

  it('of this node are in the log under who published them, in the same write', async () => {
    await using folder = await temporaryFolder()
    await using log = await openLog(folder.path)
    const own = lane()
    const feed = { origin: { feed: 'abuse' } }
    const one = own.commit([domain('a.com', feed), domain('b.com', feed)], { actors: ['operator', 'operator'] })
    const two = own.commit(
      [
        domain('c.com'),
        domain('d.com'),
        { ...domain('c.com'), kind: 'withdrawal', target: `${one.bundle.id}.0` as never },
      ],
      { actors: ['operator', 'token:1234:carol', 'operator'] },
    )
    log.audit.record(event)
    await Promise.all([log.store.commit(one), log.store.commit(two)])
    const entries = await entriesOf(log.store)
    expect(entries.map(({ action, actor, detail }) => [action, actor, detail?.['count']])).toEqual([
      ['read', 'operator', undefined],
      ['publish', 'operator', 2],
      ['publish', 'operator', 1],
      ['publish', 'token:1234:carol', 1],
      ['withdraw', 'operator', 1],
    ])
    expect(entries[1]?.objects?.[0]).toBe(one.bundle.id)
    expect(entries[1]?.objects).toHaveLength(2)
    expect(entries[1]?.detail).toEqual({ marking: 'TLP:GREEN', seq: 1, count: 2, entry: 'statements', feed: 'abuse' })
    expect(entries[3]?.objects?.[2]).toBe(`${two.bundle.id}.1`)
    expect(await faultsOf(log.store)).toEqual([])
  })

  it('of partners are in it where they are not for everybody', async () => {
    await using folder = await temporaryFolder()
    await using log = await openLog(folder.path)
    const { node } = author('relay')
    const amber = new Lane(author('agency'), { marking: { tlp: 'TLP:AMBER' } })
    const from = { via: 'sync', peer: node } as const
    await log.store.commit(lane().commit([domain('a.com')], { from }))
    await log.store.commit(amber.commit([domain('b.com')], { from }))
    expect((await entriesOf(log.store)).map(({ action, actor }) => [action, actor])).toEqual([
      ['receive', `peer:unknown:${node}`],
    ])
  })

  it('that are refused leave no entry', async () => {
    await using folder = await temporaryFolder()
    await using log = await openLog(folder.path)
    const own = lane()
    own.commit([domain('a.com')])
    await expect(log.store.commit(own.commit([domain('b.com')]))).rejects.toMatchObject({ code: 'store-order' })
    await log.audit.flushed()
    expect(await entriesOf(log.store)).toEqual([])
  })
})

describe('a log that somebody changed', () => {
  const cases: [string, Parameters<typeof tamper>[1], string, string[]][] = [
    ['the last entry deleted', (db) => db.del(keys.audit(5)), 'audit-tail', ['audit-missing 5']],
    ['the tail cut', (db) => db.clear({ gte: keys.audit(3), lt: 'b' }), 'audit-tail', ['audit-missing 3']],
    ['everything deleted', (db) => db.clear({ gte: 'a', lt: 'b' }), 'audit-tail', ['audit-missing 1']],
    ['the note of its end deleted', (db) => db.del(keys.meta('audit-end')), 'audit-tail', []],
    ['one in the middle deleted', (db) => db.del(keys.audit(3)), 'none', ['audit-missing 3']],
    [
      'the last entry changed',
      async (db) =>
        db.put(
          keys.audit(5),
          Buffer.from(
            Buffer.from(await db.get(keys.audit(5)))
              .toString()
              .replace('operator', 'nobody'),
          ),
        ),
      'audit-changed',
      ['audit-changed 5'],
    ],
    [
      'an entry put behind the end',
      async (db) => db.put(keys.audit(6), await db.get(keys.audit(5))),
      'audit-tail',
      ['audit-misplaced 6'],
    ],
    ['a key that is none', (db) => db.put('afoo', Buffer.of(1)), 'none', ['audit-malformed 8']],
  ]
  it.each(cases)('%s: goes on behind it, and the damage stays', async (_, change, fault, faults) => {
    await using folder = await temporaryFolder()
    {
      await using log = await openLog(folder.path)
      for (let at = 0; at < 5; at += 1) log.audit.record(event)
      await log.audit.flushed()
    }
    await tamper(folder.path, change)
    await using log = await openLog(folder.path)
    expect(log.audit.fault ?? 'none').toBe(fault)
    log.audit.record(event)
    log.audit.record(event)
    await log.audit.flushed()
    expect(await faultsOf(log.store)).toEqual(faults)
    const scrubbed = await Array.fromAsync(log.store.verify())
    expect(scrubbed.map(({ code, where }) => `${code} ${where}`)).toEqual(
      faults.map((found) => found.replace(' ', ' audit ')),
    )
  })
})
