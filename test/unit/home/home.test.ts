import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NetworkId } from '../../../protocol/ids.ts'
import { writeWhole } from '../../../node/home/files.ts'
import {
  type InitOptions,
  initHome,
  keepControl,
  loadHome,
  networkOf,
  pinNetwork,
  readControls,
  readNodeSeeds,
} from '../../../node/home/home.ts'
import { inspectHome } from '../../../node/home/inspect.ts'
import { kemPublicKey } from '../../../node/home/kem.ts'
import { directSocket, findSocket, homeFolder, socketPointer } from '../../../node/home/paths.ts'

const profile = { id: 'acme', name: 'Acme Exchange', kind: 'exchange', jurisdiction: 'CZ' } as const
const network = 'ab'.repeat(32) as NetworkId

let dir: string
let home: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'entente-home-'))
  home = join(dir, 'home')
})

afterEach(() => rm(dir, { recursive: true, force: true }))

/** Seeds that replay: each draw is filled with the next number. */
function counting(): (bytes: number) => Uint8Array {
  let next = 1
  return (bytes) => new Uint8Array(bytes).fill(next++)
}

const edit = async (file: string, change: (value: Record<string, unknown>) => unknown): Promise<void> => {
  const path = join(home, file)
  const value = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
  await writeFile(path, JSON.stringify(change(value)))
}

