// The options of an import as the API and the command line have them: text by name.
import { subjectKinds } from '../../protocol/names.ts'
import { FeedError } from './errors.ts'
import {
  type ColumnMapping,
  type Importer,
  type ImporterOptions,
  type MappedField,
  type OptionName,
  encodings,
  mappedFields,
} from './types.ts'

const parsers: { readonly [Name in OptionName]: (text: string) => ImporterOptions[Name] } = {
  category: (text) => text,
  chain: (text) => text,
  sourceName: (text) => text.replace(/^.*[/\\]/s, ''), // never a path
  confidence: (text) => (/^(?:100|\d{1,2})$/.test(text) ? Number(text) : invalid('confidence', text, '0 to 100')),
  kind: (text) => oneOf('kind', text, subjectKinds.names),
  encoding: (text) => oneOf('encoding', text.toLowerCase(), encodings),
  header: (text) => oneOf('header', text, ['true', 'false']) === 'true',
  delimiter: (text) => {
    const delimiter = text === '\\t' || text === 'tab' ? '\t' : text
    return delimiter.length === 1 && !/["\r\n\0]/.test(delimiter)
      ? delimiter
      : invalid('delimiter', text, 'one character, or tab')
  },
  columns: parseColumns,
}

/**
 * Reads options from text. Empty text is an option left out. Throws FeedError `option-invalid` for an option that the
 * format does not have, but for `sourceName`, which a caller passes whether or not the format looks at it.
 */
export function parseOptions(importer: Importer, given: Readonly<Record<string, string | undefined>>): ImporterOptions {
  const options: ImporterOptions = {}
  for (const [name, text] of Object.entries(given)) {
    if (text === undefined || text === '') continue
    if (name === 'sourceName' && !importer.options.includes(name)) continue
    if (!isOption(name) || !importer.options.includes(name)) {
      throw new FeedError(
        'option-invalid',
        `format ${importer.name} has no option "${name}"; it has ${importer.options.join(', ')}`,
      )
    }
    Object.assign(options, { [name]: parsers[name](text) })
  }
  return options
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(parsers, name)
}

/** `value=address,category=3`: field names with the column's name or its number from 1. */
function parseColumns(text: string): ColumnMapping {
  const columns = new Map<MappedField, string | number>()
  for (const part of text.split(',')) {
    const [, name = '', column = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/s.exec(part) ?? []
    if (column === '') return invalid('columns', part, 'field=column, for example value=address,labels=3')
    const field = oneOf('columns', name, mappedFields)
    if (columns.has(field)) return invalid('columns', part, 'each field once')
    columns.set(field, /^\d+$/.test(column) ? Number(column) : column)
  }
  return Object.fromEntries(columns)
}

function oneOf<const Name extends string>(option: string, text: string, names: readonly Name[]): Name {
  return names.find((name) => name === text) ?? invalid(option, text, names.join(', '))
}

function invalid(option: string, text: string, wanted: string): never {
  throw new FeedError('option-invalid', `${option}: "${text}" is not allowed; it may be: ${wanted}`)
}
