// The generated pages say what the sources say.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { pages } from '../../docs/generators/pages.ts'

it('docs/cli.md, docs/errors.md and docs/api.md are current (npm run docs)', async () => {
  for (const [name, text] of await pages()) {
    expect(readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8') === text, name).toBe(true)
  }
})
