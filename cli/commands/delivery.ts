// entente delivery: who has been given what was said to named members, and who has acknowledged it.
import type { DeliveryView } from '../../node/api/schemas/delivery.ts'
import { askJson } from '../ask.ts'
import { runningNode } from '../connect.ts'
import { humanTime } from '../human.ts'
import type { Run } from '../invocation.ts'
import type { Output } from '../output.ts'
import { printTable } from '../table.ts'

export const delivery: Run<object> = async (invocation, [statement]) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  const { deliveries } = await askJson<{ deliveries: DeliveryView[] }>(client, {
    method: 'GET',
    path: '/v1/deliveries',
    query: { statement },
  })
  if (output.json) {
    for (const one of deliveries) await output.object(one)
    return 'ok'
  }
  if (deliveries.length > 0) await (statement === undefined ? printPending : printStates)(deliveries, output)
  else
    output.say(
      statement === undefined
        ? 'everything that was said to named members is acknowledged'
        : 'nobody may receive it now',
    )
  return 'ok'
}

async function printStates(deliveries: readonly DeliveryView[], output: Output): Promise<void> {
  await printTable(
    output,
    ['member', 'state', 'since', 'node'],
    deliveries.map((one) => [one.member, one.state, humanTime(one.since), one.node ?? '-']),
  )
}

async function printPending(deliveries: readonly DeliveryView[], output: Output): Promise<void> {
  await printTable(
    output,
    ['member', 'state', 'since', 'pending', 'marking', 'audience', 'oldest statement'],
    deliveries.map((one) => [
      one.member,
      one.state,
      humanTime(one.since),
      String(one.pending ?? 1),
      one.marking,
      one.audience,
      one.statement,
    ]),
  )
}
