// Looks over a home without opening its store: what `doctor` says of files, keys and disk.
import { access, constants, stat, statfs } from 'node:fs/promises'
import { isOpenToOthers, readSeed } from './keys.ts'
import { homePaths } from './paths.ts'
import { HomeError } from './errors.ts'
import { type Home, loadHome } from './home.ts'
import { homeCodes } from './codes.ts'

export interface HomeFinding {
  readonly check: string
  readonly state: 'ok' | 'warning' | 'failed'
  readonly message: string
  readonly hint?: string
}

const gibibyte = 1024 ** 3
const diskWarningBytes = 5 * gibibyte
const diskFailedBytes = gibibyte / 2

/** Every finding about the home at `dir`, good and bad. Never throws for what it looks at. */
export async function* inspectHome(dir: string): AsyncGenerator<HomeFinding, void, void> {
  yield { check: 'version', state: 'ok', message: `Node.js ${process.version} on ${process.platform} ${process.arch}` }
  let home: Home
  try {
    home = await loadHome(dir)
    yield { check: 'config', state: 'ok', message: `${home.profile.id} (${home.profile.name}), config.json is valid` }
  } catch (error) {
    yield failed('config', error)
    return
  }
  yield await keyFinding('node key', home.paths.nodeKey)
  yield await keyFinding('kem key', home.paths.kemKey)
  yield await rootFinding(home.rootKeyFile)
  yield await folderFinding(dir)
  yield await diskFinding(dir)
}

async function keyFinding(check: string, path: string): Promise<HomeFinding> {
  try {
    await readSeed(path)
    return { check, state: 'ok', message: `${path} is readable by its owner alone` }
  } catch (error) {
    return failed(check, error)
  }
}

/** The root key may be kept elsewhere: its absence is no fault. */
async function rootFinding(path: string): Promise<HomeFinding> {
  const check = 'root key'
  try {
    await access(path, constants.R_OK)
  } catch {
    return { check, state: 'ok', message: `${path} is not on this machine, as it should be outside of certifying` }
  }
  if (await isOpenToOthers(path))
    return failed(check, new HomeError('key-permissions', `${path} can be read by others`))
  return {
    check,
    state: 'warning',
    message: `${path} lies on this machine`,
    hint: 'Keep the root key offline and name its place with rootKeyFile; the running node does not need it.',
  }
}

async function folderFinding(dir: string): Promise<HomeFinding> {
  const check = 'home folder'
  const { mode } = await stat(homePaths(dir).keys)
  if (process.platform === 'win32' || (mode & 0o077) === 0) {
    return { check, state: 'ok', message: `${homePaths(dir).keys} is open to its owner alone` }
  }
  return { check, state: 'failed', message: `${homePaths(dir).keys} is open to others`, hint: 'Run: chmod 700 on it.' }
}

async function diskFinding(dir: string): Promise<HomeFinding> {
  const check = 'disk'
  const free = await freeBytes(dir)
  const message = `${(free / gibibyte).toFixed(1)} GiB are free`
  if (free < diskFailedBytes)
    return { check, state: 'failed', message, hint: 'Free space now: a full disk stops the node.' }
  if (free < diskWarningBytes) return { check, state: 'warning', message, hint: 'Free space soon.' }
  return { check, state: 'ok', message }
}

/** Bytes that this user may still write where `dir` lies. */
export async function freeBytes(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir)
  return bavail * bsize
}

function failed(check: string, error: unknown): HomeFinding {
  if (error instanceof HomeError) {
    return { check, state: 'failed', message: error.message, hint: homeCodes[error.code].hint }
  }
  return { check, state: 'failed', message: error instanceof Error ? error.message : String(error) }
}
