// A process that is killed at any moment: no bundle of this node is durable without its entry, and none the other way.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../store/fixture.ts'
import { entriesOf, faultsOf, openLog } from './fixture.ts'

/** How long each child goes on after its turns before it is killed, milliseconds. */
const killAfterMs = [0, 2, 5, 8, 11]

it('leaves no bundle without its entry, and no entry without its bundle', { timeout: 120_000 }, async () => {
  await using folder = await temporaryFolder()
  for (const [round, ms] of killAfterMs.entries()) {
    const child = fork(join(import.meta.dirname, 'killed-child.ts'), [folder.path, String(round)], { stdio: 'inherit' })
    const turns = 3 + round * 7
    await new Promise<void>((resolve) => child.on('message', (at: number) => at >= turns && resolve()))
    // Somewhere between two of its turns: where, is the machine's.
    await new Promise((resolve) => setTimeout(resolve, ms))
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
