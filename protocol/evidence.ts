// Verifying evidence offline: from the network id that the verifier names down to the statement, and what has become of it.
import { sameAudience } from './audience.ts'
import { equalBytes, toHex } from './bytes.ts'
import { parseHeader, verifyHeader, type Header, type SignedHeader } from './bundle.ts'
import { checkCertificate, decodeCertificate, type Certificate } from './certificate.ts'
import { buildChain, charterAt, newestCharter, type CharterChain } from './charter-chain.ts'
import { memberOf, type Charter, type Member } from './charter.ts'
import type { ProtocolCode } from './codes.ts'
import { decodeControl, type ControlObject } from './control.ts'
import { cutOf, isBehind, type Cut, type CutFacts } from './cut.ts'
import { ProtocolError } from './errors.ts'
import {
  decodeEvidence,
  decodeReceipt,
  evidenceDigest,
  type EvidenceFile,
  type Proven,
  type Receipt,
} from './evidence-file.ts'
import { openFork } from './fork.ts'
import { formatStatementId, idBytes, type MemberId, type NetworkId, type NodeKey, type StatementId } from './ids.ts'
import { compareTlp, sameMarking } from './marking.ts'
import { leafHash, verifyProof } from './merkle.ts'
import { checkRevocation, decodeRevocation } from './revocation.ts'
import { decodeStatement, type Statement } from './statement.ts'
import { verify } from './verify.ts'

export * from './evidence-file.ts'

/**
 * A statement that is proved. `suspect`: behind the last position that counts in its lane (`cut`), or not shown to lead
 * there.
 */
export interface ProvenStatement {
  readonly id: StatementId
  readonly statement: Statement
  readonly header: Header
  readonly lane: string
  readonly member: Member
  readonly certificate: Certificate
  readonly suspect: boolean
  readonly cut?: Cut
}

/** What a related statement is to the one that is proved; `counts`: whether its author may say that of it. */
export interface RelatedStatement extends ProvenStatement {
  readonly relation: 'withdrawal' | 'replacement' | 'dispute' | 'sighting'
  readonly counts: boolean
}

/** `member` entries are those of the newest charter in the file. */
export interface EvidenceReport {
  readonly network: NetworkId
  readonly proven: ProvenStatement
  readonly related: readonly RelatedStatement[]
  readonly withdrawn: boolean
  readonly replacedBy?: StatementId
  readonly charters: { readonly newest: number; readonly name: string; readonly conflict: boolean }
  readonly receipt: Receipt & { readonly member: MemberId }
}

interface Context {
  readonly network: NetworkId
  readonly chain: CharterChain
  readonly charter: Charter
  readonly certificates: ReadonlyMap<string, Certificate>
  readonly facts: CutFacts
}

function refuse(code: ProtocolCode, what: string): never {
  throw new ProtocolError(code, `evidence: ${what}`)
}

/** Member and node key: another member's certificate for the same key must not stand in the way. */
function nameOf(member: MemberId, node: NodeKey): string {
  return `${member} ${node}`
}

/**
 * Verifies an evidence file against a network id. Everything in it must verify, also what is not needed.
 * @throws ProtocolError 'network-unpinned' where no network is named; otherwise the code of what is wrong
 */
export function verifyEvidence(
  bytes: Uint8Array,
  expected: { readonly network: NetworkId | undefined },
): EvidenceReport {
  // A forged network verifies against itself: protocol.md#evidence
  if (expected.network === undefined) return refuse('network-unpinned', 'no network id to verify against')
  const file = decodeEvidence(bytes)
  if (file.network !== expected.network) return refuse('network-mismatch', 'of another network')
  const context = openContext(file, expected.network)
  const proven = openStatement(file.subject, context)
  const related = file.related.map((one) => openRelated(one, proven, context))
  const replacement = related.find(({ relation, counts }) => relation === 'replacement' && counts)
  return {
    network: file.network,
    proven,
    related,
    withdrawn: related.some(({ relation, counts }) => relation === 'withdrawal' && counts),
    ...(replacement === undefined ? {} : { replacedBy: replacement.id }),
    charters: {
      newest: context.charter.version,
      name: context.charter.name,
      conflict: context.chain.rivals.length > 0,
    },
    receipt: openReceipt(file, proven, context),
  }
}

function openContext(file: EvidenceFile, network: NetworkId): Context {
  const charters = file.charters.map(decodeControl)
  const chain = buildChain(network, charters)
  if (chain.states.length + chain.rivals.length !== charters.length)
    refuse('charter-invalid', 'a charter does not follow')
  const state = newestCharter(chain)
  const certificates = new Map<string, Certificate>()
  const objects = new Map<string, ControlObject>()
  for (const object of file.certificates.map(decodeControl)) {
    const code = checkCertificate(object, state)
    if (code !== undefined) return refuse(code, 'certificate')
    const certificate = decodeCertificate(object.payload)
    const name = nameOf(certificate.member, certificate.nodeKey)
    certificates.set(name, certificate)
    objects.set(name, object)
  }
  const revocations = file.revocations.map(decodeControl).map((object) => {
    const revocation = decodeRevocation(object.payload)
    const code = checkRevocation(object, state, objects.get(nameOf(revocation.member, revocation.nodeKey)))
    return code === undefined ? revocation : refuse(code, 'revocation')
  })
  const forks = file.forks.map(decodeControl).map((object) => openFork(object, network))
  return { network, chain, charter: state.charter, certificates, facts: { charter: state.charter, revocations, forks } }
}

