// Keys of a home that are replaced: what is signed, what is kept, and that a rotation that was cut off goes on.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acceptGenesis } from '../../../protocol/charter.ts'
import { checkCertificate, decodeCertificate } from '../../../protocol/certificate.ts'
import { type ControlObject, decodeControl } from '../../../protocol/control.ts'
import { hexId, type BundleId, type LaneHash, type NodeKey } from '../../../protocol/ids.ts'
import { decodeRequest } from '../../../protocol/invitation.ts'
import { generateKeyPair } from '../../../protocol/keys.ts'
import { checkRevocation, decodeRevocation } from '../../../protocol/revocation.ts'
import { sha256 } from '../../../protocol/hash.ts'
import { governorKeyOf } from '../../../node/home/governor.ts'
import { type Home, initHome, loadHome, readControls, readNodeSeeds } from '../../../node/home/home.ts'
import { foundNetwork, requestMembership } from '../../../node/home/membership.ts'
import { kemPublicKey } from '../../../node/home/kem.ts'
import { drawRootKey, nextRootFile, publicRootKey, replaceRootKey } from '../../../node/home/root-rotation.ts'
import { type RotateOptions, rotateNodeKeys } from '../../../node/home/rotation.ts'

const profile = { id: 'acme', name: 'Acme Exchange', kind: 'exchange', jurisdiction: 'CZ' } as const
const nowMs = Date.UTC(2026, 0, 1)
const positions = [{ lane: 'ab'.repeat(32) as LaneHash, seq: 7, bundle: 'cd'.repeat(32) as BundleId }]

let dir: string
let home: Home
let asked: NodeKey[]

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'entente-rotation-'))
  await initHome(join(dir, 'home'), { profile })
  home = await foundNetwork(await loadHome(join(dir, 'home')), { name: 'Test', expiresDays: 9, nowMs })
  asked = []
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const options = (change: Partial<RotateOptions> = {}): RotateOptions => ({
  nowMs: nowMs + 1,
  lastPositions: (node) => {
    asked.push(node)
    return Promise.resolve(positions)
  },
  ...change,
})

async function keys(): Promise<{ node: NodeKey; kem: string }> {
  const { node, kem } = await readNodeSeeds(home)
  return {
    node: hexId<NodeKey>(generateKeyPair(node).publicKey),
    kem: Buffer.from(await kemPublicKey(kem)).toString('hex'),
  }
}

async function kept(type: ControlObject['type']): Promise<ControlObject[]> {
  const controls = await readControls(home)
  return controls.map(({ object }) => decodeControl(object)).filter((object) => object.type === type)
}

async function checked() {
  const [charter] = await kept('charter')
  const state = acceptGenesis(charter!)
  const certificates = await kept('certificate')
  for (const object of certificates) expect(checkCertificate(object, state)).toBeUndefined()
  const revocations = await kept('revocation')
  for (const object of revocations) expect(checkRevocation(object, state)).toBeUndefined()
  return {
    certificates: certificates.map(({ payload }) => decodeCertificate(payload)),
    revocations: revocations.map(({ payload }) => decodeRevocation(payload)),
  }
}

