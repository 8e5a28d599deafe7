// entente network positions: how far this node holds the lanes of a member, as a file for the governors.
import { formatPositions } from '../../node/governing/positions.ts'
import { memberNamed } from '../../node/governing/names.ts'
import { loadHome } from '../../node/home/home.ts'
import { anyNode } from '../connect.ts'
import { writeNew } from '../files.ts'
import { heldCharter } from '../governing/held.ts'
import { lanesText, lastPositions, positionTable } from '../governing/last-positions.ts'
import { given } from '../input.ts'
import type { Run } from '../invocation.ts'

export const positions: Run<{ out: string; before?: string }> = async (invocation, [name = ''], { out, before }) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  await using client = await anyNode(invocation)
  const { charter, network } = (await heldCharter(client)).newest
  const { id: member } = memberNamed(charter, name)
  const last = await lastPositions(client, { network, member }, given('before', before))
  await writeNew(out, formatPositions({ network, member }, home.profile.id, last.positions))
  if (output.json) {
    await output.object({ file: out, network, member, lanes: last.lanes })
    return 'ok'
  }
  await positionTable(output, last)
  await output.text(`${out} has the last positions of ${lanesText(last.positions.length)} of ${member}`)
  return 'ok'
}
