// The evidence file: one statement with everything that proves it, and the exporter's signed receipt.
import { ProtocolError } from './errors.ts'
import { tagged } from './hash.ts'
import { bundleId, proofOf, type Bundle } from './bundle.ts'
import { hexId, idBytes, type BundleId, type LaneId, type NetworkId, type NodeKey } from './ids.ts'
import { limits } from './limits.ts'
import { wire } from './names.ts'
import { sign } from './sign.ts'
import { decodeStrict, encode } from './strict.ts'

const format = 1
const magic = Buffer.from('entente/evidence/v1\n', 'ascii')

/** One statement with its place: header, signature, index, salt, statement and Merkle proof. */
export interface Proven {
  readonly header: Uint8Array
  readonly signature: Uint8Array
  readonly index: number
  readonly salt: Uint8Array
  readonly statement: Uint8Array
  readonly proof: readonly Uint8Array[]
}

export interface FrontierPosition {
  readonly lane: LaneId
  readonly seq: number
  readonly bundle: BundleId
}

/** What the exporter says of the state that it exports from: `arrival` is a cursor (µs), `asOf` milliseconds. */
export interface ReceiptParams {
  readonly nodeKey: NodeKey
  readonly arrival: number
  readonly asOf: number
  readonly frontier: readonly FrontierPosition[]
}

/** Control objects are their bytes as held. `related`: known withdrawals, replacements, disputes, sightings. */
export interface EvidenceParts {
  readonly network: NetworkId
  readonly subject: Proven
  readonly related: readonly Proven[]
  readonly charters: readonly Uint8Array[]
  readonly certificates: readonly Uint8Array[]
  readonly revocations: readonly Uint8Array[]
  readonly forks: readonly Uint8Array[]
}

export interface Receipt extends ReceiptParams {
  readonly network: NetworkId
  readonly bundle: BundleId
  readonly index: number
  readonly digest: Uint8Array
}

/** The statement at `index` of a bundle with its proof. The statement must not be erased. */
export function proveStatement(bundle: Bundle, index: number): Proven {
  const { salt, statement } = bundle.slots[index] ?? {}
  if (salt === undefined || statement === undefined) throw new ProtocolError('proof-invalid', 'nothing to prove')
  return { header: bundle.bytes, signature: bundle.signature, index, salt, statement, proof: proofOf(bundle, index) }
}

/** The file: magic line and Evidence message. The receipt is signed by the exporter's node key (type "receipt"). */
export function buildEvidence(parts: EvidenceParts, receipt: ReceiptParams, nodeSecretKey: Uint8Array): Uint8Array {
  const { subject } = parts
  const payload = encode(
    wire.Receipt,
    new wire.Receipt({
      format,
      network: idBytes(parts.network),
      nodeKey: idBytes(receipt.nodeKey),
      bundle: idBytes(bundleId(subject.header)),
      index: subject.index,
      arrival: receipt.arrival,
      asOf: receipt.asOf,
      frontier: receipt.frontier.map(
        ({ lane, seq, bundle }) => new wire.Position({ lane: idBytes(lane), seq, bundle: idBytes(bundle) }),
      ),
      evidenceDigest: evidenceDigest(parts),
    }),
  )
  const message = toWire(parts)
  message.receipt = payload
  message.receiptSignature = sign('receipt', idBytes(parts.network), payload, nodeSecretKey)
  return Buffer.concat([magic, encode(wire.Evidence, message)])
}

function provenToWire(proven: Proven): wire.Proven {
  return new wire.Proven({ ...proven, proof: [...proven.proof] })
}

function toWire(parts: EvidenceParts): wire.Evidence {
  return new wire.Evidence({
    format,
    network: idBytes(parts.network),
    subject: provenToWire(parts.subject),
    related: parts.related.map(provenToWire),
    charters: [...parts.charters],
    certificates: [...parts.certificates],
    revocations: [...parts.revocations],
    forks: [...parts.forks],
  })
}

/** SHA256("entente/evidence/v1" 0x00 Evidence message without receipt and its signature). */
export function evidenceDigest(parts: EvidenceParts): Uint8Array {
  return tagged('entente/evidence/v1', encode(wire.Evidence, toWire(parts)))
}

export interface EvidenceFile extends EvidenceParts {
  readonly receipt: Uint8Array
  readonly receiptSignature: Uint8Array
}

function malformed(what: string, cause?: unknown): never {
  throw new ProtocolError('evidence-malformed', `evidence: ${what}`, { cause })
}

function provenFromWire(message: wire.Proven.$Properties): Proven {
  const { header, signature, salt, statement, index, proof } = message
  if (!header?.byteLength || !signature?.byteLength || !statement?.byteLength) return malformed('statement')
  if (salt?.byteLength !== limits.saltBytes) return malformed('salt')
  return { header, signature, salt, statement, index: index ?? 0, proof: proof ?? [] }
}

/**
 * The parts of an evidence file. Nothing is verified yet.
 * @throws ProtocolError 'too-large' | 'evidence-malformed'
 */
export function decodeEvidence(bytes: Uint8Array): EvidenceFile {
  if (bytes.byteLength > limits.evidenceMaxBytes) throw new ProtocolError('too-large', 'evidence')
  if (!magic.equals(bytes.subarray(0, magic.byteLength))) return malformed('no evidence file')
  const message = decodeMessage(wire.Evidence, bytes.subarray(magic.byteLength))
  if (message.format !== format || message.network.byteLength !== limits.hashBytes) return malformed('format')
  if (message.subject == null) return malformed('statement')
  if (message.receipt.byteLength === 0 || message.receiptSignature.byteLength !== limits.signatureBytes) {
    return malformed('receipt')
  }
  return {
    network: hexId(message.network),
    subject: provenFromWire(message.subject),
    related: message.related.map(provenFromWire),
    charters: message.charters,
    certificates: message.certificates,
    revocations: message.revocations,
    forks: message.forks,
    receipt: message.receipt,
    receiptSignature: message.receiptSignature,
  }
}

function decodeMessage<T>(type: Parameters<typeof decodeStrict<T>>[0], bytes: Uint8Array): T {
  try {
    return decodeStrict(type, bytes, limits.evidenceMaxBytes)
  } catch (cause) {
    return malformed('not decodable', cause)
  }
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names the brand
function idOf<Id extends NetworkId | NodeKey | BundleId | LaneId>(bytes: Uint8Array | null | undefined): Id {
  return bytes?.byteLength === limits.hashBytes ? hexId<Id>(bytes) : malformed('receipt')
}

/**
 * The receipt in its bytes.
 * @throws ProtocolError 'evidence-malformed'
 */
export function decodeReceipt(bytes: Uint8Array): Receipt {
  const message = decodeMessage(wire.Receipt, bytes)
  if (message.format !== format) return malformed('receipt format')
  if (message.arrival < 1 || message.asOf < 1) return malformed('receipt times')
  return {
    network: idOf<NetworkId>(message.network),
    nodeKey: idOf<NodeKey>(message.nodeKey),
    bundle: idOf<BundleId>(message.bundle),
    index: message.index,
    arrival: message.arrival,
    asOf: message.asOf,
    frontier: message.frontier.map(({ lane, seq, bundle }) => ({
      lane: idOf<LaneId>(lane),
      seq: seq ?? 0,
      bundle: idOf<BundleId>(bundle),
    })),
    digest: message.evidenceDigest,
  }
}