describe('rotateNodeKeys', () => {
  it('gives the node new keys, certified, and revokes the old node key where its lanes end', async () => {
    const before = await keys()
    const rotated = await rotateNodeKeys(home, options({ reason: 'laptop lost' }))
    const after = await keys()
    expect(rotated).toMatchObject({ former: before.node, node: after.node, serial: 1 })
    expect(after.node).not.toBe(before.node)
    expect(after.kem).not.toBe(before.kem)
    const { certificates, revocations } = await checked()
    const own = certificates.find(({ nodeKey }) => nodeKey === after.node)
    expect(Buffer.from(own!.kemKey).toString('hex')).toBe(after.kem)
    expect(revocations).toMatchObject([{ nodeKey: before.node, lanes: positions, reason: 'laptop lost' }])
    expect(asked).toEqual([before.node])
  })

  it('keeps the old keys to the owner, and leaves nothing half done behind', async () => {
    const before = await readFile(home.paths.kemKey, 'utf8')
    const { retired } = await rotateNodeKeys(home, options())
    expect((await readdir(retired)).sort()).toEqual(['kem.key', 'node.key'])
    expect(await readFile(join(retired, 'kem.key'), 'utf8')).toBe(before)
    for (const path of [join(retired, 'kem.key'), home.paths.nodeKey, home.paths.kemKey]) {
      expect((await stat(path)).mode & 0o777).toBe(0o600)
    }
    expect((await stat(retired)).mode & 0o777).toBe(0o700)
    expect((await readdir(home.paths.keys)).sort()).toEqual([
      'governor.key',
      'kem.key',
      'node.key',
      'retired',
      'root.key',
    ])
  })

  it('gives a new KEM key alone, with the next serial and no revocation', async () => {
    const before = await keys()
    const rotated = await rotateNodeKeys(home, options({ kemOnly: true }))
    const after = await keys()
    expect(rotated).toMatchObject({ former: before.node, node: before.node, serial: 2 })
    expect(after.node).toBe(before.node)
    expect(after.kem).not.toBe(before.kem)
    const { certificates, revocations } = await checked()
    expect(certificates.map(({ serial }) => serial).sort()).toEqual([1, 2])
    expect(Buffer.from(certificates.find(({ serial }) => serial === 2)!.kemKey).toString('hex')).toBe(after.kem)
    expect([revocations, asked]).toEqual([[], []])
    expect(await readdir(rotated.retired)).toEqual(['kem.key'])
  })

  it.each(['certificate', 'revocation', 'kem key', 'node key'])(
    'goes on where it was cut off after the %s',
    async (at) => {
      const before = await keys()
      const stopped = new Error('cut off')
      if (at === 'certificate') {
        await expect(rotateNodeKeys(home, options({ lastPositions: () => Promise.reject(stopped) }))).rejects.toBe(
          stopped,
        )
      } else {
        // As the folder stands at that moment: everything is signed, and the keys to come still wait.
        await rotateNodeKeys(home, options())
        const done = await keys()
        const { node, kem } = await readNodeSeeds(home)
        const retired = join(home.paths.keys, 'retired', (await readdir(join(home.paths.keys, 'retired')))[0]!)
        await mkdir(join(home.paths.keys, 'next'))
        for (const [name, seed] of [
          ['kem', kem],
          ['node', node],
        ] as const) {
          const path = join(home.paths.keys, 'next', `${name}.key`)
          await writeFile(path, Buffer.from(seed).toString('hex'), { mode: 0o600 })
        }
        const old = { kem: await readFile(join(retired, 'kem.key')), node: await readFile(join(retired, 'node.key')) }
        if (at === 'revocation') await writeFile(home.paths.kemKey, old.kem)
        if (at !== 'node key') await writeFile(home.paths.nodeKey, old.node)
        expect(done.node).not.toBe(before.node)
      }
      asked = []
      const { node } = await rotateNodeKeys(home, options({ nowMs: nowMs + 2 }))
      const after = await keys()
      expect(after.node).toBe(node)
      expect(after.node).not.toBe(before.node)
      expect(asked).toEqual(at === 'certificate' ? [before.node] : [])
      const { certificates, revocations } = await checked()
      expect(certificates.map(({ nodeKey }) => nodeKey).sort()).toEqual([before.node, after.node].sort())
      expect(revocations.map(({ nodeKey }) => nodeKey)).toEqual([before.node])
      expect(existsSync(join(home.paths.keys, 'next'))).toBe(false)
    },
  )

  it('does not take one kind of rotation for the other', async () => {
    const stopped = new Error('cut off')
    await expect(rotateNodeKeys(home, options({ lastPositions: () => Promise.reject(stopped) }))).rejects.toBe(stopped)
    await expect(rotateNodeKeys(home, options({ kemOnly: true }))).rejects.toMatchObject({ code: 'rotation-other' })
    await rotateNodeKeys(home, options())
    const { node } = await keys()
    await rotateNodeKeys(home, options({ kemOnly: true, nowMs: nowMs + 3 }))
    expect((await keys()).node).toBe(node)
  })

  it('needs the root key', async () => {
    const before = await keys()
    await rm(home.rootKeyFile)
    await expect(rotateNodeKeys(home, options())).rejects.toMatchObject({ code: 'key-missing' })
    expect(await keys()).toEqual(before)
  })
})

describe('a root key to come', () => {
  it('signs the request that names it, and may commit to the one after it', async () => {
    const file = nextRootFile(home)
    const after = join(dir, 'after.key')
    await drawRootKey(file)
    await drawRootKey(after)
    const key = await publicRootKey(file)
    const { member } = decodeRequest(await requestMembership(home, { rootKeyFile: file, nextRootKeyFile: after }))
    expect(member.rootKey).toEqual(Buffer.from(key!))
    expect(Buffer.from(member.nextRootHash!)).toEqual(Buffer.from(sha256((await publicRootKey(after))!)))
  })

  it('takes the place of the old one, which is kept', async () => {
    const file = nextRootFile(home)
    const old = await readFile(home.rootKeyFile, 'utf8')
    await drawRootKey(file)
    const next = await readFile(file, 'utf8')
    const retired = await replaceRootKey(home, file)
    expect(await readFile(home.rootKeyFile, 'utf8')).toBe(next)
    expect(await readFile(retired!, 'utf8')).toBe(old)
    expect(existsSync(file)).toBe(false)
  })

  it('is not drawn twice', async () => {
    await drawRootKey(nextRootFile(home))
    const key = await publicRootKey(nextRootFile(home))
    await drawRootKey(nextRootFile(home))
    expect(await publicRootKey(nextRootFile(home))).toEqual(key)
  })
})

describe('a governor key', () => {
  it('is drawn once', async () => {
    await rm(home.governorKeyFile)
    const first = await governorKeyOf(home)
    expect(first).toMatchObject({ made: true, key: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
    expect(await governorKeyOf(home)).toEqual({ key: first.key, made: false })
  })
})
