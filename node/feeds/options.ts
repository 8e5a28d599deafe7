// The options of an import against the format: one that means nothing to it is refused, not passed over in silence.
import { FeedError } from './errors.ts'
import { rowsOfMembers } from './members.ts'
import { type Importer, type ImporterOptions, type OptionName, optionNames } from './types.ts'

/** `sourceName` goes with every file, whether or not the format looks at it. */
const always: ReadonlySet<OptionName> = new Set(['sourceName'])

/** Throws FeedError `option-invalid`. */
export function checkOptions(importer: Importer, options: ImporterOptions): void {
  for (const name of optionNames) {
    if (options[name] === undefined || always.has(name) || importer.options.includes(name)) continue
    const there = importer.options.join(', ')
    throw new FeedError('option-invalid', `format ${importer.name} has no option "${name}"; it has ${there}`)
  }
  const { delimiter } = options
  if (delimiter !== undefined && (delimiter.length !== 1 || /["\r\n\0]/.test(delimiter))) {
    throw new FeedError('option-invalid', `delimiter: "${delimiter}" is not one character between fields`)
  }
}

/** The same importer, which checks its options before it reads, and reads what is packed. */
export function checked(importer: Importer): Importer {
  return {
    ...importer,
    async *parse(bytes, options) {
      checkOptions(importer, options)
      yield* rowsOfMembers(importer, bytes, options)
    },
  }
}
