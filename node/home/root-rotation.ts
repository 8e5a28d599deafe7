// Another root key for the member of a home: drawn and asked for first, put in the place of the old one once the charter
// names it.
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { generateKeyPair } from '../../protocol/keys.ts'
import { toHex } from '../../protocol/bytes.ts'
import { makeFolder } from './files.ts'
import type { Home } from './home.ts'
import { createSeed, readSeed } from './keys.ts'
import { writeSeed } from './rotation.ts'

/** Where the root key to come waits, unless another file is named. */
export function nextRootFile(home: Home): string {
  return join(home.paths.keys, 'root.next.key')
}

/** The public root key in a file, or `undefined` where there is no such file. */
export async function publicRootKey(file: string): Promise<Uint8Array | undefined> {
  return existsSync(file) ? generateKeyPair(await readSeed(file)).publicKey : undefined
}

/** Draws a root key into a file, where there is none. */
export async function drawRootKey(file: string, random?: (bytes: number) => Uint8Array): Promise<void> {
  if (!existsSync(file)) await createSeed(file, random)
}

/**
 * Puts the root key in `file` in the place of the home's, which is kept in keys/retired where it was there. A file that
 * somebody named stays where it is. Gives the place of the old one.
 */
export async function replaceRootKey(home: Home, file: string): Promise<string | undefined> {
  const next = await readSeed(file)
  const before = existsSync(home.rootKeyFile) ? await readSeed(home.rootKeyFile) : undefined
  const name = before === undefined ? '' : toHex(generateKeyPair(before).publicKey).slice(0, 16)
  const retired = join(home.paths.keys, 'retired', `root-${name}.key`)
  if (before !== undefined) {
    await makeFolder(join(home.paths.keys, 'retired'))
    await writeSeed(retired, before)
  }
  await writeSeed(home.rootKeyFile, next)
  if (file === nextRootFile(home)) await rm(file, { force: true })
  return before === undefined ? undefined : retired
}
