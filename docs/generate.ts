// Writes the generated pages: the command line from its tree, the codes from their tables, the API from its schemas.
// With --check nothing is written: the exit code says whether a page is stale.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pages } from './generators/pages.ts'

const check = process.argv.includes('--check')
let stale = 0
for (const [name, text] of await pages()) {
  const path = fileURLToPath(new URL(name, import.meta.url))
  if (readIfThere(path) === text) continue
  stale++
  if (check) process.stderr.write(`stale: docs/${name}; run "npm run docs"\n`)
  else {
    writeFileSync(path, text)
    process.stdout.write(`docs/${name} is written\n`)
  }
}
if (check && stale > 0) process.exitCode = 1

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
