// entente feed add, list, show, run, confirm, held, history, pause, resume and remove: feeds that the node reads by itself.
import type { ImportLine } from '../../node/api/schemas.ts'
import type { CheckView, FeedView, HeldLine, RunView } from '../../node/api/schemas/scheduled.ts'
import { askJson, askLines } from '../ask.ts'
import { cleanText } from '../clean.ts'
import type { Exit } from '../codes.ts'
import { anyNode, runningNode } from '../connect.ts'
import { CliError } from '../errors.ts'
import { humanBytes, humanCount, humanDuration, humanTime } from '../human.ts'
import { createProgress, printSummary, rejectsFile } from '../import-report.ts'
import { given } from '../input.ts'
import type { Invocation, Run } from '../invocation.ts'
import type { Output } from '../output.ts'
import { type SourceOptions, nameOfSource, sourceBody } from '../source.ts'
import { printTable } from '../table.ts'

interface AddOptions extends SourceOptions {
  readonly name?: string
  readonly every: string
  readonly maxLoss?: string
  readonly replace?: boolean
  readonly force?: boolean
  readonly dryRun?: boolean
  /** false with --no-check, otherwise true */
  readonly check: boolean
}

export const add: Run<AddOptions> = async (invocation, [location = ''], options) => {
  const { output } = invocation
  const name = options.name ?? nameOfSource(location)
  if (name === undefined) throw new CliError('usage', 'the feed has no name: give it one with --name NAME')
  const body = {
    ...sourceBody(location, name, options),
    every: options.every,
    ...given('maxLoss', options.maxLoss === undefined ? undefined : percent('--max-loss', options.maxLoss)),
    ...given('replace', options.replace),
    ...given('force', options.force),
    ...given('dryRun', options.dryRun),
    ...given('check', options.check ? undefined : false),
  }
  await using client = await anyNode(invocation)
  const made = await askJson<{ feed: FeedView | null; check: CheckView | null }>(client, {
    ...{ method: 'POST', path: '/v1/feeds', body },
  })
  if (output.json) {
    await output.object(made)
    return 'ok'
  }
  if (made.check !== null) await printCheck(made.check, output)
  if (made.feed === null) output.say('nothing was kept')
  else
    await output.text(
      `feed ${made.feed.name} is read every ${made.feed.every}, first at ${humanTime(made.feed.nextAt)}`,
    )
  return 'ok'
}

async function printCheck(check: CheckView, output: Output): Promise<void> {
  const refused = Object.entries(check.rejected)
  const total = refused.reduce((sum, [, count]) => sum + count, 0)
  const parts = [check.kind, check.note, check.formats.length === 0 ? undefined : `read as ${check.formats.join(', ')}`]
  await output.text(cleanText(parts.filter((part) => part !== undefined).join('; ')))
  const codes = refused.map(([code, count]) => `${count} ${code}`).join(', ')
  await output.text(
    cleanText(`of the first rows ${check.taken} can be published, ${total} not${codes === '' ? '' : `: ${codes}`}`),
  )
  for (const subject of check.sample) await output.text(`  ${cleanText(subject)}`)
}

export const list: Run<object> = async (invocation) => {
  const { output } = invocation
  await using client = await anyNode(invocation)
  const { feeds } = await askJson<{ feeds: FeedView[] }>(client, { method: 'GET', path: '/v1/feeds' })
  if (output.json) for (const feed of feeds) await output.object(feed)
  else if (feeds.length === 0)
    output.say('there are no scheduled feeds: entente feed add URL --marking LABEL --every 1h')
  else {
    const head = ['name', 'state', 'every', 'last success', 'lag', 'next run', 'last run', 'marking', 'source']
    const rows = feeds.map((one) => [
      ...[one.name, stateOf(one), one.every, one.lastSuccessAt === null ? 'never' : humanTime(one.lastSuccessAt)],
      ...[one.lagMs === 0 ? '-' : humanDuration(one.lagMs), one.state === 'paused' ? '-' : humanTime(one.nextAt)],
      ...[one.last === null ? '-' : outcome(one.last), one.marking, one.location],
    ])
    await printTable(output, head, rows)
  }
  return 'ok'
}

