// Which of three says a field: the row, the options of the import, or the format. In this order.
import type { ImporterOptions, RowFields } from './types.ts'

/**
 * The fields of a row that states none of its own: the options over the format's defaults. A row that states some goes
 * over both: `{ ...defaults, ...own }`.
 */
export function defaultFields(options: ImporterOptions, format: RowFields = {}): RowFields {
  return {
    ...format,
    ...(options.kind !== undefined && { subjectKind: options.kind }),
    ...(options.chain !== undefined && { chain: options.chain }),
    ...(options.category !== undefined && { category: options.category }),
    ...(options.confidence !== undefined && { confidence: options.confidence }),
  }
}
