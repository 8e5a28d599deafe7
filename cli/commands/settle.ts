// entente network settle: the way out where two valid charters of one version contradict each other.
import { toHex } from '../../protocol/bytes.ts'
import type { CharterState } from '../../protocol/charter.ts'
import { differences } from '../../node/governing/difference.ts'
import { loadHome } from '../../node/home/home.ts'
import { anyNode } from '../connect.ts'
import { CliError } from '../errors.ts'
import { type Held, heldCharter } from '../governing/held.ts'
import { type ProposeOptions, propose, tellProposed, wordsOf } from '../governing/propose.ts'
import type { Run } from '../invocation.ts'
import type { Output } from '../output.ts'

export const settle: Run<ProposeOptions> = async (invocation, [name], options) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  await using client = await anyNode(invocation)
  const held = await heldCharter(client)
  if (name === undefined || held.rivals.length === 0) return await listRivals(held, output)
  const kept = rivalNamed(held.rivals, name)
  const base = { prior: kept, authority: held.newest.charter }
  await tellProposed(output, await propose({ home, client, base, output }, {}, options))
  return 'ok'
}

/** What each of the charters would change against the one that is in force. */
async function listRivals({ newest, rivals }: Held, output: Output): Promise<'ok'> {
  if (rivals.length === 0) output.say('no charters contradict each other')
  for (const { hash, version, charter } of rivals) {
    const changes = differences(newest.charter, charter)
    const issuedAt = new Date(charter.issuedAt).toISOString()
    if (output.json) {
      await output.object({ hash: toHex(hash), version, issuedAt, changes })
      continue
    }
    await output.text(`${toHex(hash)}  version ${version}, issued ${issuedAt}`)
    for (const line of wordsOf(changes)) await output.text(`  ${line}`)
  }
  if (rivals.length > 0) output.say('Next: entente network settle HASH, with the hash of the one that counts')
  return 'ok'
}

function rivalNamed(rivals: readonly CharterState[], name: string): CharterState {
  const found = rivals.filter(({ hash }) => toHex(hash).startsWith(name.toLowerCase()))
  const [only] = found
  if (name.length >= 8 && found.length === 1 && only !== undefined) return only
  throw new CliError('usage', `${JSON.stringify(name)} is the hash of none of the charters that contradict each other`)
}
