// entente audience test: who would receive, before anything is published.
import type { AudienceMember, AudienceTestView } from '../../node/api/schemas/audience.ts'
import { askJson } from '../ask.ts'
import { runningNode } from '../connect.ts'
import { RefusedError } from '../errors.ts'
import type { Run } from '../invocation.ts'
import { printTable } from '../table.ts'

interface Options {
  readonly marking?: string
  readonly history?: boolean
  readonly jurisdictions?: string
}

type Reason = NonNullable<AudienceMember['reason']>

export const testAudience: Run<Options> = async (invocation, [audience = ''], options) => {
  const { output } = invocation
  const { marking, history: shareHistory } = options
  const jurisdictions = options.jurisdictions?.split(',').map((code) => code.trim().toUpperCase())
  await using client = await runningNode(invocation)
  const body = { audience, marking, jurisdictions, shareHistory }
  const view = await askJson<AudienceTestView>(client, { method: 'POST', path: '/v1/audience/test', body })
  if (output.json) await output.object(view)
  else await print(view, output)
  if (view.refusal === null) return 'ok'
  const { code, message, hint } = view.refusal
  throw new RefusedError(code, message, hint, 422, 'refused')
}

async function print(view: AudienceTestView, output: Parameters<typeof printTable>[0]): Promise<void> {
  const { members, marking, audience } = view
  const receiving = members.filter(({ receives }) => receives)
  const others = members.filter(({ receives }) => !receives)
  if (receiving.length > 0) {
    await output.text(output.style('bold', `would receive ${marking} to ${audience}`))
    const rows = receiving.map((one) => [...columns(one), String(one.nodes), one.author ? 'this member' : ''])
    await printTable(output, [...head, 'nodes', ''], rows)
  }
  if (others.length > 0) {
    await output.text(output.style('bold', 'would not'))
    const rows = others.map((one) => [...columns(one), whyNot(one, view)])
    await printTable(output, [...head, 'because'], rows)
  }
  output.say(summary(view))
}

const head = ['member', 'name', 'kind', 'country', 'clearance']

function columns({ member, name, kind, jurisdiction, clearance }: AudienceMember): string[] {
  return [member, name, kind, jurisdiction, clearance]
}

function whyNot({ reason, clearance, jurisdiction, author }: AudienceMember, view: AudienceTestView): string {
  const reasons: Record<Reason, string> = {
    suspended: 'suspended',
    removed: 'removed',
    clearance: `cleared up to ${clearance}`,
    jurisdiction: `${jurisdiction} is none of ${view.jurisdictions.join(', ')}`,
    'members-unnamed': 'TLP:RED goes to members that are named',
    outside: 'not in the audience',
    'name-unknown': 'the audience hangs on a name that nobody knows',
  }
  const why = reason === null ? '' : reasons[reason]
  return author ? `${why}; holds it as its author` : why
}

function summary({ receiving, nodes, restricted, shareHistory, charterVersion }: AudienceTestView): string {
  const others = receiving === 1 ? '1 member' : `${receiving} members`
  const how = restricted ? `sealed for ${nodes} ${nodes === 1 ? 'node' : 'nodes'}` : 'open to the whole network'
  const later = restricted ? `; who joins later ${shareHistory ? 'may read' : 'cannot read'} what was said before` : ''
  return `${others} besides this one, ${how}${later}; charter version ${charterVersion}`
}
