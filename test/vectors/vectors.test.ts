// The vectors in the files are what the protocol computes, and what its formulas say when written out anew.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  sign as signEd25519,
} from 'node:crypto'
import { readFileSync } from 'node:fs'
import { zstdDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  acceptGenesis,
  acceptSuccessor,
  audienceHash,
  checkInvitation,
  decodeControl,
  decodeFrame,
  decodeGrant,
  decodeHeader,
  decodeInvitation,
  decodeRecord,
  decodeRequest,
  decodeStatement,
  encodeMarking,
  encodeStatement,
  formatAudience,
  formatStatementId,
  parseAudience,
  toHex,
  verifyEvidence,
  wire,
  type Audience,
  type CharterState,
  type NetworkId,
  type ProtocolCode,
  type Statement,
} from '../../protocol/index.ts'
import { kemPublicKey } from '../../node/home/kem.ts'
import { unwrapEpochKey } from '../../node/sealing/hpke.ts'
import { codeOf } from '../helpers/protocol.ts'
import { vectors } from './build.ts'

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names the shape of the file
function file<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8')) as T
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const sha256 = (...parts: readonly (Buffer | string)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

const hmac = (key: Buffer, data: Buffer): Buffer => createHmac('sha256', key).update(data).digest()
/** HKDF-Expand of RFC 5869 for 32 bytes. */
const expanded = (prk: Buffer, label: string): Buffer => hmac(prk, Buffer.concat([Buffer.from(label), Buffer.of(1)]))

test.each(Object.keys(vectors))('%s.json is what is computed today', (name) => {
  expect(file(name)).toEqual(JSON.parse(JSON.stringify(vectors[name]?.())))
})

/** The formulas of docs/protocol.md, written out with nothing but SHA-256 and Ed25519. */
describe('formulas', () => {
  const keys = file<{ name: string; seed: string; publicKey: string }[]>('keys')
  const privateKey = (seed: string) =>
    createPrivateKey({
      key: Buffer.concat([hex('302e020100300506032b657004220420'), hex(seed)]),
      format: 'der',
      type: 'pkcs8',
    })

  test.each(keys)('the key $name', ({ seed, publicKey }) => {
    expect(createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' }).subarray(12).toString('hex')).toBe(
      publicKey,
    )
  })

  test.each(
    file<{ type: string; network: string; payload: string; input: string; publicKey: string; signature: string }[]>(
      'signatures',
    ),
  )('the signature of type $type', ({ type, network, payload, input, publicKey, signature }) => {
    const written = Buffer.concat([
      Buffer.from('entente/sig/v1\0'),
      Buffer.of(type.length),
      Buffer.from(type),
      hex(network),
      u32(hex(payload).byteLength),
      hex(payload),
    ])
    const seed = keys.find((key) => key.publicKey === publicKey)!.seed
    expect(written.toString('hex')).toBe(input)
    expect(signEd25519(null, written, privateKey(seed)).toString('hex')).toBe(signature)
  })

  interface Tree {
    lane: string
    seq: number
    count: number
    leaves: string[]
    root: string
    proof: { index: number; leaf: string; hashes: string[] }
  }
  const rootOf = (leaves: readonly string[]): string => {
    if (leaves.length === 1) return leaves[0]!
    let split = 1
    while (split * 2 < leaves.length) split *= 2
    return sha256(Buffer.of(1), hex(rootOf(leaves.slice(0, split))), hex(rootOf(leaves.slice(split))))
  }

  test.each(file<Tree[]>('merkle'))('the tree of $count leaves', ({ lane, seq, count, leaves, root, proof }) => {
    const written = Array.from({ length: count }, (_, at) => {
      const statement = Buffer.from(`statement ${at}`)
      const salt = hex(sha256(`salt ${at}`)).subarray(0, 16)
      return sha256(
        Buffer.of(0),
        'entente/leaf/v1',
        hex(lane),
        u64(seq),
        u32(at),
        u32(count),
        salt,
        u32(statement.byteLength),
        statement,
      )
    })
    expect(rootOf(written)).toBe(root)
    expect(written[proof.index]).toBe(proof.leaf)
    if (leaves.length > 0) expect(written).toEqual(leaves)
  })

  interface BundleVector {
    header: { network: string; node: string; nonce: string; seq: number; count: number; root: string }
    headerBytes: string
    id: string
    lane: string
    laneHash: string
    slots: { salt: string; statement: string }[]
    frame: string
    announcement: string
  }

  test.each(file<BundleVector[]>('bundles'))(
    'the bundle $id',
    ({ header, headerBytes, id, lane, laneHash, slots, frame, announcement }) => {
      expect(sha256('entente/lane/v1', hex(header.network), hex(header.node), hex(header.nonce))).toBe(lane)
      expect(sha256('entente/lane-hash/v1\0', hex(lane))).toBe(laneHash)
      expect(sha256('entente/bundle/v1\0', hex(headerBytes))).toBe(id)
      const leaves = slots.map(({ salt, statement }, at) =>
        sha256(
          Buffer.of(0),
          'entente/leaf/v1',
          hex(lane),
          u64(header.seq),
          u32(at),
          u32(header.count),
          hex(salt),
          u32(hex(statement).byteLength),
          hex(statement),
        ),
      )
      expect(rootOf(leaves)).toBe(header.root)
      expect(decodeHeader(hex(headerBytes))).toMatchObject({ seq: header.seq, count: header.count })
      expect(decodeFrame(hex(frame)).size).toBeGreaterThan(0)
      expect(decodeFrame(hex(announcement)).payload).toBeUndefined()
    },
  )

  test.each(file<{ audience: Audience; text: string; bytes: string; hash: string }[]>('audiences'))(
    'the audience $text',
    ({ audience, text, bytes, hash }) => {
      expect(sha256('entente/audience/v1\0', hex(bytes))).toBe(hash)
      expect(parseAudience(text, audience)).toEqual(audience)
      expect(formatAudience(audience)).toBe(text)
    },
  )

  interface SealVector {
    lane: string
    seq: number
    root: string
    epoch: number
    epochKey: string
    commitment: string
    digest: string
    headerBytes: string
  }
  const extracted = ({ lane, seq, root, epochKey }: SealVector) =>
    hmac(Buffer.concat([hex(lane), u64(seq), hex(root)]), hex(epochKey))

  test('the seal', () => {
    interface Sealed extends SealVector {
      count: number
      payload: string
      compressed: string
      ciphertext: string
      padding: { bytes: number; padded: number }[]
    }
    const vector = file<Sealed>('seals')
    const { lane, seq, root, count, compressed, ciphertext, commitment, digest, headerBytes } = vector
    const prk = extracted(vector)
    expect(expanded(prk, 'entente/commit/v1').toString('hex')).toBe(commitment)
    expect(sha256(hex(ciphertext))).toBe(digest)
    const { marking, seal } = decodeHeader(hex(headerBytes))
    expect(seal).toEqual({ suite: 1, epoch: vector.epoch, commitment: hex(commitment), digest: hex(digest) })
    const plaintext = Buffer.alloc(256)
    plaintext.set(u32(hex(compressed).byteLength))
    plaintext.set(hex(compressed), 4)
    const cipher = createCipheriv('aes-256-gcm', expanded(prk, 'entente/key/v1'), Buffer.alloc(12))
    cipher.setAAD(
      Buffer.concat([
        Buffer.from('entente/aad/v1\0'),
        ...[hex(lane), u64(seq), hex(root), u32(count), encodeMarking(marking)],
      ]),
    )
    const sealed = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
    expect(sealed.toString('hex')).toBe(ciphertext)
    expect(zstdDecompressSync(hex(compressed)).toString('hex')).toBe(vector.payload)
    for (const { bytes, padded } of vector.padding) {
      const exponent = Math.floor(Math.log2(bytes))
      const free = exponent - (Math.floor(Math.log2(exponent)) + 1)
      expect(padded).toBe(bytes <= 256 ? 256 : ((bytes + (1 << free) - 1) >> free) << free)
    }
  })

  test('the grants', async () => {
    interface Granted extends SealVector {
      audience: Audience
      audienceHash: string
      epochCommitment: string
      history: { iv: string; keys: { nonce: string; epoch: number; key: string }[]; bytes: string }
      grants: Record<'node' | 'kemSeed' | 'kemKey' | 'info' | 'encapsulation' | 'wrapped' | 'bytes', string>[]
      payload: string
    }
    const vector = file<Granted>('grants')
    const { lane, epoch, epochKey, history } = vector
    expect(expanded(extracted(vector), 'entente/commit/v1').toString('hex')).toBe(vector.commitment)
    expect(sha256(hex(vector.payload))).toBe(vector.digest)
    expect(audienceHash(vector.audience)).toBe(vector.audienceHash)
    const prk = hmac(Buffer.concat([hex(lane), u64(epoch)]), hex(epochKey))
    expect(expanded(prk, 'entente/epoch/v1').toString('hex')).toBe(vector.epochCommitment)

    const blob = hex(history.bytes)
    expect(blob.toString('hex', 0, 12)).toBe(history.iv)
    const decipher = createDecipheriv('aes-256-gcm', expanded(prk, 'entente/history/v1'), hex(history.iv))
    decipher.setAuthTag(blob.subarray(-16))
    const opened = wire.History.decode(Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()]))
    expect(opened.keys.map((one) => ({ nonce: toHex(one.nonce!), epoch: one.epoch, key: toHex(one.key!) }))).toEqual(
      history.keys,
    )

    const payload = wire.Payload.decode(hex(vector.payload))
    for (const [at, grant] of vector.grants.entries()) {
      const info = [Buffer.from('entente/grant/v1\0'), hex(lane), u64(epoch), hex(vector.audienceHash)]
      expect(Buffer.concat([...info, hex(sha256(hex(grant.kemKey)))]).toString('hex')).toBe(grant.info)
      expect(toHex(await kemPublicKey(hex(grant.kemSeed)))).toBe(grant.kemKey)
      const key = await unwrapEpochKey(
        ...([hex(grant.kemSeed), hex(grant.info), hex(grant.encapsulation), hex(grant.wrapped)] as const),
      )
      expect(toHex(key as Uint8Array)).toBe(epochKey)
      expect(decodeGrant(hex(grant.bytes))).toMatchObject({
        ...{ node: grant.node, epoch, audienceHash: vector.audienceHash },
        commitment: hex(vector.epochCommitment),
        history: blob,
      })
      expect(toHex(payload.slots[at]!.statement!)).toBe(grant.bytes)
    }
  })

  test('the charter chain', () => {
    interface CharterVector {
      version: number
      network: string
      payload: string
      charterHash: string
      controlHash: string
      object: string
    }
    const chain = file<CharterVector[]>('charters')
    expect(sha256('entente/network/v1\0', hex(chain[0]!.payload))).toBe(chain[0]!.network)
    let state: CharterState | undefined
    for (const { version, payload, charterHash, controlHash, object } of chain) {
      expect(sha256('entente/charter/v1\0', hex(payload))).toBe(charterHash)
      expect(sha256('entente/control/v1\0', Buffer.of(1), hex(payload))).toBe(controlHash)
      const decoded = decodeControl(hex(object))
      const next: CharterState | ProtocolCode =
        state === undefined ? acceptGenesis(decoded) : acceptSuccessor(state, decoded)
      if (typeof next === 'string') throw new Error(next)
      expect(next.version).toBe(version)
      state = next
    }
  })

  test.each(file<{ type: string; payload: string; hash: string }[]>('controls'))(
    'the control object $hash',
    ({ type, payload, hash }) => {
      const number = ['', 'charter', 'certificate', 'revocation', 'fork-proof', 'node-record'].indexOf(type)
      expect(sha256('entente/control/v1\0', Buffer.of(number), hex(payload))).toBe(hash)
    },
  )
})

