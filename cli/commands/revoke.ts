// entente node revoke: a node key counts no longer, from a position in each of its lanes on.
import { issueRevocation } from '../../protocol/revocation.ts'
import { type MemberId, type NodeKey, parseHexId } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import { isLine } from '../../protocol/text.ts'
import type { CertificateView } from '../../node/api/schemas.ts'
import { loadHome } from '../../node/home/home.ts'
import { readSeed } from '../../node/home/keys.ts'
import { askJson } from '../ask.ts'
import type { Client } from '../client.ts'
import { confirm } from '../confirm.ts'
import { anyNode } from '../connect.ts'
import { CliError, RefusedError } from '../errors.ts'
import { applyControl, heldCharter } from '../governing/held.ts'
import { type PositionOptions, lanesText, lastPositions, positionTable } from '../governing/last-positions.ts'
import type { Run } from '../invocation.ts'

interface Options extends PositionOptions {
  readonly reason?: string
  readonly rootKeyFile?: string
  readonly yes?: boolean
}

export const revoke: Run<Options> = async (invocation, [name = ''], options) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  const member = home.profile.id as MemberId
  const reason = reasonIn(options.reason)
  const secretKey = await readSeed(options.rootKeyFile ?? home.rootKeyFile)
  await using client = await anyNode(invocation)
  const { network } = (await heldCharter(client)).newest
  const { node, revoked } = await nodeNamed(client, member, name)
  const last = await lastPositions(client, { network, member, node }, options)
  if (last.positions.length > limits.finalLanesMax) {
    throw new CliError(
      'usage',
      `a revocation lists at most ${limits.finalLanesMax} lanes, not ${last.positions.length}`,
    )
  }
  if (!output.json) {
    if (last.lanes.length > 0) await positionTable(output, last)
    output.say(`Of ${lanesText(last.positions.length)} of ${node} something counts; every other is suspect throughout.`)
    if (revoked) output.say('The node is revoked already: of two revocations the lower position counts.')
  }
  await confirm(output, `Revoke ${node}? That cannot be undone.`, options.yes)
  const object = issueRevocation(
    { network, member, nodeKey: node, lanes: last.positions, ...reason, issuedAt: Date.now() },
    secretKey,
  )
  await applyControl(client, object)
  if (output.json) {
    await output.object({ network, member, node, lanes: last.lanes })
    return 'ok'
  }
  await output.text(`${node} is revoked`)
  output.say('Where it is the node of this home: stop it and run entente node rotate-key.')
  return 'ok'
}

/** A node of the member by its key, or by the beginning of one, as `peers` shows it. */
async function nodeNamed(client: Client, member: MemberId, name: string): Promise<{ node: NodeKey; revoked: boolean }> {
  const ask = { method: 'GET', path: '/v1/certificates', query: { member } } as const
  const { certificates } = await askJson<{ certificates: CertificateView[] }>(client, ask)
  const whole = parseHexId<NodeKey>(name)
  const text = name.toLowerCase()
  const found = certificates.filter(({ node }) =>
    whole === undefined ? name.length >= 8 && node.startsWith(text) : node === whole,
  )
  const [only] = found
  if (found.length === 1 && only !== undefined) return { node: only.node as NodeKey, revoked: only.revoked }
  const hint = `A member revokes its own nodes. Those of ${member}: ${certificates.map(({ node }) => node).join(', ')}`
  throw new RefusedError('node-unknown', `${JSON.stringify(name)} names no node of ${member}`, hint, 0)
}

function reasonIn(text: string | undefined): { reason?: string } {
  if (text === undefined) return {}
  if (!isLine(text, limits.reasonMaxChars)) {
    throw new CliError('usage', `--reason takes a line of at most ${limits.reasonMaxChars} characters`)
  }
  return { reason: text }
}
