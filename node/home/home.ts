// A node's home: one folder with its configuration, keys, control objects and store.
import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { type NetworkId, parseHexId } from '../../protocol/ids.ts'
import { Config, Profile, checkFile, parseFile } from './config.ts'
import { HomeError } from './errors.ts'
import { isSystemError, makeFolder, readIfThere, writeWhole } from './files.ts'
import { createSeed, readSeed } from './keys.ts'
import { type HomePaths, homePaths } from './paths.ts'

export interface Home {
  readonly dir: string
  readonly paths: HomePaths
  readonly config: Config
  readonly profile: Profile
  /** The network that the home is pinned to, once it founded or joined one. */
  readonly network: NetworkId | undefined
  readonly rootKeyFile: string
  readonly governorKeyFile: string
}

export interface InitOptions {
  readonly profile: Profile
  readonly listen?: readonly string[]
  readonly announce?: readonly string[]
  readonly bootstrap?: readonly string[]
  readonly http?: Config['http']
  /** Absolute, or relative to the home; an existing one is used. Where left out: keys/root.key, made anew. */
  readonly rootKeyFile?: string
  readonly random?: (bytes: number) => Uint8Array
}

export const defaultListen = ['/ip4/0.0.0.0/tcp/4703'] as const

/** Makes a home with fresh root, node and KEM keys. Throws `home-exists`, `config-value-invalid`, `home-io`. */
export async function initHome(dir: string, options: InitOptions): Promise<Home> {
  const paths = homePaths(dir)
  const config: Config = {
    format: 1,
    listen: [...(options.listen ?? defaultListen)],
    ...(options.announce === undefined ? {} : { announce: [...options.announce] }),
    ...(options.bootstrap === undefined ? {} : { bootstrap: [...options.bootstrap] }),
    ...(options.rootKeyFile === undefined ? {} : { rootKeyFile: options.rootKeyFile }),
    ...(options.http === undefined ? {} : { http: options.http }),
  }
  checkFile(Config, config, 'config.json')
  checkFile(Profile, options.profile, 'member.json')
  await refuseExisting(dir, paths)
  const random = options.random ?? randomBytes
  try {
    await makeFolder(dir)
    await makeFolder(paths.keys)
    await makeFolder(paths.control)
  } catch (error) {
    throw new HomeError('home-io', `${dir} cannot be made`, { cause: error })
  }
  const rootKeyFile = within(dir, options.rootKeyFile, 'root.key')
  // One root key may certify several nodes of its member: a file that is named and there is used.
  if (options.rootKeyFile === undefined || (await readIfThere(rootKeyFile)) === undefined) {
    await createSeed(rootKeyFile, random)
  } else await readSeed(rootKeyFile)
  await createSeed(paths.nodeKey, random)
  await createSeed(paths.kemKey, random)
  await writeJson(paths.member, options.profile)
  // Last: a home without config.json is none.
  await writeJson(paths.config, config)
  return loadHome(dir)
}

/** Reads a home; its keys are read by those who need them. Throws HomeError. */
export async function loadHome(dir: string): Promise<Home> {
  const paths = homePaths(dir)
  const text = await readIfThere(paths.config)
  if (text === undefined) throw new HomeError('home-missing', `${dir} is not the home of a node`)
  const config = parseFile(Config, text.toString(), 'config.json')
  const member = await readIfThere(paths.member)
  if (member === undefined) throw new HomeError('home-missing', `${paths.member} is not there`)
  const profile = parseFile(Profile, member.toString(), 'member.json')
  return {
    dir,
    paths,
    config,
    profile,
    network: config.network === undefined ? undefined : parseHexId<NetworkId>(config.network),
    rootKeyFile: within(dir, config.rootKeyFile, 'root.key'),
    governorKeyFile: within(dir, config.governorKeyFile, 'governor.key'),
  }
}

/** The seeds of the running node. Throws `key-missing`, `key-permissions`, `key-malformed`. */
export async function readNodeSeeds(home: Home): Promise<{ node: Uint8Array; kem: Uint8Array }> {
  return { node: await readSeed(home.paths.nodeKey), kem: await readSeed(home.paths.kemKey) }
}

/** KEM seeds that the node had before rotations; none where keys/retired is not there. */
export async function readRetiredKems(home: Home): Promise<Uint8Array[]> {
  const folder = join(home.paths.keys, 'retired')
  const names = await readdir(folder).catch(() => [])
  const seeds = names.map((name) => readSeed(join(folder, name, 'kem.key')).catch(() => undefined))
  return (await Promise.all(seeds)).filter((seed) => seed !== undefined)
}

/** Pins the home to a network. Throws `network-joined` where it is pinned to another. */
export async function pinNetwork(home: Home, network: NetworkId): Promise<Home> {
  if (home.network !== undefined && home.network !== network) {
    throw new HomeError('network-joined', `${home.dir} belongs to network ${home.network}`)
  }
  await writeJson(home.paths.config, { ...home.config, network })
  return loadHome(home.dir)
}

/** Adds addresses that are dialed before any node record is known. Throws `config-value-invalid`, `home-io`. */
export async function addBootstrap(home: Home, addresses: readonly string[]): Promise<Home> {
  const bootstrap = [...new Set([...(home.config.bootstrap ?? []), ...addresses])]
  checkFile(Config, { ...home.config, bootstrap }, 'config.json')
  await writeJson(home.paths.config, { ...home.config, bootstrap })
  return loadHome(home.dir)
}

/** The pinned network. Throws `network-missing`. */
export function networkOf(home: Home): NetworkId {
  if (home.network === undefined) throw new HomeError('network-missing', `${home.dir} belongs to no network yet`)
  return home.network
}

/** Keeps a control object as control/NAME.control, to be read at the next start; one of the same name is replaced. */
export async function keepControl(home: Home, name: string, object: Uint8Array): Promise<void> {
  try {
    await makeFolder(home.paths.control)
    await writeWhole(join(home.paths.control, `${name}.control`), object, { mode: 0o600 })
  } catch (error) {
    throw new HomeError('home-io', `${home.paths.control} cannot be written`, { cause: error })
  }
}

/** The control objects kept in the home, in the order of their names: charters first, by version. */
export async function readControls(home: Home): Promise<{ name: string; object: Uint8Array }[]> {
  let names: string[]
  try {
    names = await readdir(home.paths.control)
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return []
    throw new HomeError('home-io', `${home.paths.control} cannot be read`, { cause: error })
  }
  const controls: { name: string; object: Uint8Array }[] = []
  for (const file of names.filter((name) => name.endsWith('.control')).sort()) {
    const object = await readIfThere(join(home.paths.control, file))
    if (object !== undefined) controls.push({ name: file.slice(0, -'.control'.length), object: new Uint8Array(object) })
  }
  return controls
}

async function refuseExisting(dir: string, paths: HomePaths): Promise<void> {
  for (const path of [paths.config, paths.member, paths.nodeKey, paths.kemKey, join(paths.keys, 'root.key')]) {
    if ((await readIfThere(path)) !== undefined) throw new HomeError('home-exists', `${dir} already holds ${path}`)
  }
}

async function writeJson(path: string, value: unknown): Promise<void> {
  try {
    await writeWhole(path, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 })
  } catch (error) {
    throw new HomeError('home-io', `${path} cannot be written`, { cause: error })
  }
}

function within(dir: string, file: string | undefined, fallback: string): string {
  if (file === undefined) return join(dir, 'keys', fallback)
  return isAbsolute(file) ? file : resolve(dir, file)
}
