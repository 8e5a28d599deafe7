// Which subjects a pattern names. It is reduced only where nothing is lost: an alternative is a subject of its own, but
// a condition that narrows, a negation or a sequence would be dropped, and the subject accused of more than was said.
import type { FeedCode } from '../codes.ts'
import { parseTime } from '../fields.ts'
import { type RowSubject, namesSubject, subjectsOf } from './observables.ts'
import { type Comparison, type Observation, type Qualifiers, type Test, parsePattern } from './pattern.ts'
import { PatternFault } from './pattern-tokens.ts'

/** A subject of a pattern, with the time within which the pattern speaks of it, in milliseconds. */
export interface DenotedSubject extends RowSubject {
  readonly start?: number
  readonly stop?: number
}

/** An alternative that names no subject. */
export interface Leftover {
  readonly value: string
  readonly reject: FeedCode
  readonly reason: string
}

export interface Denoted {
  readonly subjects: readonly DenotedSubject[]
  readonly leftovers: readonly Leftover[]
  /** Whether all subjects are one thing under several names: the hashes of one file. */
  readonly isOne: boolean
}

/** What cannot be reduced, and why. */
class Unsupported extends Error {}

/** The subjects of a pattern. A fault is a leftover: the pattern as a whole. */
export function denote(pattern: string): Denoted {
  try {
    const denoted = ofObservation(parsePattern(pattern))
    return { ...denoted, subjects: once(denoted.subjects) }
  } catch (error) {
    if (error instanceof PatternFault) return refusal(pattern, 'pattern-malformed', error.message)
    if (error instanceof Unsupported) return refusal(pattern, 'pattern-unsupported', error.message)
    throw error
  }
}

function refusal(value: string, reject: FeedCode, reason: string): Denoted {
  return { subjects: [], leftovers: [{ value, reject, reason }], isOne: false }
}

function ofObservation(observation: Observation): Denoted {
  const { qualifiers } = observation
  if ((qualifiers.times ?? 1) > 1) throw new Unsupported('REPEATS asks for more than one observation')
  if (observation.is === 'observed') return within(ofComparison(observation.what), qualifiers)
  if (observation.is !== 'or') {
    throw new Unsupported('several observations together (AND, FOLLOWEDBY) say nothing of each alone')
  }
  return within(anyOf(observation.of.map(ofObservation)), qualifiers)
}

function ofComparison(comparison: Comparison): Denoted {
  if (comparison.is === 'test') return ofTests([comparison])
  if (comparison.is === 'or') return anyOf(comparison.of.map(ofComparison))
  return ofTests(comparison.of.flatMap(conjuncts))
}

function conjuncts(comparison: Comparison): Test[] {
  if (comparison.is === 'test') return [comparison]
  if (comparison.is === 'and') return comparison.of.flatMap(conjuncts)
  throw new Unsupported('an alternative (OR) inside of AND is narrowed by the rest of it')
}

function anyOf(parts: readonly Denoted[]): Denoted {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  return {
    subjects: parts.flatMap(({ subjects }) => subjects),
    leftovers: parts.flatMap(({ leftovers }) => leftovers),
    isOne: false,
  }
}