export const show: Run<object> = async (invocation, [name = '']) => {
  const { output } = invocation
  const feed = await feedNamed(invocation, name)
  if (output.json) {
    await output.object(feed)
    return 'ok'
  }
  const row = (label: string, text: string): Promise<void> =>
    output.text(`${output.style('dim', label.padEnd(14))}${cleanText(text)}`)
  await row('name', feed.name)
  await row('source', feed.location)
  await row('format', feed.collection === undefined ? feed.format : `${feed.format}, collection ${feed.collection}`)
  await row('marking', feed.audience === undefined ? feed.marking : `${feed.marking} to ${feed.audience}`)
  await row('every', `${feed.every}; up to ${feed.maxLoss} % may vanish unasked`)
  for (const [key, value] of Object.entries(feed.settings)) await row(key, JSON.stringify(value))
  await row('state', stateOf(feed))
  await row('last success', feed.lastSuccessAt === null ? 'never' : humanTime(feed.lastSuccessAt))
  await row('next run', feed.state === 'paused' ? 'paused' : humanTime(feed.nextAt))
  if (feed.lagMs > 0) await row('lag', humanDuration(feed.lagMs))
  if (feed.last !== null) {
    await row('last run', `${humanTime(feed.last.startedAt)}: ${outcome(feed.last)}`)
    if (feed.last.reason !== undefined) await row('', feed.last.reason)
  }
  for (const { line, member, value, code } of feed.rejects) {
    await row('rejected', `${member === undefined ? '' : `${member} `}line ${line}: ${value} [${code}]`)
  }
  return 'ok'
}

interface RunOptions {
  readonly confirm?: boolean
  readonly rejects?: string
}

type RunLine =
  | Exclude<ImportLine, { error: unknown } | { type: 'summary' }>
  | { readonly type: 'withdrawing'; readonly count: number }
  | ({ readonly type: 'run' } & RunView)

export const run: Run<RunOptions> = async (invocation, [name = ''], options) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  await using rejects = rejectsFile(options.rejects ?? `${name}.rejects.jsonl`)
  const progress = createProgress(output, undefined, () => 0)
  const path = `/v1/feeds/${encodeURIComponent(name)}/run`
  const query = { confirm: options.confirm }
  let ended: RunView | undefined
  for await (const line of askLines<RunLine>(client, { method: 'POST', path, query })) {
    if (line.type === 'progress') progress(line)
    else if (line.type === 'run') ended = line
    else if (line.type === 'format') output.say(`read as ${cleanText(line.format)}`)
    else if (line.type === 'withdrawing') output.say(`withdrawing ${humanCount(line.count)}`)
    else await rejects.write(line)
  }
  output.draw('')
  if (ended === undefined) throw new CliError('node-gone', 'the run ended without saying how')
  if (rejects.count > 0) output.say(`${humanCount(rejects.count)} rejected rows are in ${rejects.path}`)
  const { withdrawn, held, code, incomplete, bytes, durationMs } = ended
  // Whoever runs it by a clock of its own must hear that somebody has to look at it.
  const exit = held > 0 ? 'held' : 'ok'
  if (output.json) {
    await output.object(ended)
    return exit
  }
  if (code === 'not-modified') {
    await output.text('not modified since the last run')
    if (held > 0) output.say(heldText(name, held))
    return exit
  }
  await printSummary(ended, output)
  const more = [`${humanCount(withdrawn)} withdrawn`, humanBytes(bytes), humanDuration(durationMs)]
  await output.text(more.join(', '))
  if (held > 0) output.say(heldText(name, held))
  if (incomplete !== undefined)
    output.say(`the source was not read whole [${cleanText(incomplete)}]: nothing is withdrawn`)
  return exit
}

export const confirm: Run<RunOptions> = (invocation, args, options) =>
  run(invocation, args, { ...options, confirm: true })

export const held: Run<{ readonly all?: boolean }> = async (invocation, [name = ''], { all = false }) => {
  const { output } = invocation
  if (all) return await heldWhole(invocation, name)
  const feed = await feedNamed(invocation, name)
  if (output.json) await output.object({ name: feed.name, held: feed.held })
  else if (feed.held === null) output.say(`nothing of ${feed.name} is held`)
  else {
    const { at, count, stood, sample } = feed.held
    const share = stood === 0 ? 100 : Math.round((count * 100) / stood)
    await output.text(
      `since ${humanTime(at)}: ${humanCount(count)} of ${humanCount(stood)} (${share} %) vanished from the feed`,
    )
    for (const { id, subject } of sample) await output.text(`  ${cleanText(subject)}  ${output.style('dim', id)}`)
    if (count > sample.length) await output.text(`  and ${humanCount(count - sample.length)} more: --all`)
    output.say(`They stand until you confirm that they are to be withdrawn: entente feed confirm ${feed.name}`)
  }
  return 'ok'
}

