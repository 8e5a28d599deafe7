// Bundles and stores for the tests of the store: real keys, real LevelDB in a temporary folder, a clock that stands.
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Audience, everyone } from '../../../protocol/audience.ts'
import { type Bundle, buildBundle } from '../../../protocol/bundle.ts'
import { type BundleId, hexId, type MemberId, type NodeKey } from '../../../protocol/ids.ts'
import { generateKeyPair } from '../../../protocol/keys.ts'
import type { Marking } from '../../../protocol/marking.ts'
import { encodeStatement } from '../../../protocol/statement.ts'
import type { Statement } from '../../../protocol/statement-shape.ts'
import type { Arrival, CommitBundle } from '../../../node/store/types.ts'
import { openStore, type StoreOptions } from '../../../node/store/store.ts'

export const start = 1_800_000_000_000
export const local: Arrival = { via: 'local' }

/** Bytes that depend on the text alone. */
export function bytesOf(text: string, length = 32): Uint8Array {
  return new Uint8Array(createHash('sha256').update(text).digest().subarray(0, length))
}

export interface Author {
  readonly member: MemberId
  readonly node: NodeKey
  readonly secretKey: Uint8Array
}

export function author(name: string): Author {
  const { secretKey, publicKey } = generateKeyPair(bytesOf(`key of ${name}`))
  return { member: name as MemberId, node: hexId(publicKey), secretKey }
}

export interface LaneOptions {
  readonly marking?: Marking
  readonly audience?: Audience
  readonly incarnation?: number
}

/** A lane that makes its next bundle from statements. */
export class Lane {
  readonly author: Author
  readonly #options: LaneOptions
  #prev: BundleId | undefined
  seq = 0

  constructor(of: Author, options: LaneOptions = {}) {
    this.author = of
    this.#options = options
  }

  next(statements: readonly (Statement | Uint8Array)[], issuedAt = start + this.seq * 1000): Bundle {
    this.seq += 1
    const { marking = { tlp: 'TLP:GREEN' }, audience = everyone, incarnation = 0 } = this.#options
    const nonce = bytesOf(`${this.author.member} ${marking.tlp} ${incarnation}`, 16)
    const bundle = buildBundle(
      {
        network: hexId(bytesOf('network')),
        member: this.author.member,
        node: this.author.node,
        nonce,
        audience,
        marking,
        seq: this.seq,
        ...(this.#prev === undefined ? {} : { prev: this.#prev }),
        charter: { version: 1, hash: Buffer.from(bytesOf('charter')).toString('hex') },
        issuedAt,
        slots: statements.map((statement, index) => ({
          salt: bytesOf(`salt ${this.author.member} ${marking.tlp} ${incarnation} ${this.seq} ${index}`, 16),
          statement: statement instanceof Uint8Array ? statement : encodeStatement(statement),
        })),
      },
      this.author.secretKey,
    )
    this.#prev = bundle.id
    return bundle
  }

  commit(statements: readonly (Statement | Uint8Array)[], options: Partial<CommitBundle> = {}): CommitBundle {
    return {
      bundle: this.next(statements),
      statements: statements.map((statement) => (statement instanceof Uint8Array ? undefined : statement)),
      from: local,
      live: false,
      ...options,
    }
  }
}

export function domain(name: string, more: Partial<Statement> = {}): Statement {
  return { kind: 'indicator', subject: { kind: 'domain', value: name }, category: 'phishing', confidence: 80, ...more }
}

export function evmAddress(text: string, more: Partial<Statement> = {}): Statement {
  const value = `0x${Buffer.from(bytesOf(text, 20)).toString('hex')}`
  return { kind: 'indicator', subject: { kind: 'address', chain: 'eip155:1', value }, category: 'scam', ...more }
}

/** A temporary folder that goes away. */
export async function temporaryFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'entente-store-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

export function open(path: string, options: Partial<StoreOptions> = {}) {
  return openStore(path, { clock: () => start, ...options })
}
