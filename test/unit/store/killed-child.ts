// Commits without end and tells its parent how many statements were acknowledged, until it is killed.
import { author, domain, Lane, open } from './fixture.ts'

const [path = '', round = ''] = process.argv.slice(2)
const store = await open(path, { clock: () => Date.now() })
const lane = new Lane(author('exchange'), { incarnation: Number(round) })
let acknowledged = store.count()
const before = acknowledged
for (let at = 0; ; at += 1) {
  const commits = [1, 5].map((count) => {
    return store.commit(
      lane.commit(Array.from({ length: count }, (_, index) => domain(`d${round}-${at}-${index}.com`))),
    )
  })
  await Promise.all(commits)
  acknowledged += 6
  process.send?.(acknowledged - before > 400 ? acknowledged : Math.min(acknowledged, 400))
}
