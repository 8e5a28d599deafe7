// Founding a network and joining one. What is signed with a root or governor key is signed here, in this process: the keys
// go to no node.
import { createInterface } from 'node:readline/promises'
import { fromHex, toHex } from '../../protocol/bytes.ts'
import { type CharterState, decodeCharter, meetsThreshold } from '../../protocol/charter.ts'
import { type ControlObject, decodeControl, encodeControl } from '../../protocol/control.ts'
import { type NetworkId, parseHexId } from '../../protocol/ids.ts'
import { decodeRequest } from '../../protocol/invitation.ts'
import { parseTlp } from '../../protocol/marking.ts'
import { encodeArmor } from '../../protocol/armor.ts'
import type { CharterView } from '../../node/api/schemas.ts'
import { addBootstrap, loadHome } from '../../node/home/home.ts'
import {
  admitMember,
  admittedAs,
  foundNetwork,
  joinNetwork,
  readInvitation,
  renewCharter,
  requestMembership,
} from '../../node/home/membership.ts'
import { explain } from '../../node/codes.ts'
import { askJson } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { type Client, malformed } from '../client.ts'
import { anyNode, isRunning, runningNode } from '../connect.ts'
import { CliError, RefusedError } from '../errors.ts'
import { writeNew } from '../files.ts'
import { readAll, wholeNumber } from '../input.ts'
import type { Run } from '../invocation.ts'

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

export const request: Run<{ out: string }> = async ({ home, output }, _args, { out }) => {
  const loaded = await loadHome(home)
  const text = await requestMembership(loaded)
  await writeNew(out, text)
  const rootKey = toHex(decodeRequest(text).member.rootKey)
  if (output.json) await output.object({ file: out, member: loaded.profile.id, rootKey })
  else {
    await output.text(`${out} is the membership request of ${loaded.profile.id}`)
    output.say(`Send it to a governor, and tell them the root key by another way: ${rootKey}`)
  }
  return 'ok'
}

export const admit: Run<{ out: string; clearance: string; expiresDays: string }> = async (
  invocation,
  [file = ''],
  options,
) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  const text = Buffer.from(await readAll(file)).toString('utf8')
  const { member } = decodeRequest(text)
  await using client = await anyNode(invocation)
  const current = await currentCharter(client)
  const entry = admittedAs(current.charter, member)
  if (entry === 'other-key') {
    throw new CliError('member-listed', `${member.id} is listed with another root key than ${toHex(member.rootKey)}`)
  }
  if (entry === 'left') throw new CliError('member-left', `${member.id} is no active member`)
  let version = current.version
  if (entry === 'absent') {
    const settings = {
      clearance: parseTlp(options.clearance),
      expiresDays: daysOf(options.expiresDays),
      nowMs: Date.now(),
    }
    await publishCharter(client, current, await admitMember(home, current, member, settings), `${options.out}.charter`)
    version = current.version + 1
  }
  const body = { request: Buffer.from(text).toString('base64') }
  const { invitation } = await askJson<{ invitation: string }>(client, { method: 'POST', path: '/v1/invitation', body })
  await writeNew(options.out, Buffer.from(invitation, 'base64'))
  const rootKey = toHex(member.rootKey)
  if (output.json) {
    await output.object({ file: options.out, member: member.id, rootKey, network: current.network, charter: version })
    return 'ok'
  }
  const done = entry === 'absent' ? `is admitted by charter version ${version}` : 'was a member already'
  await output.text(`${member.id} (${cleanText(member.name)}, ${member.kind}, ${member.jurisdiction}) ${done}`)
  output.say(`Compare its root key with what the partner told you: ${rootKey}`)
  output.say(`Send it ${options.out}, and tell it the network id by another way: ${current.network}`)
  return 'ok'
}

export const renew: Run<{ out: string; expiresDays: string }> = async (invocation, _args, options) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  await using client = await anyNode(invocation)
  const current = await currentCharter(client)
  const object = await renewCharter(home, current, { expiresDays: daysOf(options.expiresDays), nowMs: Date.now() })
  await publishCharter(client, current, object, options.out)
  const { version, expiresAt } = decodeCharter(object.payload)
  const until = new Date(expiresAt).toISOString()
  if (output.json) await output.object({ network: current.network, charter: version, expiresAt: until })
  else await output.text(`charter version ${version} is in force until ${until}`)
  return 'ok'
}

export const join: Run<{ network?: string; bootstrap?: string[] }> = async (invocation, [file = ''], options) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  const text = Buffer.from(await readAll(file)).toString('utf8')
  const claimed = readInvitation(text).network
  const network = await confirmedNetwork(claimed, options.network, output.json)
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
async function confirmedNetwork(claimed: NetworkId, named: string | undefined, json: boolean): Promise<NetworkId> {
  if (named !== undefined) {
    const network = parseHexId<NetworkId>(named)
    if (network === undefined) throw new CliError('usage', '--network takes a network id: 64 hexadecimal digits')
    return network
  }
  if (!json && process.stdin.isTTY && process.stderr.isTTY) {
    const prompt = createInterface({ input: process.stdin, output: process.stderr })
    const answer = await prompt.question(`Network id: ${claimed}\nDid the governor tell you the same id? (yes/no) `)
    prompt.close()
    if (/^y(es)?$/i.test(answer.trim())) return claimed
  }
  throw new CliError('network-unconfirmed', `the invitation is into network ${claimed}`)
}

async function currentCharter(client: Client): Promise<CharterState> {
  const view = await askJson<CharterView>(client, { method: 'GET', path: '/v1/charter' })
  const network = parseHexId<NetworkId>(view.network)
  const hash = fromHex(view.hash)
  if (network === undefined || hash === undefined) throw malformed('a charter without its network')
  const { payload } = decodeControl(new Uint8Array(Buffer.from(view.object, 'base64')))
  return { network, version: view.version, hash, payload, charter: decodeCharter(payload) }
}

/** Hands a charter to the node; one that more governors must sign is written to `partly` instead. */
async function publishCharter(
  client: Client,
  current: CharterState,
  object: ControlObject,
  partly: string,
): Promise<void> {
  if (!meetsThreshold(current.charter, object)) {
    await writeNew(partly, encodeArmor('ENTENTE CHARTER', encodeControl(object)))
    throw new CliError(
      'signatures-missing',
      `${current.charter.threshold} governors must sign; ${partly} has one signature`,
    )
  }
  await applyControl(client, encodeControl(object))
}

/** Hands a control object to the node; throws with the node's code where it refuses. */
async function applyControl(client: Client, object: Uint8Array): Promise<void> {
  const body = { object: Buffer.from(object).toString('base64') }
  const { code } = await askJson<{ code: string }>(client, { method: 'POST', path: '/v1/control', body })
  if (code === 'accepted' || code === 'held' || code === 'record-stale') return
  throw new RefusedError(code, 'the node refused the control object', explain(code)?.hint ?? '', 0)
}

function daysOf(text: string): number {
  return wholeNumber('--expires-days', text, 1, expiresMaxDays) ?? expiresMaxDays
}
