// Key files: a 32-byte seed in hexadecimal, readable by its owner alone. Seeds become key pairs in protocol/keys.ts.
import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { HomeError } from './errors.ts'
import { isSystemError, readIfThere, writeWhole } from './files.ts'

const seedBytes = 32

/** Draws a seed and writes it to `path` with mode 0600. Throws `key-exists`, `home-io`. */
export async function createSeed(
  path: string,
  random: (bytes: number) => Uint8Array = randomBytes,
): Promise<Uint8Array> {
  const seed = random(seedBytes)
  try {
    await writeWhole(path, `${Buffer.from(seed).toString('hex')}\n`, { mode: 0o600, exclusive: true })
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) throw new HomeError('key-exists', `${path} exists`, { cause: error })
    throw new HomeError('home-io', `${path} cannot be written`, { cause: error })
  }
  return seed
}

/** The seed in `path`. Throws `key-missing`, `key-permissions`, `key-malformed`, `home-io`. */
export async function readSeed(path: string): Promise<Uint8Array> {
  const bytes = await readIfThere(path)
  if (bytes === undefined) throw new HomeError('key-missing', `${path} is not there`)
  if (await isOpenToOthers(path)) throw new HomeError('key-permissions', `${path} can be read by others`)
  const text = bytes.toString('latin1').trim()
  if (!/^[0-9a-f]{64}$/i.test(text))
    throw new HomeError('key-malformed', `${path} does not hold 32 bytes of hexadecimal`)
  return new Uint8Array(Buffer.from(text, 'hex'))
}

/** Whether group or others have any right on the file. Windows has no such bits. */
export async function isOpenToOthers(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false
  return ((await stat(path)).mode & 0o077) !== 0
}
