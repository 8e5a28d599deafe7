// entente quality: what was held before it was said, and what would be held today.
import type { CheckLine, HeldView } from '../../node/api/schemas/quality.ts'
import { askJson, askLines } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { anyNode, runningNode } from '../connect.ts'
import { CliError } from '../errors.ts'
import { humanCount, humanTime } from '../human.ts'
import { wholeNumber } from '../input.ts'
import type { Run } from '../invocation.ts'
import { printTable } from '../table.ts'

export const held: Run<{ readonly limit: string }> = async (invocation, _args, options) => {
  const { output } = invocation
  const limit = wholeNumber('--limit', options.limit, 0, 500)
  await using client = await runningNode(invocation)
  const view = await askJson<HeldView>(client, { method: 'GET', path: '/v1/quality/held', query: { limit } })
  if (output.json) await output.object(view)
  else if (view.counts.length === 0) output.say('nothing was held')
  else {
    const counts = view.counts.map(({ feed, code, count, lastAt }) => [
      ...[humanCount(count), code, feed ?? 'other feeds', humanTime(lastAt)],
    ])
    await printTable(output, ['held', 'why', 'feed', 'last'], counts)
    for (const { at, feed, value, code, reason } of view.newest) {
      await output.text(
        `${output.style('dim', humanTime(at))}  ${output.style('bold', cleanText(value))}  ${code}  ` +
          `${cleanText(reason)}  ${output.style('dim', `(${cleanText(feed)})`)}`,
      )
    }
  }
  return 'ok'
}

type Line = Exclude<CheckLine, { error: unknown }>

export const check: Run<object> = async (invocation) => {
  const { output } = invocation
  await using client = await anyNode(invocation)
  let summary: Extract<Line, { type: 'summary' }> | undefined
  for await (const line of askLines<Line>(client, { method: 'GET', path: '/v1/quality/check' })) {
    if (line.type === 'progress') output.draw(`${humanCount(line.checked)} statements checked`)
    else if (line.type === 'summary') summary = line
    else if (output.json) await output.object(line)
    else {
      const { id, subject, category, reason, code } = line
      const what = cleanText([subject, category ?? 'sighting'].join('  '))
      await output.text(`${output.style('bold', what)}  ${code}  ${cleanText(reason)}  ${output.style('dim', id)}`)
    }
  }
  output.draw('')
  if (summary === undefined) throw new CliError('node-gone', 'the check ended without a summary')
  if (output.json) await output.object(summary)
  else {
    const { checked, found } = summary
    await output.text(`${humanCount(checked)} statements checked, ${humanCount(found)} would be held today`)
    if (found > 0) output.say('Take one back with: entente withdraw ID')
  }
  return 'ok'
}
