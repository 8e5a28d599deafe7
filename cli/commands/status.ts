// entente status and peers: what the node holds, how it is, and who is connected.
import type { PeerView, ReaderStatusView, StatusView } from '../../node/api/schemas.ts'
import { askJson } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { runningNode } from '../connect.ts'
import { humanBytes, humanCount, humanDuration, humanTime } from '../human.ts'
import type { Run } from '../invocation.ts'
import type { Output, Style } from '../output.ts'
import { printTable } from '../table.ts'

const healthStyles: Readonly<Record<string, Style>> = { green: 'green', yellow: 'yellow', red: 'red' }

export const status: Run<object> = async (invocation) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  const found = await askJson<StatusView | ReaderStatusView>(client, { method: 'GET', path: '/v1/status' })
  if (output.json) await output.object(found)
  else if ('reader' in found) await printReaderStatus(found, output)
  else await printStatus(found, output)
  return 'ok'
}

export const peers: Run<object> = async (invocation) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  const { peers: found } = await askJson<{ peers: PeerView[] }>(client, { method: 'GET', path: '/v1/peers' })
  if (output.json) {
    for (const peer of found) await output.object(peer)
    return 'ok'
  }
  if (found.length === 0) output.say('no node of a partner is connected')
  else {
    await printTable(
      output,
      ['member', 'node', 'address', 'direction', 'connected', 'last sync', 'charter', 'latency'],
      found.map((peer) => [
        peer.member,
        peer.node.slice(0, 16),
        peer.address,
        peer.direction,
        humanTime(peer.since),
        peer.lastSync === null ? '-' : humanTime(peer.lastSync),
        String(peer.charterVersion),
        peer.latencyMs === undefined ? '-' : `${Math.round(peer.latencyMs)} ms`,
      ]),
    )
  }
  return 'ok'
}

/** What the holder of a token is told. */
async function printReaderStatus(found: ReaderStatusView, output: Output): Promise<void> {
  const { reader } = found
  const row = (name: string, text: string): Promise<void> =>
    output.text(`${output.style('dim', name.padEnd(12))}${cleanText(text)}`)
  await row('network', `${found.networkName}  ${found.network}`)
  await row('member', found.member)
  await row('you are', `${reader.name}, ${reader.role}, cleared for ${reader.clearance} (token ${reader.token})`)
  if (reader.groups.length > 0) await row('groups', reader.groups.join(', '))
  await row('scopes', reader.scopes.join(', '))
  await row('token', `expires ${humanTime(reader.expiresAt)}, ${humanCount(reader.rate)} requests a minute`)
  await row('statements', `${humanCount(found.statements)} in ${humanCount(found.lanes)} lanes that you may see`)
  if (found.charter !== undefined) {
    await row('charter', `version ${found.charter.version}, expires ${humanTime(found.charter.expiresAt)}`)
  }
  if (found.members === undefined) return
  await output.text('')
  await printTable(
    output,
    ['member', 'name', 'kind', 'country', 'status'],
    found.members.map(({ id, name, kind, jurisdiction, status: state }) => [id, name, kind, jurisdiction, state]),
  )
}

async function printStatus(found: StatusView, output: Output): Promise<void> {
  const { style } = output
  const row = (name: string, text: string): Promise<void> =>
    output.text(`${style('dim', name.padEnd(12))}${cleanText(text)}`)
  await output.text(
    `${style('dim', 'health'.padEnd(12))}${style(['bold', healthStyles[found.health] ?? 'bold'], found.health)}`,
  )
  for (const { code, message } of found.warnings)
    await output.text(style('yellow', `  ${cleanText(message)} [${code}]`))
  await row('network', `${found.networkName}  ${found.network}`)
  await row('member', found.member)
  await row('node', found.node)
  await row('charter', `version ${found.charter.version}, expires ${humanTime(found.charter.expiresAt)}`)
  await row('statements', `${humanCount(found.statements)} in ${humanCount(found.lanes)} lanes`)
  await row('digest', found.digest)
  await row('cursor', String(found.cursor))
  const { entries, checkpointAt } = found.audit
  const checkpoint = checkpointAt === null ? 'no checkpoint yet' : `last checkpoint ${humanTime(checkpointAt)}`
  await row('audit', `${humanCount(entries)} entries, ${checkpoint}`)
  await row('addresses', found.addresses.join(', ') || 'none: the node does not listen')
  const disk = found.diskFreeBytes === null ? '' : `, ${humanBytes(found.diskFreeBytes)} free`
  await row('store', `${found.storeBytes === null ? 'unknown' : humanBytes(found.storeBytes)}${disk}`)
  await row(
    'running',
    `${humanDuration(found.uptimeMs)}, version ${found.version}, ${humanBytes(found.residentBytes)} of memory`,
  )
  if (found.feeds.length > 0) {
    await output.text('')
    await printTable(
      output,
      ['feed', 'state', 'last success', 'lag', 'next run', 'last run'],
      found.feeds.map((feed) => [
        feed.name,
        `${feed.state}${feed.held > 0 ? ` (${humanCount(feed.held)})` : ''}${feed.running ? ', running' : ''}`,
        feed.lastSuccessAt === null ? 'never' : humanTime(feed.lastSuccessAt),
        feed.lagMs === 0 ? '-' : humanDuration(feed.lagMs),
        feed.state === 'paused' ? '-' : humanTime(feed.nextAt),
        feed.code ?? '-',
      ]),
    )
  }
  if (found.webhooks.length > 0) {
    await output.text('')
    await printTable(
      output,
      ['webhook', 'state', 'attempts', 'given up', 'last'],
      found.webhooks.map((one) => [
        ...[one.name, one.state, String(one.attempts), humanCount(one.dead), one.lastCode ?? 'ok'],
      ]),
    )
  }
  await output.text('')
  await printTable(
    output,
    ['member', 'name', 'kind', 'country', 'status', 'clearance', 'nodes connected'],
    found.members.map((member) => [
      member.id,
      member.name,
      member.kind,
      member.jurisdiction,
      member.status,
      member.clearance,
      member.id === found.member
        ? 'this one'
        : `${member.nodes.filter(({ connected }) => connected).length} of ${member.nodes.length}`,
    ]),
  )
}
