// entente evidence export and verify: proofs that stand without a node.
import { ProtocolError } from '../../protocol/errors.ts'
import { type EvidenceReport, type ProvenStatement, verifyEvidence } from '../../protocol/evidence.ts'
import { type NetworkId, parseHexId } from '../../protocol/ids.ts'
import { formatSubject } from '../../protocol/subjects/index.ts'
import { explain } from '../../node/codes.ts'
import { loadHome } from '../../node/home/home.ts'
import { askBytes } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { runningNode } from '../connect.ts'
import { CliError, RefusedError } from '../errors.ts'
import { writeNew } from '../files.ts'
import { humanBytes, humanTime } from '../human.ts'
import { given, readAll } from '../input.ts'
import type { Invocation, Run } from '../invocation.ts'
import type { Output } from '../output.ts'

export const exportEvidence: Run<{ out?: string }> = async (invocation, [id = ''], options) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  const bytes = await askBytes(client, { method: 'GET', path: `/v1/evidence/${encodeURIComponent(id)}` })
  if (options.out === '-') {
    await new Promise((resolve) => process.stdout.write(bytes, resolve))
    return 'ok'
  }
  const file = options.out ?? `${id.slice(0, 16)}-${id.split('.')[1] ?? '0'}.evidence`
  await writeNew(file, bytes)
  if (output.json) await output.object({ file, id, bytes: bytes.byteLength })
  else await output.text(`${file}: evidence of ${id}, ${humanBytes(bytes.byteLength)}`)
  return 'ok'
}

export const verifyEvidenceFile: Run<{ network?: string }> = async (invocation, [file = ''], options) => {
  const { output } = invocation
  const bytes = await readAll(file)
  const network = await pinnedNetwork(invocation, options.network)
  let report: EvidenceReport
  try {
    report = verifyEvidence(bytes, { network })
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    throw new RefusedError(error.code, error.message, explain(error.code)?.hint ?? '', 0, 'verification-failed')
  }
  if (output.json) await output.object(reportView(report))
  else for (const line of reportLines(report, output)) await output.text(line)
  // What lies behind a revocation is not to be acted on: fail closed.
  return report.proven.suspect ? 'verification-failed' : 'ok'
}

/** The network that the verifier trusts: named, or pinned by its home; `undefined` where there is neither. */
async function pinnedNetwork({ home }: Invocation, named: string | undefined): Promise<NetworkId | undefined> {
  if (named !== undefined) {
    const network = parseHexId<NetworkId>(named)
    if (network === undefined) throw new CliError('usage', '--network takes a network id: 64 hexadecimal digits')
    return network
  }
  return (await loadHome(home).catch(() => undefined))?.network
}

function reportView(report: EvidenceReport): object {
  const { receipt, charters } = report
  return {
    verified: true,
    network: report.network,
    networkName: charters.name,
    ...provenView(report.proven),
    withdrawn: report.withdrawn,
    replacedBy: report.replacedBy ?? null,
    related: report.related.map((one) => ({ relation: one.relation, counts: one.counts, ...provenView(one) })),
    charter: charters.newest,
    charterConflict: charters.conflict,
    exportedBy: receipt.member,
    exportedAt: new Date(receipt.asOf).toISOString(),
    receivedAt: new Date(Math.floor(receipt.arrival / 1000)).toISOString(),
  }
}

function provenView({ id, statement, header, member, lane, suspect }: ProvenStatement): object {
  return {
    id,
    kind: statement.kind,
    author: member.id,
    authorName: member.name,
    node: header.node,
    subject: formatSubject(statement.subject),
    category: statement.category ?? null,
    confidence: statement.confidence ?? null,
    feed: statement.origin?.feed ?? null,
    marking: header.marking.tlp,
    issuedAt: new Date(header.issuedAt).toISOString(),
    ...given('description', statement.description),
    ...given('reason', statement.reason),
    bundle: id.split('.')[0],
    lane,
    seq: header.seq,
    charterVersion: header.charter.version,
    suspect,
  }
}

function reportLines(report: EvidenceReport, output: Output): string[] {
  const { proven, receipt, charters, related } = report
  const { statement, header, member } = proven
  const row = (name: string, text: string): string => `  ${output.style('dim', name.padEnd(12))}${cleanText(text)}`
  const confidence = statement.confidence === undefined ? '' : `, confidence ${statement.confidence} %`
  const verdict = proven.suspect ? output.style('yellow', 'verified, but suspect') : output.style('green', 'verified')
  return [
    `${verdict}: ${cleanText(formatSubject(statement.subject))}`,
    row('says', `${statement.kind} ${statement.category ?? ''}${confidence}, ${header.marking.tlp}`),
    row('author', `${member.id} (${member.name}), ${member.kind}, ${member.jurisdiction}, ${member.status}`),
    ...(statement.description === undefined ? [] : [row('description', statement.description)]),
    row('issued', humanTime(new Date(header.issuedAt).toISOString())),
    row('statement', proven.id),
    row('lane', `${proven.lane}, bundle ${header.seq}`),
    row('network', `${charters.name}  ${report.network}`),
    row('charter', `cited ${header.charter.version}, newest in the file ${charters.newest}`),
    row('as of', `${humanTime(new Date(receipt.asOf).toISOString())}, exported by ${receipt.member}`),
    ...(report.withdrawn ? [output.style('yellow', '  It was withdrawn by its author.')] : []),
    ...(report.replacedBy === undefined ? [] : [output.style('yellow', `  It was replaced by ${report.replacedBy}.`)]),
    ...related.map((one) =>
      row(one.relation, `by ${one.member.id}, ${one.id}${one.counts ? '' : ' (does not count)'}`),
    ),
  ]
}
