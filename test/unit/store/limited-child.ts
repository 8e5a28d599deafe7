// Commits until the file size limit stops it, and tells its parent what was acknowledged and how it ended.
import { author, bytesOf, domain, Lane, open } from './fixture.ts'

const store = await open(process.argv[2] ?? '')
const lane = new Lane(author('exchange'))
let acknowledged = 0
let code = ''
while (code === '') {
  // What does not shrink, so that the limit is reached soon.
  const description = Buffer.from(bytesOf(String(acknowledged)))
    .toString('hex')
    .repeat(60)
  const statements = Array.from({ length: 50 }, (_, at) => domain(`d${acknowledged}-${at}.com`, { description }))
  await store.commit(lane.commit(statements)).then(
    () => (acknowledged += statements.length),
    (error: unknown) => (code = (error as { code: string }).code),
  )
}
const after = await store.commit(new Lane(author('other')).commit([domain('after.com')])).then(
  () => 'accepted',
  (error: unknown) => (error as { code: string }).code,
)
process.send?.({ acknowledged, code, after })
