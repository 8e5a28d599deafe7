// Publishes and records without end, live and as an import, until it is killed.
import { author, domain, Lane } from '../store/fixture.ts'
import { event, openLog } from './fixture.ts'

const [path = '', round = ''] = process.argv.slice(2)
const { store, audit, waiting } = await openLog(path, { clock: () => Date.now() })
const lanes = ['TLP:GREEN', 'TLP:CLEAR'].map(
  (tlp) => new Lane(author('exchange'), { incarnation: Number(round), marking: { tlp: tlp as 'TLP:GREEN' } }),
)
for (let at = 0; ; at += 1) {
  audit.record({ ...event, detail: { at } })
  const commits = lanes.flatMap((lane, index) =>
    [1, 40].map((count) => {
      audit.record(event)
      const statements = Array.from({ length: count }, (_, one) => domain(`d${round}-${at}-${index}-${one}.com`))
      return store.commit(lane.commit(statements, { live: index === 0 }))
    }),
  )
  if (at % 3 === 0) for (const task of waiting.splice(0)) task()
  await (at % 5 === 0 ? Promise.all(commits) : commits[0])
  process.send?.(at)
}
