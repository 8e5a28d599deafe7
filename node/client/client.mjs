// `entente/client` wherever it is: the source in a clone, which needs no build, and what was built of it in a package.
import { existsSync } from 'node:fs'

const source = new URL('./index.ts', import.meta.url)
const built = new URL('../../dist/node/client/index.js', import.meta.url)

export const { createClient, EntenteError } = await import((existsSync(source) ? source : built).href)
