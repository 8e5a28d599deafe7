// Phantom's lists: YAML with one site or NFT an item. Their names say whether they block: a whitelist looks the same.
import { defaultFields } from './defaults.ts'
import { refused } from './lines.ts'
import { allowedRow, siteRow } from './sites.ts'
import { mismatch, notMarkup } from './sniff.ts'
import { readText } from './text.ts'
import type { Importer, RowFields } from './types.ts'
import { type YamlValue, rowsOfYaml } from './yaml.ts'

const blocks = /block|deny|black/i
const allows = /allow|white|fuzzy/i

export const phantom: Importer = {
  name: 'phantom',
  summary: 'Phantom blocklist: blocklist.yaml, eth-blocklist.yaml, nft-blocklist.yaml, whitelist.yaml, fuzzylist.yaml',
  options: ['category', 'confidence', 'sourceName', 'encoding'],
  async *parse(bytes, options) {
    const list = options.sourceName ?? ''
    const text = readText(bytes, options, (head) => {
      notMarkup('phantom', head)
      if (blocks.test(list) || allows.test(list)) return
      throw mismatch('phantom', 'the name of the file says whether its list blocks or allows: keep it', head)
    })
    const site = Object.freeze(defaultFields(options, { category: 'phishing' }))
    const mint: RowFields = Object.freeze({
      ...defaultFields(options, { category: 'scam', chain: 'solana' }),
      subjectKind: 'address',
      labels: ['nft'],
    })
    yield* rowsOfYaml(text, [], {
      fields: (fields) => {
        throw mismatch('phantom', 'a list of sites was expected', [...fields.keys()].join())
      },
      item: (fields, _list, line) => {
        const url = textOf(fields.get('url'))
        const value = url === '' ? textOf(fields.get('mint')) : url
        if (value === '') {
          const keys = [...fields.keys()].join(', ')
          return refused(line, keys, 'value-absent', 'the item has neither url nor mint')
        }
        if (allows.test(list)) return allowedRow(line, value, list)
        return url === '' ? { line, value, fields: mint } : siteRow(line, value, site)
      },
    })
  },
}

function textOf(value: YamlValue): string {
  return typeof value === 'string' ? value.trim() : ''
}
