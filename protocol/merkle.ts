// Salted leaves and the tree over them (RFC 9162: no leaf is duplicated, inner nodes and leaves hash apart).
import { hash } from 'node:crypto'
import { equalBytes } from './bytes.ts'
import { limits } from './limits.ts'

const hashBytes = limits.hashBytes
const leafTag = Buffer.from('\0entente/leaf/v1', 'latin1')
const laneAt = leafTag.byteLength
const seqAt = laneAt + hashBytes
const indexAt = seqAt + 8
const countAt = indexAt + 4
const saltAt = countAt + 4
const lengthAt = saltAt + limits.saltBytes
const statementAt = lengthAt + 4

// The hot path of every bundle, sent or received: one buffer is filled anew for each leaf. Nothing awaits in between.
const scratch = Buffer.alloc(statementAt + limits.statementMaxBytes)
scratch.set(leafTag)
const inner = Buffer.alloc(1 + 2 * hashBytes)
inner[0] = 1

function writePosition(lane: Uint8Array, seq: number, n: number): void {
  scratch.set(lane, laneAt)
  scratch.writeUInt32BE(Math.floor(seq / 0x1_0000_0000), seqAt)
  scratch.writeUInt32BE(seq % 0x1_0000_0000, seqAt + 4)
  scratch.writeUInt32BE(n, countAt)
}

function writeLeaf(target: Buffer, at: number, i: number, salt: Uint8Array, statement: Uint8Array): void {
  if (salt.byteLength !== limits.saltBytes || statement.byteLength > limits.statementMaxBytes) {
    throw new RangeError('a leaf has a salt of 16 bytes and a statement within its limit')
  }
  scratch.writeUInt32BE(i, indexAt)
  scratch.set(salt, saltAt)
  scratch.writeUInt32BE(statement.byteLength, lengthAt)
  scratch.set(statement, statementAt)
  // A one-byte string out of the hash costs half of a Buffer: measured in docs/benchmarks.md.
  const digest = hash('sha256', scratch.subarray(0, statementAt + statement.byteLength), 'binary')
  target.write(digest, at, 'latin1')
}

/**
 * SHA256(0x00 "entente/leaf/v1" lane u64 seq u32 i u32 n salt16 u32 len statementBytes), all numbers big-endian.
 * @param lane the lane's 32 bytes
 * @param n how many statements the bundle has
 */
export function leafHash(
  lane: Uint8Array,
  seq: number,
  i: number,
  n: number,
  salt: Uint8Array,
  statement: Uint8Array,
): Uint8Array {
  const leaf = Buffer.allocUnsafe(hashBytes)
  writePosition(lane, seq, n)
  writeLeaf(leaf, 0, i, salt, statement)
  return leaf
}

/** What a leaf is made of, or the leaf alone where the statement was erased. */
export interface LeafSource {
  readonly salt?: Uint8Array
  readonly statement?: Uint8Array
  readonly leaf?: Uint8Array
}

/** The leaves of a whole bundle, 32 bytes each, one behind the other. */
export function leavesOf(lane: Uint8Array, seq: number, sources: readonly LeafSource[]): Uint8Array {
  const leaves = Buffer.allocUnsafe(sources.length * hashBytes)
  writePosition(lane, seq, sources.length)
  for (const [i, { salt, statement, leaf }] of sources.entries()) {
    if (leaf !== undefined) leaves.set(leaf, i * hashBytes)
    else if (salt !== undefined && statement !== undefined) writeLeaf(leaves, i * hashBytes, i, salt, statement)
    else throw new RangeError('a leaf needs a salt and a statement')
  }
  return leaves
}

function joined(leaves: Uint8Array | readonly Uint8Array[]): Buffer {
  const nodes = leaves instanceof Uint8Array ? Buffer.from(leaves) : Buffer.concat(leaves)
  if (nodes.byteLength === 0 || nodes.byteLength % hashBytes !== 0) throw new RangeError('leaves have 32 bytes each')
  return nodes
}

/** Hashes a level in place: pairs to their parent, and the odd node at the end goes up as it is. Answers the new size. */
function climb(nodes: Buffer, count: number): number {
  let parents = 0
  for (let i = 0; i + 1 < count; i += 2, parents += 1) {
    nodes.copy(inner, 1, i * hashBytes, (i + 2) * hashBytes)
    nodes.write(hash('sha256', inner, 'binary'), parents * hashBytes, 'latin1')
  }
  if (count % 2 === 1) {
    nodes.copy(nodes, parents * hashBytes, (count - 1) * hashBytes, count * hashBytes)
    parents += 1
  }
  return parents
}

/** The root over leaves (a list, or one byte string of 32 bytes each). At least one leaf. */
export function merkleRoot(leaves: Uint8Array | readonly Uint8Array[]): Uint8Array {
  const nodes = joined(leaves)
  for (let count = nodes.byteLength / hashBytes; count > 1;) count = climb(nodes, count)
  return Buffer.from(nodes.subarray(0, hashBytes))
}

/** The hashes that lead from leaf `index` to the root, from the leaf up (RFC 9162, 2.1.3.1). */
export function merkleProof(leaves: Uint8Array | readonly Uint8Array[], index: number): Uint8Array[] {
  const nodes = joined(leaves)
  let count = nodes.byteLength / hashBytes
  if (!Number.isInteger(index) || index < 0 || index >= count) throw new RangeError('no such leaf')
  const proof: Uint8Array[] = []
  for (let at = index; count > 1; at = Math.floor(at / 2)) {
    const sibling = at % 2 === 1 ? at - 1 : at + 1
    if (sibling < count) proof.push(Buffer.from(nodes.subarray(sibling * hashBytes, (sibling + 1) * hashBytes)))
    count = climb(nodes, count)
  }
  return proof
}

/** Whether `proof` leads from `leaf` at `index` of `count` to `root` (RFC 9162, 2.1.3.2): neither short nor long. */
export function verifyProof(claim: {
  readonly leaf: Uint8Array
  readonly index: number
  readonly count: number
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}): boolean {
  const { leaf, index, count, proof, root } = claim
  if (!Number.isInteger(index) || !Number.isInteger(count)) return false
  if (index < 0 || index >= count || count > limits.bundleStatementsMax) return false
  if (leaf.byteLength !== hashBytes) return false
  const node = Buffer.from(leaf)
  let at = index
  let last = count - 1
  for (const sibling of proof) {
    if (sibling.byteLength !== hashBytes || last === 0) return false
    const right = at % 2 === 1 || at === last
    inner.set(right ? sibling : node, 1)
    inner.set(right ? node : sibling, 1 + hashBytes)
    node.write(hash('sha256', inner, 'binary'), 'latin1')
    if (right) {
      while (at % 2 === 0 && at !== 0) {
        at /= 2
        last = Math.floor(last / 2)
      }
    }
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && equalBytes(node, root)
}
