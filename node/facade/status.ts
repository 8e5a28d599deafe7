// How the node is: what it holds, whom it sees, and what will need somebody's attention.
import { readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { NodeFacade } from '../api/facade.ts'
import type { MemberView, StatusView } from '../api/schemas.ts'
import type { FacadeDeps } from './facade.ts'
import { charterStatus } from '../../protocol/charter.ts'
import { toHex } from '../../protocol/bytes.ts'
import { isoTime } from '../api/view.ts'
import { feedStatus } from '../api/feed-view.ts'
import type { FeedStatus } from '../api/schemas/scheduled.ts'
import type { WebhookStatus } from '../api/schemas/webhooks.ts'
import type { Scheduled } from '../scheduled/scheduled.ts'
import { healthOf } from '../webhooks/types.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'
import { version } from '../version.ts'

type Warning = StatusView['warnings'][number]

/** Nothing can be published while one of these stands. */
const stopsPublishing = new Set(['charter-expired', 'charter-conflict', 'certificate-revoked', 'member-inactive'])

const diskLowBytes = 1024 ** 3
const charterWarnDays = 30

export function createStatus(
  deps: FacadeDeps,
  scheduled: () => Pick<Scheduled, 'list' | 'isRunning'>,
  webhooks: () => Pick<Webhooks, 'list'>,
): NodeFacade['status'] {
  const { home, store, trust, network, ledger, clock } = deps
  const startedAt = clock()
  // A node that was suspended hears of it from nobody but those who turn it away.
  const turnedAway = new Map<string, string>()
  network?.on('refused', ({ node, code, by }) => {
    if (by === 'peer' && node !== undefined) turnedAway.set(node, code)
  })
  network?.on('peer', ({ node }) => void turnedAway.delete(node))
  return async () => {
    const now = clock()
    const state = trust.charter()
    const peers = network?.peers() ?? []
    const connected = new Set(peers.map((peer) => peer.node))
    const audit = deps.audit.desk.standing()
    const diskFreeBytes = await freeBytes(home.paths.store)
    const feeds = scheduled()
      .list()
      .map((feed) => feedStatus(feed, now, scheduled().isRunning(feed.spec.name)))
    const told = webhooks()
      .list()
      .map((state): WebhookStatus => {
        const { attempts, dead, lastCode = null } = state.progress
        return { name: state.webhook.name, state: healthOf(state), attempts, dead: dead.length, lastCode }
      })
    const warnings = [
      ...warningsOf(deps, now, diskFreeBytes),
      ...alone(deps, connected.size, turnedAway),
      ...feedWarnings(feeds),
      ...webhookWarnings(told),
    ]
    const failed = warnings.some(({ code }) => stopsPublishing.has(code))
    return {
      version,
      health: failed ? 'red' : warnings.length > 0 ? 'yellow' : 'green',
      warnings,
      network: trust.networkId,
      networkName: state.charter.name,
      member: trust.memberOfNode(deps.node)?.member ?? home.profile.id,
      node: deps.node,
      charter: {
        version: state.version,
        hash: toHex(state.hash),
        expiresAt: isoTime(state.charter.expiresAt),
        members: state.charter.members.length,
      },
      statements: store.count(),
      lanes: store.heads().length,
      peers: connected.size,
      members: state.charter.members.map((member): MemberView => ({
        id: member.id,
        name: member.name,
        kind: member.kind,
        jurisdiction: member.jurisdiction,
        status: member.status,
        clearance: member.clearance,
        nodes: trust
          .nodes()
          .filter((known) => known.member === member.id)
          .map(({ node, revoked }) => ({ key: node, connected: connected.has(node) || node === deps.node, revoked })),
      })),
      digest: toHex(ledger.networkDigest()),
      cursor: store.lastCursor(),
      audit: {
        entries: audit.entries,
        checkpointAt: audit.checkpointAt === undefined ? null : isoTime(audit.checkpointAt),
      },
      feeds,
      webhooks: told,
      addresses: network?.addresses() ?? [],
      storeBytes: await folderBytes(home.paths.store),
      diskFreeBytes: diskFreeBytes ?? null,
      startedAt: isoTime(startedAt),
      uptimeMs: now - startedAt,
      residentBytes: process.memoryUsage.rss(),
    }
  }
}

function warningsOf({ trust, node, audit }: FacadeDeps, now: number, diskFreeBytes: number | undefined): Warning[] {
  const warnings: Warning[] = []
  const { state, daysLeft } = charterStatus(trust.charter().charter, now)
  const conflict = trust.conflict()
  if (conflict !== undefined) {
    warnings.push({ code: 'charter-conflict', message: `two valid charters of version ${conflict.version} exist` })
  }
  if (state === 'expired')
    warnings.push({ code: 'charter-expired', message: 'publishing has stopped: the charter has expired' })
  else if (daysLeft <= charterWarnDays) {
    warnings.push({ code: 'charter-expiring', message: `the charter expires in ${Math.floor(daysLeft)} days` })
  }
  const { fault } = audit.desk.standing()
  if (fault !== undefined) {
    warnings.push({ code: fault, message: 'the audit log did not end as noted: run entente audit verify' })
  }
  const own = trust.memberOfNode(node)
  if (own?.revoked === true) warnings.push({ code: 'certificate-revoked', message: 'the key of this node is revoked' })
  if (own !== undefined && trust.member(own.member)?.status !== 'active') {
    warnings.push({ code: 'member-inactive', message: `${own.member} is not an active member` })
  }
  if (diskFreeBytes !== undefined && diskFreeBytes < diskLowBytes) {
    warnings.push({ code: 'disk-low', message: `${Math.floor(diskFreeBytes / 1024 ** 2)} MiB are left on the disk` })
  }
  return warnings
}

/** Of feeds that somebody should look at. */
function feedWarnings(feeds: readonly FeedStatus[]): Warning[] {
  return feeds.flatMap(({ name, state, held, code, lastSuccessAt }): Warning[] => {
    const since = lastSuccessAt ?? 'never'
    if (state === 'held') {
      const message = `feed ${name}: ${held} statements vanished from it and wait to be confirmed: entente feed held ${name}`
      return [{ code: 'feed-held', message }]
    }
    if (state === 'failing') {
      return [{ code: 'feed-failing', message: `feed ${name} fails (${code ?? 'unknown'}); last success: ${since}` }]
    }
    if (state === 'late') return [{ code: 'feed-late', message: `feed ${name} is late; last success: ${since}` }]
    return []
  })
}

/** Of webhooks that somebody should look at. */
function webhookWarnings(webhooks: readonly WebhookStatus[]): Warning[] {
  return webhooks.flatMap(({ name, state, attempts, dead, lastCode }): Warning[] => {
    const warnings: Warning[] = []
    if (state === 'failing') {
      const message = `webhook ${name} was refused ${attempts} times (${lastCode ?? 'unknown'}) and is tried again`
      warnings.push({ code: 'webhook-failing', message })
    }
    if (state === 'gone') {
      const message = `the receiver of webhook ${name} wants nothing more: remove it, or entente webhook resume ${name}`
      warnings.push({ code: 'webhook-gone', message })
    }
    if (dead > 0) {
      const message = `${dead} messages of webhook ${name} were given up: entente webhook dead ${name}`
      warnings.push({ code: 'webhook-dead', message })
    }
    return warnings
  })
}

/** Nobody to share with, although there are others; or others who turn this node away. */
function alone(
  { network, trust, node }: FacadeDeps,
  peers: number,
  turnedAway: ReadonlyMap<string, string>,
): Warning[] {
  const warnings: Warning[] = []
  const [code] = turnedAway.values()
  if (code !== undefined) {
    const message = `${turnedAway.size} nodes of partners turn this one away (${code}): ask a governor for the newest charter`
    warnings.push({ code: 'refused-by-peers', message })
  }
  const others = trust.nodes().some((known) => known.node !== node && trust.isActiveNode(known.node))
  if (network !== undefined && peers === 0 && others) {
    warnings.push({ code: 'peers-none', message: 'no partner is connected: nothing is shared and nothing arrives' })
  }
  return warnings
}

async function freeBytes(path: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(path)
    return bavail * bsize
  } catch {
    return undefined
  }
}

/** Bytes of the files in a folder; `null` where one vanished meanwhile. */
async function folderBytes(dir: string): Promise<number | null> {
  try {
    const sizes = await Promise.all((await readdir(dir)).map(async (name) => (await stat(join(dir, name))).size))
    return sizes.reduce((sum, size) => sum + size, 0)
  } catch {
    return null
  }
}
