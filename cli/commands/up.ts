// entente up: a trial network of three partners on this machine, each a process of its own, with a live view.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StatementView, StatusView } from '../../node/api/schemas.ts'
import { askJson, askLines } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { type RefusedLine, jsonLines, socketClient } from '../client.ts'
import { CliError, RefusedError } from '../errors.ts'
import type { Invocation, Run } from '../invocation.ts'
import { type TrialHomes, trialHomes } from '../up/homes.ts'
import { type NodeProcess, startNode } from '../up/processes.ts'
import { type TrialPartner, samples, trialPartners } from '../up/samples.ts'

const meetWithinMs = 60_000
const pollMs = 100

export const up: Run<object> = async (invocation) => {
  const { output, homeNamed } = invocation
  const dir = homeNamed ? invocation.home : await mkdtemp(join(tmpdir(), 'entente-trial-'))
  const nodes: NodeProcess[] = []
  try {
    output.say(`Making a trial network of three partners in ${dir}`)
    const trial = await trialHomes(dir, invocation)
    if (trial.resumed) output.say('The homes were there already: the network goes on where it stopped.')
    for (const name of trialPartners) {
      output.draw(`starting the node of ${name} ...`)
      const node = await startNode(name, trial.homes[name], invocation.signal)
      nodes.push(node)
      output.say(`  ${name.padEnd(10)} runs as process ${node.pid}, home ${trial.homes[name]}`)
    }
    const lost = Promise.race(nodes.map((node) => node.lost))
    await Promise.race([show(trial, invocation), lost])
    return 'ok'
  } catch (error) {
    // Ctrl-C is how a trial ends.
    if (invocation.signal.aborted) return 'ok'
    throw error
  } finally {
    output.draw('')
    output.say('Stopping the three nodes ...')
    await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()))
    if (homeNamed) output.say(`The network is kept in ${dir}: start it again with the same --home.`)
    else await rm(dir, { recursive: true, force: true })
  }
}

/** Publishes, shows what arrives, and goes on showing until the signal. */
async function show(trial: TrialHomes, invocation: Invocation): Promise<void> {
  const { output, signal } = invocation
  const before = await meet(trial, invocation)
  output.say('All three are connected. What arrives from partners, as it arrives:')
  const first = Promise.withResolvers<undefined>()
  const expected = { count: 0, arrived: 0 }
  const watching = trialPartners.map((name) =>
    watch(name, trial, before[name].cursor, invocation, () => {
      if (++expected.arrived === expected.count) first.resolve(undefined)
    }),
  )
  let published = 0
  for (const name of trialPartners) published += await publish(name, trial, invocation)
  expected.count = published * (trialPartners.length - 1)
  if (expected.arrived >= expected.count) first.resolve(undefined)
  await Promise.race([first.promise, ...watching])
  if (published === 0) output.say('The samples were shared at an earlier start already.')
  await tellWhatToTry(trial, invocation)
  await Promise.race([...watching, aborted(signal)])
}

/** Waits until every node sees both others; gives the status of each. */
async function meet(trial: TrialHomes, { output, signal }: Invocation): Promise<Record<TrialPartner, StatusView>> {
  const deadline = Date.now() + meetWithinMs
  for (;;) {
    const statuses = await Promise.all(
      trialPartners.map(async (name) => {
        const client = socketClient(trial.homes[name], signal)
        return [name, await askJson<StatusView>(client, { method: 'GET', path: '/v1/status' })] as const
      }),
    )
    if (statuses.every(([, { peers }]) => peers >= trialPartners.length - 1)) {
      return Object.fromEntries(statuses) as Record<TrialPartner, StatusView>
    }
    if (Date.now() > deadline) {
      throw new CliError('trial-apart', `the nodes did not find each other within ${meetWithinMs / 1000} s`)
    }
    output.draw(`connecting: ${statuses.map(([name, { peers }]) => `${name} ${peers}/2`).join('  ')}`)
    await pause(pollMs, signal)
  }
}

async function publish(name: TrialPartner, trial: TrialHomes, { signal }: Invocation): Promise<number> {
  const client = socketClient(trial.homes[name], signal)
  const lines = samples[name].map((draft) => `${JSON.stringify(draft)}\n`)
  const ask = {
    method: 'POST',
    path: '/v1/statements',
    stream: { type: jsonLines, bytes: asAsync(lines.map((line) => Buffer.from(line))) },
  } as const
  let published = 0
  for await (const answer of askLines<{ result: string } | RefusedLine>(client, ask, { keepErrors: true })) {
    if ('error' in answer) throw new RefusedError(answer.error.code, answer.error.message, answer.error.hint, 422)
    if (answer.result !== 'unchanged') published++
  }
  return published
}

/** Shows what arrives at `name` from others; ends with the signal. */
async function watch(
  name: TrialPartner,
  trial: TrialHomes,
  after: number,
  { output, signal }: Invocation,
  arrived: () => void,
): Promise<void> {
  const client = socketClient(trial.homes[name], signal)
  const ask = { method: 'GET', path: '/v1/watch', query: { after } } as const
  for await (const view of askLines<StatementView>(client, ask)) {
    if (view.author === name) continue
    await line(name, view, output)
    arrived()
  }
}

async function line(name: TrialPartner, view: StatementView, output: Invocation['output']): Promise<void> {
  if (output.json) return output.object({ at: name, ...view })
  const { style } = output
  const took = Math.max(0, Date.parse(view.receivedAt) - Date.parse(view.issuedAt))
  await output.text(
    [
      style('bold', name.padEnd(9)),
      '<-',
      cleanText(view.author).padEnd(9),
      style('red', cleanText(view.category ?? view.kind).padEnd(16)),
      `${view.confidence === null ? '  -' : String(view.confidence).padStart(3)} %`,
      view.marking.padEnd(9),
      cleanText(view.subject),
      style('dim', `(${took} ms)`),
    ].join('  '),
  )
}

async function tellWhatToTry(trial: TrialHomes, { output, signal }: Invocation): Promise<void> {
  const client = socketClient(trial.homes.agency, signal)
  const { statements, digest } = await askJson<StatusView>(client, { method: 'GET', path: '/v1/status' })
  if (output.json) await output.object({ ready: true, dir: trial.dir, homes: trial.homes, statements, digest })
  // In a clone the source runs through npm; installed, the command is on the path.
  const command = import.meta.url.endsWith('.ts') ? 'npm run --silent entente --' : 'entente'
  const on = (name: TrialPartner, words: string): string => `  ${command} --home ${trial.homes[name]} ${words}`
  const [sample] = samples.exchange
  output.say('')
  output.say(`Ready: ${statements} statements at each partner. Try in another terminal:`)
  output.say(on('agency', `lookup ${sample?.value ?? ''}`))
  output.say(on('exchange', 'publish scam-shop.example.com --category scam --confidence 80 --marking TLP:GREEN'))
  output.say(on('analytics', 'watch'))
  output.say(on('agency', 'status'))
  output.say('Ctrl-C ends the trial.')
}

async function* asAsync<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  for (const item of items) yield await Promise.resolve(item)
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { setTimeout } = await import('node:timers/promises')
  await setTimeout(ms, undefined, { signal })
}
