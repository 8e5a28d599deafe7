// The file of an exported audit log: a head line, a line for each entry with its hash, and a signed checkpoint at the end.
// It is verified without a node, line by line.
import { AuditChain, type AuditFinding, type AuditMark } from '../../protocol/audit-chain.ts'
import { auditHash, decodeAuditEntry } from '../../protocol/audit-entry.ts'
import { openCheckpoint } from '../../protocol/checkpoint.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { type NetworkId, type NodeKey, parseHexId } from '../../protocol/ids.ts'
import type { AuditVerdict } from './types.ts'

const format = 'entente-audit/1'

export interface AuditFileHead {
  readonly network: NetworkId
  readonly node: NodeKey
  /** Number of the first entry. */
  readonly from: number
}

/** A line of the file as a value: its JSON is the line. */
export type AuditFileLine = object

export function headLine({ network, node, from }: AuditFileHead): AuditFileLine {
  return { format, network, node, from }
}

/** `bytes`: what stands in the log. The JSON of an entry is the entry again; of what is none, the file tells it. */
export function entryLine(seq: number, bytes: Uint8Array): AuditFileLine {
  const text = Buffer.from(bytes).toString()
  const hash = auditHash(bytes)
  return decodeAuditEntry(bytes) === undefined
    ? { malformed: text, seq, hash }
    : { entry: JSON.parse(text) as object, hash }
}

/** `text`: an armored checkpoint of the last entry. */
export function checkpointLine(text: string): AuditFileLine {
  return { checkpoint: text }
}

export interface AuditFileTrust {
  /** Whose log it must be. */
  readonly network: NetworkId
  readonly node: NodeKey
  /** Armored texts of checkpoints that were kept elsewhere. */
  readonly checkpoints: readonly string[]
}

/**
 * Verifies a file: the chain, the checkpoint at its end, and those that are named.
 * @throws ProtocolError 'audit-malformed' for what is no such file, 'network-mismatch' | 'checkpoint-foreign' where it is
 * of another node, and the fault of a checkpoint that is named
 */
export async function* verifyAuditFile(
  lines: AsyncIterable<string>,
  trust: AuditFileTrust,
): AsyncGenerator<AuditVerdict, void> {
  const marks = trust.checkpoints.map((text) => openCheckpoint(text, trust))
  let chain: AuditChain | undefined
  let end: AuditMark | undefined
  let findings = 0
  let before = ''
  const told = (found: readonly AuditFinding[]): AuditVerdict[] =>
    found.flatMap((finding): AuditVerdict[] => {
      // A line that was changed shows by its own hash, and once more by the entry behind it.
      const name = `${finding.code} ${finding.seq}`
      if (name === before) return []
      before = name
      findings += 1
      return [{ type: 'finding', ...finding }]
    })
  for await (const line of lines) {
    if (chain === undefined) {
      const { from } = openHead(line, trust)
      chain = new AuditChain({ from, marks })
    } else if (end !== undefined) {
      yield* told([{ code: 'audit-malformed', seq: end.seq, detail: 'lines behind the checkpoint at the end' }])
      break
    } else if (line.startsWith('{"checkpoint":')) end = openCheckpoint(checkpointIn(line), trust)
    else yield* told(rowOf(line, chain))
  }
  if (chain === undefined) throw new ProtocolError('audit-malformed', 'the file is empty')
  if (end === undefined) {
    yield* told([{ code: 'audit-tail', seq: chain.next, detail: 'the file was cut: its checkpoint is missing' }])
  }
  yield* told(chain.end(end))
  yield {
    type: 'summary',
    entries: chain.count,
    last: chain.last ?? null,
    findings,
    checkpoints: marks.length + (end === undefined ? 0 : 1),
  }
}

function openHead(line: string, trust: AuditFileTrust): AuditFileHead {
  const { format: named, network, node, from } = (parse(line) ?? {}) as Readonly<Record<string, unknown>>
  const head = {
    network: parseHexId<NetworkId>(String(network)),
    node: parseHexId<NodeKey>(String(node)),
    from: Number(from),
  }
  if (named !== format || head.network === undefined || head.node === undefined || !(head.from >= 1)) {
    throw new ProtocolError('audit-malformed', 'this is no exported audit log')
  }
  if (head.network !== trust.network) {
    throw new ProtocolError('network-mismatch', `the log is of network ${head.network}`)
  }
  if (head.node !== trust.node) throw new ProtocolError('checkpoint-foreign', `the log is of node ${head.node}`)
  return { network: head.network, node: head.node, from: head.from }
}

/** The bytes of the entry as they stand in the line: what was hashed, whatever the line says beside them. */
function rowOf(line: string, chain: AuditChain): AuditFinding[] {
  const [, entry = '', hash] = /^\{"entry":(.*),"hash":"([0-9a-f]{64})"\}$/s.exec(line) ?? []
  const seq = /^\{"format":\d+,"seq":(\d{1,16}),/.exec(entry)?.[1]
  // A line stands where its own number says: so one that is left out or moved is told once.
  const place = seq === undefined ? chain.next : Number(seq)
  const { findings } = chain.row(place, Buffer.from(entry))
  if (findings.length > 0 || hash === chain.last?.hash) return findings
  return [{ code: 'audit-changed', seq: place, detail: `entry ${place} was changed: its line names another hash` }]
}

function checkpointIn(line: string): string {
  const { checkpoint } = (parse(line) ?? {}) as { checkpoint?: unknown }
  return typeof checkpoint === 'string' ? checkpoint : ''
}

function parse(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
