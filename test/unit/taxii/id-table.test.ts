// The table from ids to cursors: finds everything that was put in, whatever ids look like, and never scans for it.
import { describe, expect, it } from 'vitest'
import { IdTable } from '../../../node/taxii/id-table.ts'
import { bytesOf } from '../store/fixture.ts'

const shapes: Readonly<Record<string, (at: number) => string>> = {
  'counted at both ends': (at) => `${String(at).padStart(8, '0')}-1111-4111-8111-${String(at).padStart(12, '0')}`,
  'counted at the end': (at) => `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`,
  'spread by a hash': (at) => {
    const hex = Buffer.from(bytesOf(String(at))).toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  },
}

describe.each(Object.entries(shapes))('ids %s', (_name, uuidOf) => {
  it('are found, with few candidates beside them, in about 18 to 34 bytes an entry', () => {
    const table = new IdTable()
    const count = 20_000
    for (let at = 0; at < count; at += 1) table.add(uuidOf(at), at + 1)
    // The same again is the same.
    for (let at = 0; at < count; at += 1) table.add(uuidOf(at), at + 1)
    expect(table.size).toBe(count)
    let candidates = 0
    for (let at = 0; at < count; at += 1) {
      const found = table.candidates(uuidOf(at))
      expect(found).toContain(at + 1)
      candidates += found.length
    }
    expect(candidates / count).toBeLessThan(1.1)
    expect(table.candidates(uuidOf(count + 5)).length).toBeLessThan(5)
    expect(table.bytes / count).toBeLessThan(35)
  })
})

it('one object may be several statements', () => {
  const table = new IdTable()
  const uuid = shapes['spread by a hash']?.(1) ?? ''
  for (const cursor of [5, 6, 7, 5]) table.add(uuid, cursor)
  expect(table.candidates(uuid).sort()).toEqual([5, 6, 7])
})
