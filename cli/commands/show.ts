// entente show: a statement with its full chain.
import type { Provenance } from '../../node/api/schemas.ts'
import { askJson } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { runningNode } from '../connect.ts'
import { humanTime, statementLines } from '../human.ts'
import type { Run } from '../invocation.ts'
import type { Output } from '../output.ts'

export const show: Run<object> = async (invocation, [id = '']) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  const shown = await askJson<Provenance>(client, { method: 'GET', path: `/v1/statements/${encodeURIComponent(id)}` })
  if (output.json) await output.object(shown)
  else for (const line of linesOf(shown, output)) await output.text(line)
  return 'ok'
}

function linesOf(shown: Provenance, output: Output): string[] {
  const { author, node, charter, bundle, lane, received, statement } = shown
  const { certificate } = node
  const row = (name: string, text: string): string => `  ${output.style('dim', name.padEnd(12))}${cleanText(text)}`
  const from = received.via === 'local' ? 'published here' : `by ${received.via} from ${received.member ?? 'a partner'}`
  return [
    output.style('bold', cleanText(statement.subject)),
    ...statementLines(statement, output).map((line) => `  ${line}`),
    row('author', `${author.member} (${author.name}), ${author.kind}, ${author.jurisdiction}, ${author.status}`),
    row('root key', author.rootKey),
    row('node', `${node.key}${node.revoked ? '  REVOKED' : ''}`),
    row('certificate', `${certificate.hash}, serial ${certificate.serial}, issued ${humanTime(certificate.issuedAt)}`),
    row('charter', `version ${charter.cited} (newest ${charter.newest})  ${charter.hash}`),
    row(
      'bundle',
      `${bundle.id}, statement ${bundle.index + 1}${bundle.count === undefined ? '' : ` of ${bundle.count}`}`,
    ),
    row('root', bundle.root),
    row('lane', `${lane.id}, ${placeIn(lane)}${lane.marking}, ${lane.audience}`),
    ...(lane.seq === undefined ? [] : [row('before it', lane.prev ?? 'the first of its lane')]),
    row('received', `${humanTime(received.at)} ${from}${received.node === null ? '' : ` (node ${received.node})`}`),
    ...shown.related.flatMap((view) => ['', ...statementLines(view, output).map((line) => `  ${line}`)]),
  ]
}

/** Nothing where the reader may not know how much there is. */
function placeIn({ seq, head }: Provenance['lane']): string {
  return seq === undefined || head === undefined ? '' : `bundle ${seq} of ${head}, `
}