/** What all of the tests describe together: properties of one object, or nothing that is a subject. */
function ofTests(tests: readonly Test[]): Denoted {
  const [first] = tests
  if (first === undefined) return { subjects: [], leftovers: [], isOne: false }
  for (const { operator, negated } of tests) {
    if (negated || operator === '!=') throw new Unsupported('a negation names what is not meant')
  }
  if (!tests.some(({ type, path }) => namesSubject(type, path) || (type === 'user-account' && tests.length > 1))) {
    const reason = `${first.type}:${first.path} is no property that names a subject`
    return refusal(tests.map(textOfTest).join(' AND '), 'no-subject', reason)
  }
  const sets = tests.map(valuesOf)
  if (tests.length === 1) {
    const [values] = sets
    if (values === undefined) throw new Unsupported(`${textOfTest(first)} names more than single values`)
    const subjects = values.flatMap((value) => subjectsOf(first.type, new Map([[first.path, value]])))
    if (subjects.length < values.length) throw new Unsupported(`${textOfTest(first)} names no platform`)
    return single(subjects, values.length === 1)
  }
  const properties = new Map<string, string>()
  for (const [at, test] of tests.entries()) {
    const [value, more] = sets[at] ?? []
    if (
      test.type !== first.type ||
      value === undefined ||
      more !== undefined ||
      (properties.get(pathOf(test)) ?? value) !== value
    ) {
      throw new Unsupported(`${textOfTest(test)} narrows what the rest names`)
    }
    properties.set(pathOf(test), value)
  }
  const subjects = subjectsOf(first.type, properties)
  if (subjects.length > 0) return single(subjects, true)
  throw new Unsupported('conditions joined by AND narrow the subject that one of them names')
}

function single(subjects: readonly RowSubject[], isOne: boolean): Denoted {
  const range = subjects.find(({ subjectKind, value }) => subjectKind === 'ip' && value.includes('/'))
  if (range !== undefined) throw new Unsupported(`${range.value} is a range of addresses`)
  return { subjects, leftovers: [], isOne }
}

/** Our own extension states the chain of a wallet. */
function pathOf({ path }: Test): string {
  return /^extensions\.extension-definition--[0-9a-f-]{36}\.chain$/.test(path) ? 'chain' : path
}

/** The values that the test holds for, where they are single ones. */
function valuesOf({ operator, values }: Test): readonly string[] | undefined {
  const [value = ''] = values
  switch (operator) {
    case '=':
    case 'IN':
      return values.length === 0 ? undefined : values
    case 'LIKE':
      return /[%_]/.test(value) ? undefined : values
    case 'MATCHES':
      return literalsOf(value)
    case 'ISSUBSET':
      return values
    default:
      return undefined
  }
}

/** The texts that a regular expression matches, where it is one text or a choice of texts, from beginning to end. */
function literalsOf(expression: string): string[] | undefined {
  const inner = /^\^(.*)\$$/s.exec(expression)?.[1]
  if (inner === undefined) return undefined
  const choice = /^\((?:\?:)?(.*)\)$/s.exec(inner)?.[1]
  const texts = choice === undefined ? [inner] : choice.split('|')
  const literals = texts.map((text) => (literal.test(text) ? text.replace(/\\(.)/g, '$1') : undefined))
  return literals.every((text) => text !== undefined && text !== '') ? (literals as string[]) : undefined
}

const literal = /^(?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])*$/

function within({ subjects, leftovers, isOne }: Denoted, { start, stop }: Qualifiers): Denoted {
  if (start === undefined && stop === undefined) return { subjects, leftovers, isOne }
  const from = timeOf(start)
  const to = timeOf(stop)
  const bounded = subjects.map((subject) => ({
    ...subject,
    start: Math.max(from, subject.start ?? from),
    stop: Math.min(to, subject.stop ?? to),
  }))
  return { subjects: bounded, leftovers, isOne }
}

function timeOf(text: string | undefined): number {
  const time = text === undefined ? undefined : parseTime(text)
  if (time === undefined) throw new Unsupported(`"${text ?? ''}" is no time`)
  return time
}

function textOfTest({ type, path, operator, values }: Test): string {
  const first = values[0] ?? ''
  return `${type}:${path} ${operator} ${first.length > 80 ? `${first.slice(0, 80)}…` : first}`.trim()
}

function once(subjects: readonly DenotedSubject[]): DenotedSubject[] {
  const seen = new Map<string, DenotedSubject>()
  for (const subject of subjects) {
    const key = JSON.stringify([subject.subjectKind, subject.value, subject.chain, subject.start, subject.stop])
    if (!seen.has(key)) seen.set(key, subject)
  }
  return [...seen.values()]
}
