// entente network members, and the groups: what the charter says of who belongs to it.
import { toHex } from '../../protocol/bytes.ts'
import type { Charter } from '../../protocol/charter.ts'
import { changeGroup, deleteGroup } from '../../node/governing/change.ts'
import { loadHome } from '../../node/home/home.ts'
import { anyNode } from '../connect.ts'
import { CliError } from '../errors.ts'
import { baseOf, heldCharter } from '../governing/held.ts'
import { type ProposeOptions, propose, tellProposed } from '../governing/propose.ts'
import type { Invocation, Run } from '../invocation.ts'
import { printTable } from '../table.ts'

export const members: Run<object> = async (invocation) => {
  const { output } = invocation
  await using client = await anyNode(invocation)
  const { charter } = (await heldCharter(client)).newest
  const rows = charter.members.map((member) => ({
    id: member.id,
    name: member.name,
    kind: member.kind,
    jurisdiction: member.jurisdiction,
    clearance: member.clearance,
    status: member.status,
    groups: charter.groups.filter((group) => group.members.includes(member.id)).map(({ name }) => name),
    governorKeys: charter.governors.filter((one) => one.member === member.id).map(({ key }) => toHex(key)),
    rootKey: toHex(member.rootKey),
  }))
  if (output.json) {
    for (const row of rows) await output.object(row)
    return 'ok'
  }
  await printTable(
    output,
    ['member', 'name', 'kind', 'country', 'clearance', 'status', 'groups', 'governor'],
    rows.map(({ id, name, kind, jurisdiction, clearance, status, groups, governorKeys }) => [
      ...[id, name, kind, jurisdiction, clearance, status],
      groups.join(', ') || '-',
      governorKeys.length === 0 ? '-' : governorKeys.map((key) => key.slice(0, 16)).join(', '),
    ]),
  )
  output.say(`${charter.threshold} of ${governorsOf(charter)} governors must sign a charter`)
  return 'ok'
}

type GroupOptions = ProposeOptions & {
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
  readonly delete?: boolean
}

export const group: Run<GroupOptions> = async (invocation, [name], options) => {
  if (name === undefined || name === 'list') return listGroups(invocation)
  const { output } = invocation
  const change = { add: listed(options.add), remove: listed(options.remove) }
  const changes = change.add.length + change.remove.length > 0
  if (changes === (options.delete === true)) {
    throw new CliError('usage', 'a group is changed with --add and --remove, or deleted with --delete')
  }
  const home = await loadHome(invocation.home)
  await using client = await anyNode(invocation)
  const base = baseOf(await heldCharter(client))
  const { charter } = base.prior
  const next = options.delete === true ? deleteGroup(charter, name) : changeGroup(charter, name, change)
  await tellProposed(output, await propose({ home, client, base, output }, next, options))
  return 'ok'
}

async function listGroups(invocation: Invocation): Promise<'ok'> {
  const { output } = invocation
  await using client = await anyNode(invocation)
  const { groups } = (await heldCharter(client)).newest.charter
  if (output.json) {
    for (const { name, members: inside } of groups) await output.object({ name, members: inside })
    return 'ok'
  }
  if (groups.length === 0) output.say('the charter has no group')
  else
    await printTable(
      output,
      ['group', 'members'],
      groups.map((one) => [one.name, one.members.join(', ') || '-']),
    )
  return 'ok'
}

/** Names out of options that may stand several times, and hold several separated by commas. */
function listed(values: readonly string[] | undefined): string[] {
  return (values ?? [])
    .flatMap((value) => value.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

function governorsOf({ governors }: Charter): number {
  return new Set(governors.map(({ member }) => member)).size
}
