// entente network governor: the keys with which members govern.
import { fromHex } from '../../protocol/bytes.ts'
import { addGovernor, removeGovernor } from '../../node/governing/change.ts'
import { governorKeyOf } from '../../node/home/governor.ts'
import { loadHome } from '../../node/home/home.ts'
import { anyNode } from '../connect.ts'
import { CliError } from '../errors.ts'
import { baseOf, heldCharter } from '../governing/held.ts'
import { type ProposeOptions, propose, tellProposed } from '../governing/propose.ts'
import type { Run } from '../invocation.ts'

export const key: Run<object> = async (invocation) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  const { key: publicKey, made } = await governorKeyOf(home)
  if (output.json) {
    await output.object({ member: home.profile.id, key: publicKey, file: home.governorKeyFile, made })
    return 'ok'
  }
  await output.text(publicKey)
  if (made) output.say(`The governor key is in ${home.governorKeyFile}: back it up, and keep it offline.`)
  output.say(`Tell it to a governor by a way you trust, who runs: entente network governor add ${home.profile.id} KEY`)
  return 'ok'
}

export const add: Run<ProposeOptions> = async (invocation, [name = '', text = ''], options) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  await using client = await anyNode(invocation)
  const base = baseOf(await heldCharter(client))
  const change = addGovernor(base.prior.charter, name, keyIn(text))
  await tellProposed(output, await propose({ home, client, base, output }, change, options))
  return 'ok'
}

export const remove: Run<ProposeOptions & { key?: string }> = async (invocation, [name = ''], options) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  await using client = await anyNode(invocation)
  const base = baseOf(await heldCharter(client))
  const named = options.key === undefined ? undefined : keyIn(options.key)
  const change = removeGovernor(base.prior.charter, name, named)
  await tellProposed(output, await propose({ home, client, base, output }, change, options))
  return 'ok'
}

function keyIn(text: string): Uint8Array {
  const bytes = fromHex(text)
  if (bytes?.length !== 32) throw new CliError('usage', 'a governor key is 64 hexadecimal digits')
  return bytes
}