test.each(file<{ statement: Statement; bytes: string }[]>('statements'))(
  'the statement $bytes',
  ({ statement, bytes }) => {
    expect(Buffer.from(encodeStatement(statement)).toString('hex')).toBe(bytes)
    expect(decodeStatement(hex(bytes))).toEqual(statement)
  },
)

test('the evidence', () => {
  const {
    network,
    statement,
    withdrawn,
    exporter,
    file: bytes,
  } = file<{ network: NetworkId; statement: string; withdrawn: boolean; exporter: string; file: string }>('evidence')
  expect(verifyEvidence(hex(bytes), { network })).toMatchObject({
    proven: { id: statement },
    withdrawn,
    receipt: { member: exporter },
  })
  expect(statement).toBe(formatStatementId(statement.slice(0, 64) as never, 1))
})

test('the files of joining', () => {
  const { request, invitation } = file<{ request: string; invitation: string }>('files')
  const { member } = decodeRequest(request)
  expect(
    checkInvitation(decodeInvitation(invitation), { member: member.id, rootKey: member.rootKey }).states,
  ).toHaveLength(2)
})

describe('refused', () => {
  const decoders: Record<string, (bytes: Uint8Array) => unknown> = {
    Header: decodeHeader,
    Statement: decodeStatement,
    NodeRecord: decodeRecord,
    Grant: decodeGrant,
  }
  test.each(file<{ message: string; canonical: string; refused: { name: string; bytes: string }[] }[]>('refused'))(
    '$message',
    ({ message, canonical, refused }) => {
      const decode = decoders[message]!
      expect(codeOf(() => decode(hex(canonical)))).toBeUndefined()
      for (const { name, bytes } of refused)
        expect(
          codeOf(() => decode(hex(bytes))),
          name,
        ).toBeDefined()
    },
  )
})
