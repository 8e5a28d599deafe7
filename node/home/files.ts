// Files that are whole or not there: written beside, synced, renamed, and the folder synced.
import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { HomeError } from './errors.ts'

/** Replaces the file at `path` with `data`, or leaves it as it was. `exclusive`: throws `EEXIST` where it exists. */
export async function writeWhole(
  path: string,
  data: string | Uint8Array | AsyncIterable<string>,
  options: { mode?: number; exclusive?: boolean } = {},
): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString('hex')}.new`
  try {
    const file = await open(beside, 'wx', options.mode ?? 0o644)
    try {
      await file.writeFile(data)
      await file.sync()
    } finally {
      await file.close()
    }
    // A link, unlike a rename, fails where the name is taken.
    if (options.exclusive === true) await link(beside, path)
    else await rename(beside, path)
  } finally {
    await rm(beside, { force: true })
  }
  await syncFolder(dirname(path))
}

/** Makes `dir` and what is missing above it; 0700 where it is new. */
export async function makeFolder(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
}

/** The file's bytes, or `undefined` where there is none. Throws `home-io`. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw new HomeError('home-io', `${path} cannot be read`, { cause: error })
  }
}

/** Whether `error` is a system error with this code. */
export function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function isMissing(error: unknown): boolean {
  return isSystemError(error, 'ENOENT') || isSystemError(error, 'ENOTDIR')
}

async function syncFolder(dir: string): Promise<void> {
  // Windows cannot open a folder; there a rename is as durable as it gets.
  if (process.platform === 'win32') return
  const folder = await open(dir, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
