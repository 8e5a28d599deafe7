// A small network out of fixed seeds: keys, members, charters, certificates and bundles for the tests of the protocol.
import {
  acceptGenesis,
  acceptSuccessor,
  buildBundle,
  encodeCharter,
  encodeStatement,
  everyone,
  generateKeyPair,
  hexId,
  idBytes,
  issueCertificate,
  networkIdOf,
  ProtocolError,
  sha256,
  sign,
  toHex,
  type Bundle,
  type Charter,
  type CharterState,
  type ControlObject,
  type KeyPair,
  type Marking,
  type Member,
  type MemberId,
  type NetworkId,
  type NodeKey,
  type Slot,
  type Statement,
} from '../../protocol/index.ts'

/** 32 bytes that depend on the name alone. */
export function seeded(name: string): Uint8Array {
  return sha256(Buffer.from(name, 'utf8'))
}

export function keysOf(name: string): KeyPair {
  return generateKeyPair(seeded(name))
}

export function memberNamed(id: string, change: Partial<Member> = {}): Member {
  return {
    id: id as MemberId,
    name: `Member ${id}`,
    kind: 'exchange',
    jurisdiction: 'CH',
    rootKey: keysOf(`${id} root`).publicKey,
    clearance: 'TLP:GREEN',
    status: 'active',
    final: [],
    priorCertificates: [],
    ...change,
  }
}

/** A charter signed by the governor keys of the named members (`alpha`, or `alpha 2` for a second key). */
export function signCharter(charter: Charter, signers: readonly string[]): ControlObject {
  const payload = encodeCharter(charter)
  const network = charter.network === undefined ? networkIdOf(payload) : idBytes(charter.network)
  const signatures = signers.map((name) => {
    const { publicKey, secretKey } = keysOf(`${name} governor`)
    return { key: publicKey, signature: sign('charter', network, payload, secretKey) }
  })
  return { type: 'charter', payload, signatures: signatures.sort((a, b) => Buffer.compare(a.key, b.key)) }
}

export function governorsNamed(names: readonly string[]): Charter['governors'] {
  return names
    .map((name) => ({ member: name.split(' ')[0] as MemberId, key: keysOf(`${name} governor`).publicKey }))
    .sort((a, b) => (a.member === b.member ? Buffer.compare(a.key, b.key) : a.member < b.member ? -1 : 1))
}

export const day = 24 * 60 * 60 * 1000
export const start = Date.UTC(2026, 0, 1)

/** The genesis of alpha (governor), bravo and charlie; `change` before signing. */
export function genesisCharter(change: Partial<Charter> = {}): Charter {
  return {
    version: 1,
    name: 'Trial network',
    issuedAt: start,
    expiresAt: start + 365 * day,
    members: ['alpha', 'bravo', 'charlie'].map((id) => memberNamed(id)),
    governors: governorsNamed(['alpha', 'bravo', 'charlie']),
    threshold: 2,
    groups: [],
    policy: { minBundleIntervalMs: 0, maxStatementsPerDay: 0 },
    nonce: seeded('genesis nonce').subarray(0, 16),
    ...change,
  }
}

export const genesisObject = signCharter(genesisCharter(), ['alpha', 'bravo'])
export const genesis = acceptGenesis(genesisObject)
export const network = genesis.network

/** The charter after `state`, with `change`. */
export function nextCharter(state: CharterState, change: Partial<Charter> = {}): Charter {
  const charter: Partial<Charter> & Omit<Charter, 'nonce'> = { ...state.charter }
  delete (charter as { nonce?: Uint8Array }).nonce
  return { ...charter, network: state.network, version: state.version + 1, prev: state.hash, ...change }
}

export function succeed(
  state: CharterState,
  change: Partial<Charter> = {},
  signers: readonly string[] = ['alpha', 'bravo'],
): CharterState {
  const next = acceptSuccessor(state, signCharter(nextCharter(state, change), signers))
  if (typeof next === 'string') throw new ProtocolError(next, 'test charter')
  return next
}

/** The members of a charter with one of them changed. */
export function withMember(charter: Charter, id: string, change: Partial<Member>): Member[] {
  return charter.members.map((member) => (member.id === id ? { ...member, ...change } : member))
}

export interface TestNode {
  readonly member: MemberId
  readonly keys: KeyPair
  readonly key: NodeKey
  readonly certificate: ControlObject
}

/** A KEM key of good form, whose secret nobody knows: coefficients below 2,048, and a point. */
export function kemKeyOf(name: string): Uint8Array {
  const bytes = Buffer.concat(Array.from({ length: 38 }, (_, at) => seeded(`${name} kem ${at}`)))
  return bytes.map((byte, at) => (at >= 1152 ? byte : byte & ([0xff, 0x77, 0x7f][at % 3] ?? 0)))
}

export function nodeOf(member: string, name = `${member} node`, root = `${member} root`): TestNode {
  const keys = keysOf(name)
  const key = hexId<NodeKey>(keys.publicKey)
  const certificate = issueCertificate(
    { network, member: member as MemberId, nodeKey: key, kemKey: kemKeyOf(name), serial: 1, issuedAt: start },
    keysOf(root).secretKey,
    keys.secretKey,
  )
  return { member: member as MemberId, keys, key, certificate }
}

export const alpha = nodeOf('alpha')
export const bravo = nodeOf('bravo')
export const charlie = nodeOf('charlie')

export function indicator(value: string, change: Partial<Statement> = {}): Statement {
  return { kind: 'indicator', subject: { kind: 'domain', value }, category: 'phishing', confidence: 80, ...change }
}

export function slotsOf(statements: readonly Statement[], salt = 'salt'): Slot[] {
  return statements.map((statement, at) => ({
    salt: seeded(`${salt} ${at}`).subarray(0, 16),
    statement: encodeStatement(statement),
  }))
}

export interface BundleChange {
  readonly statements?: readonly Statement[]
  readonly slots?: readonly Slot[]
  readonly after?: Bundle
  readonly nonce?: Uint8Array
  readonly marking?: Marking
  readonly charter?: CharterState
  readonly network?: NetworkId
  readonly issuedAt?: number
  readonly salt?: string
  readonly change?: Partial<Parameters<typeof buildBundle>[0]>
}

/** A bundle of a node, behind `after` where that is given. */
export function bundleOf(node: TestNode, options: BundleChange = {}): Bundle {
  const charter = options.charter ?? genesis
  const { after } = options
  return buildBundle(
    {
      network: options.network ?? network,
      member: node.member,
      node: node.key,
      nonce: options.nonce ?? after?.header.nonce ?? seeded(`${node.key} nonce`).subarray(0, 16),
      audience: everyone,
      marking: options.marking ?? { tlp: 'TLP:GREEN' },
      seq: (after?.header.seq ?? 0) + 1,
      ...(after === undefined ? {} : { prev: after.id }),
      charter: { version: charter.version, hash: toHex(charter.hash) },
      issuedAt: options.issuedAt ?? (after?.header.issuedAt ?? start) + 1000,
      slots: options.slots ?? slotsOf(options.statements ?? [indicator('phish.example.com')], options.salt),
      ...options.change,
    },
    node.keys.secretKey,
  )
}

/** The code with which `act` refuses; `undefined` where it does not. */
export function codeOf(act: () => unknown): string | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
}
