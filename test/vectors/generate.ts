// Writes the vectors to test/vectors/*.json. They change only where the protocol does.
import { writeFileSync } from 'node:fs'
import { vectors } from './build.ts'

for (const [name, build] of Object.entries(vectors)) {
  writeFileSync(new URL(`./${name}.json`, import.meta.url), `${JSON.stringify(build(), undefined, 1)}\n`)
}