describe('initHome', () => {
  it('makes keys, profile and configuration that loadHome reads', async () => {
    const made = await initHome(home, { profile, listen: ['/ip4/127.0.0.1/tcp/4703'], random: counting() })
    const loaded = await loadHome(home)
    expect(loaded).toEqual(made)
    expect(loaded.profile).toEqual(profile)
    expect(loaded.network).toBeUndefined()
    expect(await readNodeSeeds(loaded)).toEqual({ node: new Uint8Array(32).fill(2), kem: new Uint8Array(32).fill(3) })
  })

  it('keeps keys from everybody else', async () => {
    await initHome(home, { profile })
    const modes = await Promise.all(
      ['keys', 'keys/root.key', 'keys/node.key', 'keys/kem.key', 'config.json'].map(async (name) =>
        ((await stat(join(home, name))).mode & 0o777).toString(8),
      ),
    )
    expect(modes).toEqual(['700', '600', '600', '600', '600'])
  })

  it('never overwrites a home', async () => {
    await initHome(home, { profile })
    const before = await readFile(join(home, 'keys/node.key'), 'utf8')
    await expect(initHome(home, { profile })).rejects.toMatchObject({ code: 'home-exists' })
    await rm(join(home, 'config.json'))
    await expect(initHome(home, { profile })).rejects.toMatchObject({ code: 'home-exists' })
    expect(await readFile(join(home, 'keys/node.key'), 'utf8')).toBe(before)
  })

  it('uses a root key that is named and there, and makes one that is not', async () => {
    const rootKeyFile = join(dir, 'offline.key')
    await initHome(home, { profile, rootKeyFile })
    const root = await readFile(rootKeyFile, 'utf8')
    const second = await initHome(join(dir, 'second'), { profile, rootKeyFile })
    expect(second.rootKeyFile).toBe(rootKeyFile)
    expect(await readFile(rootKeyFile, 'utf8')).toBe(root)
  })

  it.each<[string, Partial<InitOptions>, string]>([
    ['an id with capitals', { profile: { ...profile, id: 'Acme' } }, 'config-value-invalid'],
    ['a country of three letters', { profile: { ...profile, jurisdiction: 'CZE' } }, 'config-value-invalid'],
    ['a name with an escape', { profile: { ...profile, name: 'A\u001b[31m' } }, 'config-value-invalid'],
    ['a kind that is none', { profile: { ...profile, kind: 'spy' as never } }, 'config-value-invalid'],
    ['an address that is none', { listen: ['127.0.0.1:4703'] }, 'config-value-invalid'],
    ['an API at a name', { http: { host: 'node.example.com', port: 1 } }, 'config-value-invalid'],
  ])('refuses %s and leaves nothing behind', async (_what, options, code) => {
    await expect(initHome(home, { profile, ...options })).rejects.toMatchObject({ code })
    await expect(stat(home)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('loadHome', () => {
  it.each<[string, string, (value: Record<string, unknown>) => unknown, string]>([
    ['an unknown key', 'config.json', (value) => ({ ...value, lisen: [] }), 'config-key-unknown'],
    [
      'an unknown key inside',
      'config.json',
      (value) => ({ ...value, http: { host: '::1', port: 1, tsl: {} } }),
      'config-key-unknown',
    ],
    [
      'an unknown key of what readers see',
      'config.json',
      (value) => ({ ...value, access: { maxForClient: 'TLP:GREEN' } }),
      'config-key-unknown',
    ],
    [
      'a label that is none',
      'config.json',
      (value) => ({ ...value, access: { maxForClients: 'TLP:WHITE' } }),
      'config-value-invalid',
    ],
    ['a missing key', 'config.json', ({ format }) => ({ format }), 'config-value-invalid'],
    ['a newer format', 'config.json', (value) => ({ ...value, format: 2 }), 'home-newer'],
    ['an unknown key of the member', 'member.json', (value) => ({ ...value, email: 'x' }), 'config-key-unknown'],
    ['a network id that is none', 'config.json', (value) => ({ ...value, network: 'abc' }), 'config-value-invalid'],
  ])('refuses %s', async (_what, file, change, code) => {
    await initHome(home, { profile })
    await edit(file, change)
    await expect(loadHome(home)).rejects.toMatchObject({ code })
  })

  it('tells a folder that is no home, and text that is no JSON', async () => {
    await expect(loadHome(home)).rejects.toMatchObject({ code: 'home-missing' })
    await initHome(home, { profile })
    await writeFile(join(home, 'config.json'), '{"format":1,')
    await expect(loadHome(home)).rejects.toMatchObject({ code: 'config-malformed' })
  })
})

describe('key files', () => {
  it.each<[string, (path: string) => Promise<void>, string]>([
    ['readable by others', (path) => chmod(path, 0o644), 'key-permissions'],
    ['cut', (path) => writeFile(path, 'abcd'), 'key-malformed'],
    ['gone', (path) => rm(path), 'key-missing'],
  ])('that are %s are refused', async (_what, spoil, code) => {
    const made = await initHome(home, { profile })
    await spoil(made.paths.nodeKey)
    await expect(readNodeSeeds(made)).rejects.toMatchObject({ code })
  })

  it('the KEM key is X-Wing, the same for the same seed', async () => {
    const seed = new Uint8Array(32).fill(7)
    const key = await kemPublicKey(seed)
    expect(key.byteLength).toBe(1216)
    expect(await kemPublicKey(seed)).toEqual(key)
  })
})

describe('network and control objects', () => {
  it('is pinned once and for all', async () => {
    const made = await initHome(home, { profile })
    expect(() => networkOf(made)).toThrow(expect.objectContaining({ code: 'network-missing' }) as Error)
    const pinned = await pinNetwork(made, network)
    expect(networkOf(pinned)).toBe(network)
    expect(networkOf(await pinNetwork(pinned, network))).toBe(network)
    await expect(pinNetwork(pinned, 'cd'.repeat(32) as NetworkId)).rejects.toMatchObject({ code: 'network-joined' })
  })

  it('reads control objects in the order of their names', async () => {
    const made = await initHome(home, { profile })
    await keepControl(made, '2-certificate-aa', new Uint8Array([2]))
    await keepControl(made, '1-charter-000001', new Uint8Array([1]))
    await writeFile(join(home, 'control', 'note.txt'), 'not one')
    expect((await readControls(made)).map(({ name }) => name)).toEqual(['1-charter-000001', '2-certificate-aa'])
  })
})

describe('files', () => {
  it('a failed write leaves what was there, and nothing beside it', async () => {
    const path = join(dir, 'file')
    await writeWhole(path, 'first')
    await expect(writeWhole(path, 'second', { exclusive: true })).rejects.toMatchObject({ code: 'EEXIST' })
    expect(await readFile(path, 'utf8')).toBe('first')
    await writeWhole(path, 'second')
    expect(await readFile(path, 'utf8')).toBe('second')
  })
})

describe('socket', () => {
  it('is found by a pointer where the path of the home is too long for one', async () => {
    expect(directSocket('/srv/node')).toBe('/srv/node/node.sock')
    const deep = join(dir, 'd'.repeat(100))
    expect(directSocket(deep)).toBeUndefined()
    expect(findSocket(deep)).toBeUndefined()
    const { mkdir } = await import('node:fs/promises')
    await mkdir(deep)
    await writeFile(socketPointer(deep), '/tmp/x/node.sock\n')
    expect(findSocket(deep)).toBe('/tmp/x/node.sock')
  })

  it.each([
    ['/a', '/b', '/a'],
    [undefined, '/b', '/b'],
  ])('--home %s and ENTENTE_HOME %s give %s', (option, env, expected) => {
    expect(homeFolder(option, env)).toBe(expected)
  })
})

describe('inspectHome', () => {
  it('finds what is wrong with key files', async () => {
    const made = await initHome(home, { profile })
    await chmod(made.paths.kemKey, 0o640)
    const findings = await Array.fromAsync(inspectHome(home))
    const states = Object.fromEntries(findings.map(({ check, state }) => [check, state]))
    expect(states).toMatchObject({ config: 'ok', 'node key': 'ok', 'kem key': 'failed', 'root key': 'warning' })
  })

  it('tells a folder that is no home', async () => {
    const findings = await Array.fromAsync(inspectHome(home))
    expect(findings.at(-1)).toMatchObject({ check: 'config', state: 'failed' })
  })
})
