// A process that is killed at any moment: no bundle of this node is durable without its entry, and none the other way.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../store/fixture.ts'
import { entriesOf, faultsOf, openLog } from './fixture.ts'

const rounds = 5

it('leaves no bundle without its entry, and no entry without its bundle', { timeout: 120_000 }, async () => {
  await using folder = await temporaryFolder()
  for (let round = 0; round < rounds; round += 1) {
    const child = fork(join(import.meta.dirname, 'killed-child.ts'), [folder.path, String(round)], { stdio: 'inherit' })
    const turns = 3 + round * 7
    await new Promise<void>((resolve) => child.on('message', (at: number) => at >= turns && resolve()))
    // Somewhere between two of its turns.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 12))
    child.kill('SIGKILL')
    await once(child, 'exit')
    await using log = await openLog(folder.path)
    expect(log.audit.fault).toBeUndefined()
    expect(await faultsOf(log.store)).toEqual([])
    const entries = await entriesOf(log.store)
    const told = entries.filter(({ action }) => action === 'publish').map(({ objects }) => objects?.[0] ?? '')
    const held: string[] = []
    for (const { lane, seq } of log.store.heads()) {
      for await (const { id } of log.store.bundles(lane, 1, seq)) held.push(id)
    }
    expect(held.length).toBeGreaterThan(turns)
    expect(told.sort()).toEqual(held.sort())
  }
})
