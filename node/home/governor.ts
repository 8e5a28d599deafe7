// The key with which the member of this home governs its network. It is read to sign one charter, and given to nobody.
import { toHex } from '../../protocol/bytes.ts'
import { generateKeyPair, type KeyPair } from '../../protocol/keys.ts'
import { readIfThere } from './files.ts'
import type { Home } from './home.ts'
import { createSeed, readSeed } from './keys.ts'

/** Throws `key-missing`, `key-permissions`, `key-malformed`. */
export async function readGovernorKey(home: Home): Promise<KeyPair> {
  return generateKeyPair(await readSeed(home.governorKeyFile))
}

/** The public governor key of the home in hexadecimal; the key is drawn where there is none yet. */
export async function governorKeyOf(
  home: Home,
  random?: (bytes: number) => Uint8Array,
): Promise<{ readonly key: string; readonly made: boolean }> {
  const made = (await readIfThere(home.governorKeyFile)) === undefined
  if (made) await createSeed(home.governorKeyFile, random)
  return { key: toHex((await readGovernorKey(home)).publicKey), made }
}
