// What sealing costs beside what every bundle costs anyway, and what a new epoch costs its author by the recipients.
import { createHash } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { buildBundle, type Bundle, type BundleParams, verifyHeader } from '../../protocol/bundle.ts'
import { parseAudience } from '../../protocol/audience-text.ts'
import { encodeGrant, sealHistory } from '../../protocol/grant.ts'
import { hexId, type MemberId, type NetworkId, type NodeKey } from '../../protocol/ids.ts'
import { generateKeyPair } from '../../protocol/keys.ts'
import { laneId } from '../../protocol/lane.ts'
import { limits } from '../../protocol/limits.ts'
import { encodePayload, payloadBytes, type Slot } from '../../protocol/payload.ts'
import { sealPayload, unsealPayload } from '../../protocol/seal.ts'
import { sign } from '../../protocol/sign.ts'
import { encodeStatement } from '../../protocol/statement.ts'
import { buildGrantsBundle, buildSealedBundle } from '../../protocol/bundle.ts'
import { kemPublicKey } from '../../node/home/kem.ts'
import { makeGrants, openGrant, type Recipient } from '../../node/sealing/grants.ts'
import type { Ground } from './ground.ts'
import { median, type Row } from './result.ts'

const part = 'sealing'
const sizes = [limits.bundleStatementsMax, 1]
const recipientCounts = [10, 100, 500]
const stepMs = 200
const roundsMin = 5

const seeded = (name: string): Uint8Array => createHash('sha256').update(name).digest()
const network = seeded('network')
const keys = generateKeyPair(seeded('node'))
const epochKey = seeded('epoch')
const audience = parseAudience('kind:exchange,bank and not jurisdiction:US', { shareHistory: true })

function paramsOf(slots: readonly Slot[]): BundleParams {
  return {
    ...{ network: hexId<NetworkId>(network), member: 'acme' as MemberId, node: hexId<NodeKey>(keys.publicKey) },
    ...{ nonce: seeded('nonce').subarray(0, limits.nonceBytes), audience, marking: { tlp: 'TLP:AMBER' }, seq: 1 },
    ...{ charter: { version: 1, hash: '00'.repeat(32) }, issuedAt: 1, slots },
  }
}

/** Statements as feeds have them: a domain each, with a category and a confidence. */
function slotsOf(count: number): Slot[] {
  return Array.from({ length: count }, (_, at) => {
    const name = Buffer.from(seeded(`name ${at}`))
      .toString('base64url')
      .slice(0, 14)
      .toLowerCase()
    const value = `${name.replace(/[^a-z0-9]/g, 'x')}.example.com`
    const subject = { kind: 'domain', value } as const
    const statement = {
      kind: 'indicator',
      subject,
      category: 'phishing',
      confidence: 80,
      origin: { feed: 'bench' },
    } as const
    return { salt: seeded(`salt ${at}`).subarray(0, limits.saltBytes), statement: encodeStatement(statement) }
  })
}

export async function measureSealing({ rounds, say }: Ground): Promise<Row[]> {
  const times = Math.max(rounds, roundsMin)
  const rows = sizes.flatMap((count) => {
    say(`a bundle of ${count}`)
    return bundleRows(count, times)
  })
  say(`${Math.max(...recipientCounts)} recipients`)
  const recipients: (Recipient & { readonly seed: Uint8Array })[] = []
  for (let at = 0; at < Math.max(...recipientCounts); at += 1) {
    const seed = seeded(`kem ${at}`)
    recipients.push({ node: hexId<NodeKey>(seeded(`node ${at}`)), kemKey: await kemPublicKey(seed), seed })
  }
  for (const count of recipientCounts)
    rows.push(...(await grantRows(recipients.slice(0, count), count > 100 ? 2 : times)))
  rows.push(await openingRow(recipients[0]!, times))
  return rows
}

