// The Merkle tree: RFC 9162's shape, and every way to prove what is not there.
import { hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { alpha, bundleOf, indicator, seeded, slotsOf } from '../../helpers/protocol.ts'
import {
  checkRoot,
  encodeStatement,
  idBytes,
  leafHash,
  leavesOf,
  limits,
  merkleProof,
  merkleRoot,
  proofOf,
  sha256,
  toHex,
  verifyProof,
} from '../../../protocol/index.ts'

const lane = seeded('lane')
const salt = seeded('salt').subarray(0, 16)
const statement = encodeStatement(indicator('phish.example.com'))

function someLeaves(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, at) => seeded(`leaf ${at}`))
}

/** RFC 9162, 2.1.1: as it is written there. */
function rfcRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0]!
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return sha256(Uint8Array.of(1), rfcRoot(leaves.slice(0, split)), rfcRoot(leaves.slice(split)))
}

describe('root', () => {
  // The test vectors of Certificate Transparency, whose leaves are SHA256(0x00 data).
  const data = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  const leaves = data.map((hex) => sha256(Uint8Array.of(0), Buffer.from(hex, 'hex')))
  test.each([
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [4, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
    [5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
    [6, '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
    [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('%i leaves of Certificate Transparency', (count, root) => {
    expect(toHex(merkleRoot(leaves.slice(0, count)))).toBe(root)
  })

  test('every size up to 130, and 1,023 to 1,024', () => {
    for (const count of [...Array.from({ length: 130 }, (_, at) => at + 1), 1023, 1024]) {
      expect(toHex(merkleRoot(someLeaves(count))), `${count}`).toBe(toHex(rfcRoot(someLeaves(count))))
    }
  })

  test('no leaves, and leaves of another length', () => {
    expect(() => merkleRoot([])).toThrow(RangeError)
    expect(() => merkleRoot(new Uint8Array(33))).toThrow(RangeError)
  })

  test('the last leaf is not duplicated', () => {
    const leaves = someLeaves(3)
    expect(toHex(merkleRoot(leaves))).not.toBe(toHex(merkleRoot([...leaves, leaves[2]!])))
  })
})

describe('leaf', () => {
  test('its layout, byte for byte', () => {
    const written = Buffer.concat([
      Buffer.from('00', 'hex'),
      Buffer.from('entente/leaf/v1', 'ascii'),
      lane,
      Buffer.from('001fffffffffffff', 'hex'),
      Buffer.from('00000003', 'hex'),
      Buffer.from('00000400', 'hex'),
      salt,
      Buffer.from('00000002', 'hex'),
      Buffer.from('abcd', 'hex'),
    ])
    const leaf = leafHash(lane, Number.MAX_SAFE_INTEGER, 3, 1024, salt, Buffer.from('abcd', 'hex'))
    expect(toHex(leaf)).toBe(hash('sha256', written, 'hex'))
  })

  test('another lane, sequence number, index, count, salt or statement is another leaf', () => {
    const leaves = [
      leafHash(lane, 5, 0, 2, salt, statement),
      leafHash(seeded('other lane'), 5, 0, 2, salt, statement),
      leafHash(lane, 6, 0, 2, salt, statement),
      leafHash(lane, 5 + 2 ** 32, 0, 2, salt, statement),
      leafHash(lane, 5, 1, 2, salt, statement),
      leafHash(lane, 5, 0, 3, salt, statement),
      leafHash(lane, 5, 0, 2, seeded('other salt').subarray(0, 16), statement),
      leafHash(lane, 5, 0, 2, salt, encodeStatement(indicator('phish.example.org'))),
    ]
    expect(new Set(leaves.map(toHex)).size).toBe(leaves.length)
  })

  test('a withheld leaf cannot be guessed without its salt', () => {
    const slots = slotsOf([indicator('phish.example.com')])
    const bundle = bundleOf(alpha, { slots })
    const guesses = [new Uint8Array(16), seeded('guess').subarray(0, 16)].map((guess) =>
      toHex(leafHash(idBytes(bundle.lane), 1, 0, 1, guess, slots[0]!.statement!)),
    )
    expect(guesses).not.toContain(toHex(leavesOf(idBytes(bundle.lane), 1, slots)))
  })

  test('a statement at its limit fits, one beyond is refused', () => {
    expect(leafHash(lane, 1, 0, 1, salt, new Uint8Array(limits.statementMaxBytes))).toHaveLength(32)
    expect(() => leafHash(lane, 1, 0, 1, salt, new Uint8Array(limits.statementMaxBytes + 1))).toThrow(RangeError)
    expect(() => leafHash(lane, 1, 0, 1, new Uint8Array(15), statement)).toThrow(RangeError)
  })
})

describe('proof', () => {
  const count = 11
  const leaves = someLeaves(count)
  const root = merkleRoot(leaves)
  const claim = (index: number) => ({ leaf: leaves[index]!, index, count, proof: merkleProof(leaves, index), root })

  test('every leaf of every size up to 66', () => {
    for (let size = 1; size <= 66; size += 1) {
      const all = someLeaves(size)
      const top = merkleRoot(all)
      all.forEach((leaf, index) => {
        expect(verifyProof({ leaf, index, count: size, proof: merkleProof(all, index), root: top })).toBe(true)
      })
    }
  })

  test.each([
    [
      'an inner node offered as a leaf',
      { leaf: sha256(Uint8Array.of(1), leaves[0]!, leaves[1]!), proof: claim(0).proof.slice(1) },
    ],
    ['a proof a hash short', { proof: claim(0).proof.slice(0, -1) }],
    ['a proof a hash long', { proof: [...claim(0).proof, seeded('more')] }],
    ['no proof', { proof: [] }],
    ['a hash of 31 bytes in it', { proof: claim(0).proof.map((node) => node.subarray(0, 31)) }],
    ['a leaf of 31 bytes', { leaf: leaves[0]!.subarray(0, 31) }],
    ['index = n', { index: count }],
    ['index beyond n', { index: count + 5 }],
    ['a negative index', { index: -1 }],
    ['a broken index', { index: 0.5 }],
    ['another index', { index: 1 }],
    ['n one less', { count: count - 6 }],
    ['n far more', { count: 1024 }],
    ['n = 0', { count: 0 }],
    ['n = 1', { count: 1 }],
    ['n = 1,025', { count: 1025 }],
    ['another root', { root: seeded('root') }],
  ])('%s', (_, change) => {
    expect(verifyProof(claim(0))).toBe(true)
    expect(verifyProof({ ...claim(0), ...change })).toBe(false)
  })

  test('the last leaf twice: a proof for a place behind the end', () => {
    const last = claim(count - 1)
    expect(verifyProof({ ...last, index: count, count: count + 1 })).toBe(false)
  })

  test('of a bundle, and with an erased neighbour', () => {
    const statements = Array.from({ length: 7 }, (_, at) => indicator(`host${at}.example.com`))
    const bundle = bundleOf(alpha, { statements })
    const all = leavesOf(idBytes(bundle.lane), 1, bundle.slots)
    const slots = bundle.slots.map((slot, at) => (at === 3 ? { leaf: all.subarray(96, 128) } : slot))
    expect(checkRoot(bundle, slots)).toBeUndefined()
    expect(proofOf({ ...bundle, slots }, 5)).toEqual(proofOf(bundle, 5))
    expect(() => merkleProof(all, 7)).toThrow(RangeError)
  })
})
