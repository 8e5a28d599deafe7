// Expressions of warninglists. They come from outside, so they run on RE2, whose time grows with the text and no faster:
// an expression that would keep the engine of JavaScript busy for years is answered in a millisecond, or refused.
import { RE2JS } from 're2js'
import { QualityError } from './errors.ts'
import { qualityLimits } from './limits.ts'

export interface Expression {
  readonly test: (text: string) => boolean
  /** Instructions: at most so many steps for each character of a text. */
  readonly size: number
}

/** `/expression/flags` as PHP writes it, or the expression alone. Throws QualityError `warninglist-invalid`. */
export function compileExpression(list: string, entry: string): Expression {
  const shown = JSON.stringify(entry.slice(0, 80))
  if (entry.length > qualityLimits.expressionMaxChars) {
    throw new QualityError('warninglist-invalid', `warninglist: "${list}": the expression ${shown} is too long`)
  }
  const [, source = entry, flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(entry) ?? []
  try {
    const compiled = RE2JS.compile(source, flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0)
    return { test: (text) => compiled.test(text), size: compiled.programSize() }
  } catch (cause) {
    throw new QualityError('warninglist-invalid', `warninglist: "${list}": ${shown} is no expression of RE2`, { cause })
  }
}