/** The steps of one bundle in turns, so that what else the machine does meets all of them. */
function bundleRows(count: number, times: number): Row[] {
  const params = paramsOf(slotsOf(count))
  const payload = encodePayload(params.slots)
  const compressed = zstdCompressSync(payload)
  const open = buildBundle(params, keys.secretKey)
  const sealed: Bundle = buildSealedBundle(
    { ...params, epoch: 1, epochKey, compress: zstdCompressSync },
    keys.secretKey,
  )
  const place = { lane: open.lane, seq: 1, root: open.header.root, count, marking: params.marking }
  const ciphertext = sealed.sealed ?? new Uint8Array()
  const steps: Readonly<Record<string, () => unknown>> = {
    'leaves, root and signature': () => buildBundle(params, keys.secretKey),
    'the signature alone': () => sign('bundle', network, open.bytes, keys.secretKey),
    'verifying the signature': () => verifyHeader(open),
    'zstd, compressing': () => zstdCompressSync(payload),
    'zstd, decompressing': () => zstdDecompressSync(compressed),
    sealing: () => sealPayload(place, 1, epochKey, compressed),
    opening: () => unsealPayload(sealed, epochKey, ciphertext),
  }
  const taken = Object.fromEntries(Object.keys(steps).map((name): [string, number[]] => [name, []]))
  for (let round = 0; round < times; round += 1) {
    for (const [name, step] of Object.entries(steps)) taken[name]?.push(microseconds(step))
  }
  const of = count === 1 ? 'a bundle of one statement' : `a bundle of ${count.toLocaleString('en')} statements`
  const value = (name: string): number => median(taken[name] ?? [])
  const making = value('leaves, root and signature') + value('zstd, compressing')
  return [
    ...Object.keys(steps).map((name): Row => ({ part, what: `${of}: ${name}`, value: value(name), unit: 'µs' })),
    {
      part,
      what: `${of}: sealing beside root, signature and zstd`,
      value: (value('sealing') / making) * 100,
      unit: '%',
    },
    { part, what: `${of}: its payload compressed`, value: compressed.byteLength, unit: 'bytes' },
    { part, what: `${of}: its ciphertext`, value: ciphertext.byteLength, unit: 'bytes' },
  ]
}

function microseconds(step: () => unknown): number {
  step()
  let done = 0
  const begin = performance.now()
  while (performance.now() - begin < stepMs / roundsMin) {
    step()
    done += 1
  }
  return ((performance.now() - begin) / done) * 1000
}

const lane = laneId(network, keys.publicKey, seeded('nonce').subarray(0, limits.nonceBytes))
const history = sealHistory(
  lane,
  2,
  epochKey,
  [{ nonce: seeded('nonce').subarray(0, 16), epoch: 1, key: seeded('before') }],
  seeded('iv').subarray(0, 12),
)

async function grantRows(recipients: readonly Recipient[], times: number): Promise<Row[]> {
  const taken: number[] = []
  let bytes = 0
  for (let round = 0; round < times; round += 1) {
    const begin = performance.now()
    const grants = await makeGrants(lane, 2, epochKey, audience, recipients, history)
    const slots = grants.map((grant, at) => ({
      salt: seeded(`${at}`).subarray(0, limits.saltBytes),
      statement: encodeGrant(grant),
    }))
    const bundles = split(slots).map((some) =>
      buildGrantsBundle({ ...paramsOf(some), epoch: 2, epochKey }, keys.secretKey),
    )
    taken.push(performance.now() - begin)
    bytes = bundles.reduce((sum, bundle) => sum + bundle.bytes.byteLength + (bundle.sealed?.byteLength ?? 0), 0)
  }
  const of = `grants to ${recipients.length} recipients`
  return [
    { part, what: `${of}: made, signed`, value: median(taken), unit: 'ms', rounds: taken },
    { part, what: `${of}: bundles in all`, value: bytes, unit: 'bytes' },
    { part, what: `${of}: a recipient`, value: bytes / recipients.length, unit: 'bytes' },
  ]
}

/** As many to a bundle as its limit lets. */
function split(slots: readonly Slot[]): Slot[][] {
  const bundles: Slot[][] = [[]]
  for (const slot of slots) {
    const last = bundles.at(-1) ?? []
    if (payloadBytes([...last, slot]) > limits.bundlePayloadMaxBytes) bundles.push([slot])
    else last.push(slot)
  }
  return bundles
}

async function openingRow(
  { seed, ...recipient }: Recipient & { readonly seed: Uint8Array },
  times: number,
): Promise<Row> {
  const grants = await makeGrants(lane, 2, epochKey, audience, [recipient], history)
  const slots = [{ salt: seeded('salt').subarray(0, limits.saltBytes), statement: encodeGrant(grants[0]!) }]
  const signed = buildGrantsBundle({ ...paramsOf(slots), epoch: 2, epochKey }, keys.secretKey)
  const taken: number[] = []
  for (let round = 0; round < times * 4; round += 1) {
    const begin = performance.now()
    const key = await openGrant(grants[0]!, signed, seed, recipient.kemKey)
    taken.push(performance.now() - begin)
    if (typeof key === 'string') throw new Error(`a grant does not open: ${key}`)
  }
  return { part, what: 'one grant opened by its recipient', value: median(taken), unit: 'ms', rounds: taken }
}
