// What is wrong with a running node, or soon will be: its home, its charter, its clock and who it can reach.
import { inspectHome } from '../home/inspect.ts'
import type { NodeFacade } from './facade.ts'
import type { Finding, StatusView } from './schemas.ts'

/** Milliseconds by which the clock may lie behind the newest arrival before it was set back. */
const clockBackMaxMs = 60_000

export async function* diagnose(node: NodeFacade, nowMs: number): AsyncGenerator<Finding, void, void> {
  yield* inspectHome(node.home)
  const status = await node.status(node.access.operator)
  yield clockFinding(status, nowMs)
  yield charterFinding(status, nowMs)
  for (const { code, message } of status.warnings) {
    yield { check: 'warning', state: 'warning', message: `${message} [${code}]` }
  }
  for (const { name, state, lastSuccessAt, code } of status.feeds) {
    // Those that somebody should look at are among the warnings.
    if (state === 'ok' || state === 'new') {
      yield {
        check: `feed ${name}`,
        state: 'ok',
        message: `last success: ${lastSuccessAt ?? 'not yet'}, ${code ?? 'no run'}`,
      }
    }
  }
  for (const { name, state, dead } of status.webhooks) {
    if ((state === 'active' || state === 'retrying') && dead === 0) {
      yield { check: `webhook ${name}`, state: 'ok', message: state }
    }
  }
  yield status.addresses.length > 0
    ? { check: 'ports', state: 'ok', message: `listening at ${status.addresses.join(', ')}` }
    : {
        check: 'ports',
        state: 'warning',
        message: 'the node listens nowhere',
        hint: 'Start it with: entente run; or set listen in config.json.',
      }
  yield* memberFindings(status)
}

function clockFinding({ cursor }: StatusView, nowMs: number): Finding {
  const check = 'clock'
  const backMs = Math.floor(cursor / 1000) - nowMs
  if (backMs <= clockBackMaxMs) return { check, state: 'ok', message: new Date(nowMs).toISOString() }
  return {
    check,
    state: 'failed',
    message: `the clock lies ${Math.round(backMs / 1000)} s behind the newest arrival`,
    hint: 'Set the clock by NTP: partners defer what is issued more than five minutes ahead of theirs.',
  }
}

function charterFinding({ charter }: StatusView, nowMs: number): Finding {
  const check = 'charter'
  const days = Math.floor((Date.parse(charter.expiresAt) - nowMs) / 86_400_000)
  const message = `version ${charter.version}, ${charter.members} members, expires ${charter.expiresAt}`
  const hint = 'Ask the governors to sign a new version: publishing stops when it expires.'
  if (days < 0) return { check, state: 'failed', message, hint }
  return days <= 30 ? { check, state: 'warning', message, hint } : { check, state: 'ok', message }
}

function* memberFindings(status: StatusView): Generator<Finding, void, void> {
  for (const member of status.members) {
    if (member.id === status.member || member.status !== 'active') continue
    const check = `member ${member.id}`
    const nodes = member.nodes.filter(({ revoked }) => !revoked)
    const connected = nodes.filter((node) => node.connected).length
    if (nodes.length === 0) {
      yield { check, state: 'warning', message: 'has certified no node yet', hint: 'It must run: entente node join.' }
    } else if (connected === 0) {
      yield {
        check,
        state: 'warning',
        message: 'is not connected',
        hint: 'Check the addresses on both sides and the firewalls.',
      }
    } else yield { check, state: 'ok', message: `${connected} of ${nodes.length} nodes connected` }
  }
}