function openStatement(proven: Proven, context: Context): ProvenStatement {
  const signed = parseHeader(proven.header, proven.signature)
  const { header, lane } = signed
  const { member, certificate } = judge(signed, context)
  const { index, salt, statement, proof } = proven
  if (index >= header.count) return refuse('proof-invalid', 'no such statement in the bundle')
  const leaf = leafHash(idBytes(lane), header.seq, index, header.count, salt, statement)
  if (!verifyProof({ leaf, index, count: header.count, proof, root: header.root })) {
    return refuse('proof-invalid', 'the statement is not in the bundle')
  }
  const cut = cutOf({ lane, member: header.member, node: header.node }, context.facts)
  // Behind a fork that was settled, one bundle does not say in which branch it is, but for the one that the cut names.
  const parted = cut?.fork !== undefined && header.seq >= cut.fork && signed.id !== cut.id
  return {
    id: formatStatementId(signed.id, index),
    statement: decodeStatement(statement),
    header,
    lane,
    member,
    certificate,
    suspect: parted || isBehind(cut, { seq: header.seq, id: signed.id }),
    ...(cut === undefined ? {} : { cut }),
  }
}

/** Signature, certificate and the right to publish, under the charter that the header cites. */
function judge(signed: SignedHeader, context: Context): { member: Member; certificate: Certificate } {
  const { header } = signed
  if (header.network !== context.network) return refuse('network-mismatch', 'header')
  if (header.entry !== 'statements') return refuse('evidence-malformed', 'the bundle holds no statements')
  const cited = charterAt(context.chain, header.charter.version)
  if (cited === undefined) return refuse('charter-unknown', 'the charter that the header cites is missing')
  if (toHex(cited.hash) !== header.charter.hash) return refuse('charter-mismatch', 'header')
  const certificate = context.certificates.get(nameOf(header.member, header.node))
  if (certificate === undefined) return refuse('node-unknown', 'the certificate of the author is missing')
  if (!verifyHeader(signed)) return refuse('signature-invalid', 'header')
  const then = memberOf(cited.charter, header.member)
  if (then?.status !== 'active') return refuse('member-inactive', 'author')
  if (compareTlp(header.marking.tlp, then.clearance) > 0) return refuse('clearance-exceeded', 'author')
  const member = memberOf(context.charter, header.member)
  return member === undefined ? refuse('member-unknown', 'author') : { member, certificate }
}

function openRelated(one: Proven, proven: ProvenStatement, context: Context): RelatedStatement {
  const other = openStatement(one, context)
  const { kind, target, replaces } = other.statement
  const own = other.header.member === proven.header.member
  // Only the author may take back or replace, in a lane of the same marking and audience: protocol.md#identity
  const sameLaneKind =
    sameMarking(other.header.marking, proven.header.marking) &&
    sameAudience(other.header.audience, proven.header.audience)
  if (target === proven.id && (kind === 'withdrawal' || kind === 'dispute' || kind === 'sighting')) {
    return { ...other, relation: kind, counts: !other.suspect && (kind !== 'withdrawal' || (own && sameLaneKind)) }
  }
  if (replaces === proven.id)
    return { ...other, relation: 'replacement', counts: !other.suspect && own && sameLaneKind }
  return refuse('evidence-malformed', 'a related statement does not speak of the one that is proved')
}

function openReceipt(file: EvidenceFile, proven: ProvenStatement, context: Context): EvidenceReport['receipt'] {
  const receipt = decodeReceipt(file.receipt)
  const id = idBytes(context.network)
  if (receipt.network !== context.network) return refuse('receipt-invalid', 'receipt of another network')
  if (!verify('receipt', id, file.receipt, idBytes(receipt.nodeKey), file.receiptSignature)) {
    return refuse('receipt-invalid', 'signature of the receipt')
  }
  const exporter = [...context.certificates.values()].find(({ nodeKey }) => nodeKey === receipt.nodeKey)
  if (exporter === undefined) return refuse('node-unknown', 'the certificate of the exporter is missing')
  if (context.facts.revocations.some(({ nodeKey }) => nodeKey === receipt.nodeKey)) {
    return refuse('certificate-revoked', 'exporter')
  }
  if (formatStatementId(receipt.bundle, receipt.index) !== proven.id)
    return refuse('receipt-invalid', 'another statement')
  if (!equalBytes(receipt.digest, evidenceDigest(file))) return refuse('receipt-invalid', 'digest of the evidence')
  const held = receipt.frontier.find(({ lane }) => lane === proven.lane)
  if (held === undefined || held.seq < proven.header.seq) return refuse('receipt-invalid', 'frontier')
  return { ...receipt, member: exporter.member }
}
