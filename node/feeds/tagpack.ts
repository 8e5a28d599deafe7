// GraphSense TagPacks: YAML whose header fields hold for every tag that does not say otherwise. ActorPacks name entities,
// not subjects.
import { defaultFields } from './defaults.ts'
import { limits } from '../../protocol/limits.ts'
import { refused } from './lines.ts'
import { labelsOf, lineOf, proseOf, urlsOf } from './row-texts.ts'
import { tronForm } from './ofac-parties.ts'
import { mismatch, notJson, notMarkup } from './sniff.ts'
import { type Concept, chainOfCurrency, conceptOf, confidenceOf } from './tagpack-terms.ts'
import { readText } from './text.ts'
import type { FeedRow, Importer, ImporterOptions, RowFields } from './types.ts'
import { type YamlFields, rowsOfYaml } from './yaml.ts'

const lists = ['tags', 'actors']

export const tagpack: Importer = {
  name: 'tagpack',
  summary: 'GraphSense TagPacks: YAML, with the fields of its header for every tag',
  options: ['category', 'confidence', 'chain', 'encoding'],
  async *parse(bytes, options) {
    const text = readText(bytes, options, (head) => {
      notMarkup('tagpack', head)
      notJson('tagpack', head)
      if (!/^\s*(?:["']?[A-Za-z_][\w -]*["']?\s*:(?:\s|$)|-\s|[[{])/m.test(head)) {
        throw mismatch('tagpack', 'YAML with the fields of a pack was expected', head)
      }
    })
    const defaults = Object.freeze(defaultFields(options, { category: 'unknown' }))
    let header: YamlFields = new Map()
    const seen = { list: false }
    yield* rowsOfYaml(text, lists, {
      start: () => {
        header = new Map()
        seen.list = false
      },
      fields: (fields, line) => {
        if (seen.list)
          throw mismatch(
            'tagpack',
            `line ${line}: fields of the header stand behind the tags`,
            [...fields.keys()].join(),
          )
        header = fields
      },
      item: (fields, list, line) => {
        seen.list = true
        if (list === undefined) throw mismatch('tagpack', 'a header with tags was expected, not a list', '-')
        return list === 'tags' ? tagRow(fields, header, line, defaults, options) : actorRow(fields, line)
      },
    })
    if (!seen.list && ![...header.keys()].includes('title')) {
      throw mismatch('tagpack', 'there are neither tags nor the title of a pack', [...header.keys()].join())
    }
  },
}

type Said = (field: string) => string

function tagRow(
  tag: YamlFields,
  header: YamlFields,
  line: number,
  defaults: RowFields,
  options: ImporterOptions,
): FeedRow {
  const said: Said = (field) => textOf(tag.get(field) ?? header.get(field))
  const transaction = textOf(tag.get('tx_hash'))
  const value = transaction === '' ? textOf(tag.get('address')) : transaction
  if (value === '') return refused(line, '', 'value-absent', 'the tag has neither an address nor a tx_hash')
  const confidence = said('confidence')
  const confident = confidence === '' ? {} : confidenceOf(confidence)
  if (confident === undefined) {
    return refused(line, value, 'cell-invalid', `confidence: "${confidence}" is none that is known`)
  }
  const chain = said('network') || said('currency')
  const fields: RowFields = {
    ...defaults,
    subjectKind: transaction === '' ? 'address' : 'transaction',
    ...(chain !== '' &&
      options.chain === undefined && { chain: tronForm.test(value) ? 'tron' : chainOfCurrency(chain) }),
    ...conceptsOf(tag, header),
    ...confident,
    ...describe(said, tag, header),
  }
  return { line, value, fields }
}

/**
 * Kinds of abuse go before kinds of entity: a scam run over an exchange is a scam. One that has no counterpart is no reason
 * to say what the entity is: that would take an accusation for its opposite.
 */
function conceptsOf(tag: YamlFields, header: YamlFields): Partial<Concept> {
  for (const field of ['abuse', 'concepts', 'category']) {
    const texts = textsOf(tag.get(field) ?? header.get(field))
    const concept = texts.map(conceptOf).find((found) => found !== undefined)
    if (concept !== undefined || (field === 'abuse' && texts.length > 0)) return concept ?? {}
  }
  return {}
}

function describe(said: Said, tag: YamlFields, header: YamlFields): RowFields {
  const source = said('source')
  const description = said('label') || said('title')
  const words = ['abuse', 'concepts', 'category'].flatMap((field) => textsOf(tag.get(field) ?? header.get(field)))
  const actor = said('actor')
  const labels = labelsOf([...(actor === '' ? [] : [`actor:${actor}`]), ...words])
  const prose = proseOf(description)
  const origin = lineOf(source, limits.valueMaxChars)
  const external = urlsOf([source])
  return {
    ...(prose !== undefined && { description: prose }),
    ...(labels.length > 0 && { labels }),
    ...(origin !== undefined && { source: origin }),
    ...(external.length > 0 && { external }),
  }
}

function actorRow(actor: YamlFields, line: number): FeedRow {
  const name = textOf(actor.get('label')) || textOf(actor.get('id'))
  return refused(line, name, 'no-subject', 'an actor is an entity: its addresses stand in TagPacks')
}

function textOf(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value.trim() : (value?.[0]?.trim() ?? '')
}

function textsOf(value: string | readonly string[] | undefined): readonly string[] {
  const texts = typeof value === 'string' ? [value] : (value ?? [])
  return texts.map((text) => text.trim()).filter((text) => text !== '')
}