async function heldWhole(invocation: Invocation, name: string): Promise<Exit> {
  const { output } = invocation
  await using client = await anyNode(invocation)
  const path = `/v1/feeds/${encodeURIComponent(name)}/held`
  for await (const line of askLines<HeldLine>(client, { method: 'GET', path })) {
    if (output.json) await output.object(line)
    else await output.text(`${cleanText(line.subject)}  ${output.style('dim', line.id)}`)
  }
  return 'ok'
}

export const history: Run<object> = async (invocation, [name = '']) => {
  const { output } = invocation
  await using client = await anyNode(invocation)
  const path = `/v1/feeds/${encodeURIComponent(name)}/history`
  const { runs } = await askJson<{ runs: RunView[] }>(client, { method: 'GET', path })
  if (output.json) for (const one of runs) await output.object(one)
  else if (runs.length === 0) output.say('it was not run yet')
  else {
    const head = [
      'started',
      'took',
      'by',
      'result',
      'read',
      'published',
      'replaced',
      'unchanged',
      'rejected',
      'withdrawn',
    ]
    const rows = runs.map((one) => [
      ...[humanTime(one.startedAt), humanDuration(one.durationMs), one.by, one.code],
      ...[one.read, one.published, one.replaced, one.unchanged, sum(one.rejected), one.withdrawn, one.held].map(
        humanCount,
      ),
      ...[humanBytes(one.bytes), one.reason ?? (one.incomplete === undefined ? '' : `not whole: ${one.incomplete}`)],
    ])
    await printTable(output, [...head, 'held', 'bytes', ''], rows)
  }
  return 'ok'
}

const paused =
  (verb: 'pause' | 'resume'): Run<object> =>
  async (invocation, [name = '']) => {
    const { output } = invocation
    await using client = await anyNode(invocation)
    const path = `/v1/feeds/${encodeURIComponent(name)}/${verb}`
    const answer = await askJson<{ feed: FeedView }>(client, { method: 'POST', path })
    if (output.json) await output.object(answer.feed)
    else await output.text(`feed ${answer.feed.name}: ${stateOf(answer.feed)}`)
    return 'ok'
  }

export const pause = paused('pause')
export const resume = paused('resume')

export const remove: Run<{ readonly withdraw?: boolean }> = async (invocation, [name = ''], { withdraw }) => {
  const { output } = invocation
  await using client = await anyNode(invocation)
  const answer = await askJson<{ removed: string; withdrawn: number }>(client, {
    ...{ method: 'DELETE', path: `/v1/feeds/${encodeURIComponent(name)}`, query: { withdraw } },
  })
  if (output.json) await output.object(answer)
  else if (withdraw === true) await output.text(`removed; ${humanCount(answer.withdrawn)} statements were withdrawn`)
  else await output.text('removed; what it says stands until it is withdrawn')
  return 'ok'
}

async function feedNamed(invocation: Invocation, name: string): Promise<FeedView> {
  await using client = await anyNode(invocation)
  const path = `/v1/feeds/${encodeURIComponent(name)}`
  return (await askJson<{ feed: FeedView }>(client, { method: 'GET', path })).feed
}

function stateOf({ state, running, held: waiting }: FeedView): string {
  const word = waiting === null || state === 'paused' ? state : `held (${humanCount(waiting.count)})`
  return running ? `${word}, running` : word
}

function outcome({ code, published, withdrawn, incomplete }: RunView): string {
  if (code !== 'ok' && code !== 'held') return code
  const whole = incomplete === undefined ? '' : `, not whole: ${incomplete}`
  return `${code}, ${humanCount(published)} new, ${humanCount(withdrawn)} withdrawn${whole}`
}

function heldText(name: string, count: number): string {
  return `${humanCount(count)} vanished from the feed and are held, because they are too many: entente feed held ${name}`
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0)
}

function percent(name: string, text: string): number {
  const value = /^\d{1,3}(?:\.\d{1,3})?%?$/.test(text) ? Number.parseFloat(text) : NaN
  if (!(value >= 0 && value <= 100))
    throw new CliError('usage', `${name} takes a percentage from 0 to 100, not ${JSON.stringify(text)}`)
  return value
}
