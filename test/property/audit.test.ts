// Whatever is done to the audit rows of a store is found, and the first entry that it touches is named; what is done
// together with the note of the end, a checkpoint finds.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { keys } from '../../node/store/keys.ts'
import { encodeAuditEnd } from '../../node/store/audit.ts'
import { auditHash } from '../../protocol/audit-entry.ts'
import { entriesOf, event, faultsOf, openLog, tamper } from '../unit/audit/fixture.ts'
import { temporaryFolder } from '../unit/store/fixture.ts'

const count = 12
const seq = fc.integer({ min: 1, max: count })

const change = fc.oneof(
  fc.record({ do: fc.constant('byte' as const), seq, at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ do: fc.constant('delete' as const), seq }),
  fc.record({ do: fc.constant('cut' as const), seq }),
  fc
    .uniqueArray(seq, { minLength: 2, maxLength: 2 })
    .map(([a = 1, b = 2]) => ({ do: 'swap' as const, seq: Math.min(a, b), other: Math.max(a, b) })),
)

it('finds what is done to the rows', async () => {
  await fc.assert(
    fc.asyncProperty(change, fc.boolean(), async (one, withEnd) => {
      await using folder = await temporaryFolder()
      let mark
      {
        await using log = await openLog(folder.path)
        for (let at = 0; at < count; at += 1) log.audit.record({ ...event, detail: { at } })
        await log.audit.flushed()
        expect(await faultsOf(log.store)).toEqual([])
        mark = log.store.auditEnd()
      }
      await tamper(folder.path, async (database) => {
        const row = Buffer.from(await database.get(keys.audit(one.seq)))
        if (one.do === 'byte') {
          row[one.at % row.length] = (row[one.at % row.length] ?? 0) ^ one.by
          await database.put(keys.audit(one.seq), row)
        } else if (one.do === 'delete') await database.del(keys.audit(one.seq))
        else if (one.do === 'cut') await database.clear({ gte: keys.audit(one.seq), lt: 'b' })
        else {
          await database.put(keys.audit(one.seq), await database.get(keys.audit(one.other)))
          await database.put(keys.audit(one.other), row)
        }
        if (!withEnd) return
        // Somebody who knows of the note makes it fit.
        const last = one.do === 'cut' || (one.do === 'delete' && one.seq === count) ? one.seq - 1 : count
        if (last === 0) {
          await database.del(keys.meta('audit-end'))
          return
        }
        const hash = auditHash(await database.get(keys.audit(last)))
        await database.put(keys.meta('audit-end'), Buffer.from(encodeAuditEnd({ seq: last, hash })))
      })
      await using log = await openLog(folder.path)
      const faults = await faultsOf(log.store)
      const atTail = one.do === 'cut' || one.seq === count
      if (withEnd && atTail) {
        // The tail rule: nothing in the store tells of it.
        if (one.do === 'cut' || one.do === 'delete') expect(faults).toEqual([])
        const against = []
        for await (const { code } of log.store.verifyAudit(mark === undefined ? [] : [mark])) against.push(code)
        expect(against).toContain('audit-checkpoint')
        if (one.do !== 'byte') expect(await entriesOf(log.store)).toHaveLength(one.seq - 1)
        return
      }
      expect(Number(faults[0]?.split(' ')[1])).toBe(one.seq)
    }),
    { numRuns: 60 },
  )
})
