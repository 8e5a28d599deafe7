// The importer that docs/feeds.md shows how to write works as it stands there, and every format has its row there.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { type FeedRow, type Importer, importers } from '../../../node/feeds/index.ts'
import { encodings, mappedFields } from '../../../node/feeds/types.ts'
import { pieces } from './read.ts'

const root = new URL('../../../', import.meta.url)
const page = readFileSync(new URL('docs/feeds.md', root), 'utf8')

test('the importer in the documentation reads rows', async () => {
  const code = /```ts\n(.*?)```/s.exec(page)?.[1] ?? ''
  const folder = mkdtempSync(join(tmpdir(), 'feeds-'))
  try {
    const file = join(folder, 'example.ts')
    writeFileSync(file, code.replaceAll("'../", `'${root.href}`))
    const { dated } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { dated: Importer }
    const rows: FeedRow[] = []
    const input = Buffer.from('a.example.net;2025-01-01\nb.example.net;soon\n')
    for await (const batch of dated.parse(pieces(input, 3), { confidence: 20 })) rows.push(...batch)
    expect(rows).toEqual([
      {
        line: 1,
        value: 'a.example.net',
        fields: { subjectKind: 'domain', category: 'scam', confidence: 20, firstSeen: Date.UTC(2025, 0, 1) },
      },
      { line: 2, value: 'b.example.net', reject: 'cell-invalid', reason: '"soon" is no date' },
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the page names every format, field and encoding', () => {
  for (const name of [...importers.keys(), ...mappedFields, ...encodings]) expect(page).toContain(`\`${name}\``)
})
