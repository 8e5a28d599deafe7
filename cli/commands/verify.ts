// entente verify: scrubs the store, of a running node or of a stopped one.
import type { ScrubLine } from '../../node/api/schemas.ts'
import { askLines } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { anyNode } from '../connect.ts'
import { CliError } from '../errors.ts'
import { humanCount } from '../human.ts'
import type { Run } from '../invocation.ts'

export const verify: Run<object> = async (invocation) => {
  const { output } = invocation
  await using client = await anyNode(invocation)
  let summary: Extract<ScrubLine, { type: 'summary' }> | undefined
  for await (const line of askLines<ScrubLine>(client, { method: 'POST', path: '/v1/verify' })) {
    if (line.type === 'progress') {
      output.draw(`${humanCount(line.bundles)} bundles, ${humanCount(line.statements)} statements checked`)
    } else if (line.type === 'summary') summary = line
    else if (output.json) await output.object(line)
    else await output.text(`${output.style('red', line.code)}  ${cleanText(line.message)}  ${cleanText(line.at)}`)
  }
  output.draw('')
  if (summary === undefined) throw new CliError('node-gone', 'the check ended without a summary')
  const { bundles, statements, findings } = summary
  if (output.json) await output.object(summary)
  else {
    const verdict =
      findings === 0 ? output.style('green', 'clean') : output.style('red', `${humanCount(findings)} faults`)
    await output.text(`${verdict}: ${humanCount(bundles)} bundles, ${humanCount(statements)} statements checked`)
  }
  return findings === 0 ? 'ok' : 'verification-failed'
}
