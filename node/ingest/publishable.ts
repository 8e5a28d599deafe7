// What is said to a publisher whose statement the schema refuses: the field, what stands in it, and what may.
import type { Statement } from '../../protocol/statement-shape.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import { faultOf } from '../../protocol/statement.ts'
import { IngestError } from './errors.ts'

const shownChars = 60

const bounds: Readonly<Record<string, string>> = {
  description: `at most ${limits.descriptionMaxChars} characters, without control characters`,
  labels: `at most ${limits.labelsMax} of ${limits.labelMaxChars} characters, each one line`,
  origin: `source of at most ${limits.valueMaxChars} and record of at most ${limits.recordMaxChars} characters, each one line; a feed of ${limits.feedMaxChars}`,
  times: 'milliseconds since 1970, above 0',
  'last seen': 'not before the first time seen',
  reason: `one line of at most ${limits.reasonMaxChars} characters`,
  external: `at most ${limits.externalMax} of ${limits.valueMaxChars} characters`,
  sightings: 'a whole number from 1',
}

const webSchemes = new Set(['http:', 'https:'])

/** Throws ProtocolError, or IngestError `statement-unfit`, with the field and what it may hold. */
export function assertPublishable(statement: Statement): void {
  const strange = statement.external?.find((url) => !webSchemes.has(URL.parse(url)?.protocol ?? ''))
  if (strange !== undefined) {
    throw new IngestError(
      'statement-unfit',
      `external: ${JSON.stringify(strange.slice(0, shownChars))} is no http or https URL`,
    )
  }
  const fault = faultOf(statement)
  if (fault === undefined) return
  const { code, field } = fault
  if (code === 'statement-malformed')
    throw new IngestError('statement-unfit', `${field}: ${bounds[field] ?? `not in a ${statement.kind}`}`)
  if (code === 'category-unknown') {
    throw new ProtocolError(code, `no category is named ${JSON.stringify(statement.category?.slice(0, shownChars))}`)
  }
  if (code === 'category-missing') throw new ProtocolError(code, 'an indicator names its category')
  if (code === 'confidence-invalid')
    throw new ProtocolError(code, `confidence ${statement.confidence ?? ''} is not 0 to 100`)
  throw new ProtocolError(code, `${statement.kind}: ${field}`)
}
