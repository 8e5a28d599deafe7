// Founding a network and joining one. What is signed with a root or governor key is signed here, in this process: the keys
// go to no node.
import { existsSync } from 'node:fs'
import { toHex } from '../../protocol/bytes.ts'
import { encodeControl } from '../../protocol/control.ts'
import { type NetworkId, parseHexId } from '../../protocol/ids.ts'
import { decodeRequest } from '../../protocol/invitation.ts'
import { createSeed } from '../../node/home/keys.ts'
import { addBootstrap, loadHome } from '../../node/home/home.ts'
import { foundNetwork, joinNetwork, readInvitation, requestMembership } from '../../node/home/membership.ts'
import { cleanText } from '../clean.ts'
import { ask, canAsk } from '../confirm.ts'
import { isRunning, runningNode } from '../connect.ts'
import { CliError } from '../errors.ts'
import { writeNew } from '../files.ts'
import { applyControl } from '../governing/held.ts'
import { given, readAll, wholeNumber } from '../input.ts'
import type { Run } from '../invocation.ts'
import type { Output } from '../output.ts'

const expiresMaxDays = 3650

export const create: Run<{ name: string; expiresDays: string }> = async ({ home, output }, _args, options) => {
  const expiresDays = daysOf(options.expiresDays)
  const founded = await foundNetwork(await loadHome(home), { name: options.name, expiresDays, nowMs: Date.now() })
  if (output.json) {
    await output.object({ network: founded.network, name: options.name, governorKeyFile: founded.governorKeyFile })
    return 'ok'
  }
  await output.text(String(founded.network))
  output.say(
    `This is the id of ${cleanText(options.name)}: tell it to partners by another way than the invitation file.`,
  )
  output.say(`The governor key is in ${founded.governorKeyFile}: back it up.`)
  output.say('Next: entente run; and for each partner: entente network admit REQUEST --out INVITATION')
  return 'ok'
}

export const request: Run<{ out: string; nextRootKey?: string }> = async (invocation, _args, options) => {
  const { output } = invocation
  const { out, nextRootKey } = options
  const home = await loadHome(invocation.home)
  if (nextRootKey !== undefined && !existsSync(nextRootKey)) await createSeed(nextRootKey)
  const text = await requestMembership(home, given('nextRootKeyFile', nextRootKey))
  await writeNew(out, text)
  const rootKey = toHex(decodeRequest(text).member.rootKey)
  if (output.json)
    await output.object({ file: out, member: home.profile.id, rootKey, ...given('nextRootKey', nextRootKey) })
  else {
    await output.text(`${out} is the membership request of ${home.profile.id}`)
    output.say(`Send it to a governor, and tell them the root key by another way: ${rootKey}`)
    if (nextRootKey !== undefined) output.say(`Keep ${nextRootKey} offline and apart: no other root key can follow.`)
  }
  return 'ok'
}

export const join: Run<{ network?: string; bootstrap?: string[] }> = async (invocation, [file = ''], options) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  const text = Buffer.from(await readAll(file)).toString('utf8')
  const claimed = readInvitation(text).network
  const network = await confirmedNetwork(claimed, options.network, output)
  const { home: pinned, charter, controls } = await joinNetwork(home, text, { network, nowMs: Date.now() })
  const joined = options.bootstrap === undefined ? pinned : await addBootstrap(pinned, options.bootstrap)
  // A node that runs already learns what is new in the file.
  if (await isRunning(invocation.home)) {
    await using client = await runningNode(invocation)
    for (const object of controls) await applyControl(client, encodeControl(object))
  }
  if (output.json) {
    await output.object({ network, name: charter.charter.name, charter: charter.version, member: joined.profile.id })
    return 'ok'
  }
  await output.text(`${joined.dir} joined ${cleanText(charter.charter.name)} as ${joined.profile.id}`)
  output.say(`Network id: ${network}`)
  if (joined.config.bootstrap === undefined && !controls.some(({ type }) => type === 'node-record')) {
    output.say(
      'The invitation names no address to dial: ask for one and pass it with --bootstrap, or wait to be dialed.',
    )
  }
  output.say('Next: entente run')
  return 'ok'
}

/** The network that the partner names; asked on a terminal where no option names it. */
async function confirmedNetwork(claimed: NetworkId, named: string | undefined, output: Output): Promise<NetworkId> {
  if (named !== undefined) {
    const network = parseHexId<NetworkId>(named)
    if (network === undefined) throw new CliError('usage', '--network takes a network id: 64 hexadecimal digits')
    return network
  }
  if (canAsk(output) && (await ask(`Network id: ${claimed}\nDid the governor tell you the same id?`))) return claimed
  throw new CliError('network-unconfirmed', `the invitation is into network ${claimed}`)
}

function daysOf(text: string): number {
  return wholeNumber('--expires-days', text, 1, expiresMaxDays) ?? expiresMaxDays
}
