// The version of this package, as package.json has it: one folder up from the source, two up from the compiled code.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

function readVersion(): string {
  for (const place of ['../package.json', '../../package.json']) {
    const path = fileURLToPath(new URL(place, import.meta.url))
    if (!existsSync(path)) continue
    const { name, version } = JSON.parse(readFileSync(path, 'utf8')) as { name?: string; version?: string }
    if (name === 'entente' && version !== undefined) return version
  }
  return '0.0.0'
}

export const version = readVersion()
