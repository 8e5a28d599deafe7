// What a partner's store writes when it receives the bundles of another one: the keys and values for its floor.
import type { Store } from '../../node/store/types.ts'
import { loadHome } from '../../node/home/home.ts'
import { openStore } from '../../node/store/index.ts'
import { decodeStatement } from '../../protocol/statement.ts'
import { type Put, record } from './floor.ts'

/** Commits every bundle of the home's store to a recorded store at `scratch`. */
export async function recordPartner(dir: string, scratch: string): Promise<readonly Put[]> {
  const home = await loadHome(dir)
  const recording = record()
  await using author: Store = await openStore(home.paths.store, { clock: Date.now })
  await using partner: Store = await openStore(scratch, { clock: Date.now, database: recording.database })
  for (const { lane, node, seq } of author.heads()) {
    for await (const bundle of author.bundles(lane, 1, seq)) {
      const statements = bundle.slots.map((slot) =>
        slot.statement === undefined ? undefined : decodeStatement(slot.statement),
      )
      const from = { via: 'sync', peer: node } as const
      void partner.commit({ bundle, statements, from, live: false })
      await partner.drained()
    }
  }
  return recording.puts
}
