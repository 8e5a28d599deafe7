// entente lane list and grants: the restricted lanes held here, and who holds their keys.
import type { GrantView, LaneSummary } from '../../node/api/schemas/lanes.ts'
import { askJson } from '../ask.ts'
import { runningNode } from '../connect.ts'
import { humanTime } from '../human.ts'
import type { Run } from '../invocation.ts'
import { printTable } from '../table.ts'

export const lanes: Run<object> = async (invocation) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  const { lanes: held } = await askJson<{ lanes: LaneSummary[] }>(client, { method: 'GET', path: '/v1/lanes' })
  if (output.json) {
    for (const lane of held) await output.object(lane)
    return 'ok'
  }
  if (held.length === 0) output.say('no restricted lane is held here')
  else {
    const head = ['author', 'marking', 'audience', 'epoch', 'statements', 'lane']
    const rows = held.map((lane) => [
      lane.author,
      lane.marking,
      `${lane.audience}${lane.shareHistory ? ' (history shared)' : ''}`,
      `${lane.epoch}${lane.openable ? '' : ' (no key here: grant-missing)'}`,
      String(lane.statements),
      lane.lane,
    ])
    await printTable(output, head, rows)
  }
  return 'ok'
}

export const grants: Run<{ all?: boolean }> = async (invocation, [lane = ''], { all }) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  const path = `/v1/lanes/${encodeURIComponent(lane)}/grants`
  const { grants: made } = await askJson<{ grants: GrantView[] }>(client, { method: 'GET', path, query: { all } })
  if (output.json) {
    for (const grant of made) await output.object(grant)
    return 'ok'
  }
  const head = ['epoch', 'member', 'granted', 'entitled now', 'KEM key', 'history', 'node']
  const rows = made.map((grant) => [
    String(grant.epoch),
    grant.member ?? 'unknown',
    humanTime(grant.grantedAt),
    grant.entitledNow ? 'yes' : 'no longer',
    grant.kemKeyCurrent ? 'current' : 'earlier',
    grant.history ? 'shared' : 'none',
    grant.node,
  ])
  await printTable(output, head, rows)
  return 'ok'
}
