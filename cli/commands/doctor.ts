// entente doctor: the home is always looked over; a running node is asked for the rest.
import type { Finding } from '../../node/api/schemas.ts'
import { inspectHome } from '../../node/home/inspect.ts'
import { askLines } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { isRunning, runningNode } from '../connect.ts'
import type { Invocation, Run } from '../invocation.ts'

const marks = { ok: ['green', 'ok'], warning: ['yellow', 'warning'], failed: ['red', 'failed'] } as const

export const doctor: Run<object> = async (invocation) => {
  const { output } = invocation
  let failed = false
  for await (const finding of findings(invocation)) {
    failed ||= finding.state === 'failed'
    if (output.json) {
      await output.object(finding)
      continue
    }
    const [style, mark] = marks[finding.state]
    const { check, message, hint } = finding
    await output.text(`${output.style(style, mark.padEnd(8))} ${cleanText(check).padEnd(14)} ${cleanText(message)}`)
    if (hint !== undefined) await output.text(output.style('dim', `${''.padEnd(24)}${cleanText(hint)}`))
  }
  return failed ? 'verification-failed' : 'ok'
}

async function* findings(invocation: Invocation): AsyncGenerator<Finding, void, void> {
  if (!(await isRunning(invocation.home))) {
    yield* inspectHome(invocation.home)
    yield {
      check: 'node',
      state: 'warning',
      message: 'no node runs in this home: partners and ports were not checked',
      hint: 'Start it with: entente run',
    }
    return
  }
  await using client = await runningNode(invocation)
  yield* askLines<Finding>(client, { method: 'GET', path: '/v1/doctor' })
}
