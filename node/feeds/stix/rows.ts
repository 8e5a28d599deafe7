// Candidates to rows, when everything that the bundle says is known.
import { defaultFields } from '../defaults.ts'
import { DigestSet } from '../digest-set.ts'
import { feedLimits } from '../limits.ts'
import { refused } from '../lines.ts'
import { labelsOf, urlsOf } from '../row-texts.ts'
import type { FeedRow, ImporterOptions, RowFields, RowRelation } from '../types.ts'
import type { StixContext } from './context.ts'
import { type Meaning, combine, markingFields, mayTell } from '../marking-labels.ts'
import type { Candidate, CandidateSubject } from './candidates.ts'
import type { RowSubject } from './observables.ts'

/** A row object that others speak of. */
interface Spoken {
  readonly subjects: readonly RowSubject[]
  readonly isOne: boolean
  readonly marks: readonly string[]
  readonly modified?: string
}

/** Subjects of one thing that are related or seen; more are not one thing. */
const namesMax = 8

export class StixRows {
  readonly #context: StixContext
  readonly #options: ImporterOptions
  /** Ids of what others speak of, and what that is as JSON, which takes the least room. */
  readonly #spoken = new Map<string, string | undefined>()
  /** Subjects that an indicator names: an observable of the same says nothing more. */
  readonly #named = new DigestSet(feedLimits.stixSubjectsMax)
  /** Ids of objects that have versions, and the newest version of those that stand here several times. */
  readonly #ids = new DigestSet(feedLimits.stixSubjectsMax)
  readonly #newest = new Map<string, string>()

  constructor(context: StixContext, options: ImporterOptions) {
    this.#context = context
    this.#options = options
  }

  /** Called for each candidate as it is found. */
  note({ id, is, subjects, seen, modified }: Candidate): void {
    if (seen !== undefined) this.#want(seen)
    // Where the caller names the records, each version is one of its own.
    if (modified !== undefined && this.#options.recordOf === undefined) this.#count(id)
    if (is !== 'indicator') return
    for (const subject of subjects) this.#named.add(keyOf(subject))
  }

  /** Called when all are found. Whether candidates must be gone over once for what others speak of. */
  mustGather(): boolean {
    for (const id of this.#context.related()) this.#want(id)
    return this.#spoken.size > 0 || this.#newest.size > 0
  }

  gather({ id, subjects, isOne, marks, modified = '' }: Candidate): void {
    if (modified > (this.#newest.get(id) ?? modified)) this.#newest.set(id, modified)
    if (!this.#spoken.has(id) || subjects.length > namesMax) return
    if ((this.#spokenOf(id)?.modified ?? '') > modified) return
    const spoken: Spoken = { subjects, isOne, marks, modified }
    this.#spoken.set(id, JSON.stringify(spoken))
  }

  *rowsOf(candidate: Candidate): Generator<FeedRow> {
    const { line, id, is, marks, refusals, statement, modified = '' } = candidate
    if (modified < (this.#newest.get(id) ?? modified)) {
      const value = candidate.subjects[0]?.value ?? refusals[0]?.value ?? id
      yield refused(line, value, 'version-superseded', `the file holds a newer version of ${id}`)
      return
    }
    const own = this.#context.markings.resolve(marks)
    if (is === 'sighting' && candidate.seen !== undefined) yield this.#sightings(candidate, candidate.seen, own)
    else {
      for (const subject of candidate.subjects) {
        if (is === 'observable' && this.#named.has(keyOf(subject))) continue
        if (own.unresolved !== undefined) yield unresolved(line, subject.value, own.unresolved)
        else {
          const fields =
            candidate.isOwn === true ? this.#ownFields(candidate, subject, own) : this.#fields(candidate, subject, own)
          yield { line, value: subject.value, fields, ...(statement !== undefined && { statement }) }
        }
      }
    }
    for (const { value, reject, reason, record } of refusals) {
      const row = refused(line, value === '' ? id : value, reject, reason)
      yield record === undefined ? row : { ...row, record }
    }
  }

  #ownFields({ fields, author }: Candidate, { subjectKind, chain }: RowSubject, own: Meaning): RowFields {
    const source = this.#context.author(author, own)
    return {
      ...fields,
      subjectKind,
      ...(chain !== undefined && { chain }),
      ...(source !== undefined && { source }),
      ...markingFields(own),
    }
  }

  #fields(candidate: Candidate, subject: CandidateSubject, own: Meaning): RowFields {
    const { id, is, fields, author } = candidate
    const { subjectKind, chain, firstSeen, validUntil } = subject
    const told = this.#context.told(id, own)
    const source = this.#context.author(author, own)
    const stated = fields.category ?? told.category ?? this.#options.category
    const labels = labelsOf([...(fields.labels ?? []), ...told.labels])
    const external = urlsOf([...(fields.external ?? []), ...told.external])
    const relations = this.#relations(id, subject, own)
    return {
      ...defaultFields(this.#options, { category: subjectKind === 'file-hash' ? 'malware' : 'unknown' }),
      ...(is === 'observable' && told.firstSeen !== undefined && { firstSeen: told.firstSeen }),
      ...(is === 'observable' && told.lastSeen !== undefined && { lastSeen: told.lastSeen }),
      // An observable accuses nobody by itself.
      ...(is === 'observable' && stated === undefined && { category: 'unknown', role: 'mention' }),
      ...fields,
      subjectKind,
      ...(chain !== undefined && { chain }),
      ...(firstSeen !== undefined && { firstSeen }),
      ...(validUntil !== undefined && { validUntil }),
      ...(stated !== undefined && { category: stated }),
      ...(source !== undefined && { source }),
      ...(labels.length > 0 && { labels }),
      ...(external.length > 0 && { external }),
      ...(relations.length > 0 && { relations }),
      ...markingFields(own),
    }
  }

  #relations(id: string, subject: RowSubject, own: Meaning): RowRelation[] {
    return this.#context.relations(id, own).flatMap(({ type, other }) => {
      const spoken = this.#spokenOf(other)
      const [first] = spoken?.subjects ?? []
      if (spoken === undefined || first === undefined || !(spoken.isOne || spoken.subjects.length === 1)) return []
      if (!mayTell(this.#context.markings.resolve(spoken.marks), own) || keyOf(first) === keyOf(subject)) return []
      const { value, subjectKind, chain } = first
      return relationType.test(type) ? [{ type, value, subjectKind, ...(chain !== undefined && { chain }) }] : []
    })
  }

  #sightings(candidate: Candidate, seen: string, own: Meaning): FeedRow {
    const { line, fields, author, where } = candidate
    const spoken = this.#spokenOf(seen)
    const known = spoken === undefined ? this.#options.known?.(seen) : undefined
    const [subject] = spoken?.subjects ?? (known === undefined ? [] : [known])
    const isOne = known !== undefined || spoken?.isOne === true || spoken?.subjects.length === 1
    if (subject === undefined || !isOne) {
      return refused(line, seen, 'reference-unresolved', 'what was seen is not in the file, or names no single subject')
    }
    const meaning = combine(own, known?.marking ?? this.#context.markings.resolve(spoken?.marks ?? []))
    if (meaning.unresolved !== undefined) return unresolved(line, subject.value, meaning.unresolved)
    const source = this.#context.author(where, meaning) ?? this.#context.author(author, meaning)
    const { value, subjectKind, chain = this.#options.chain } = subject
    return {
      line,
      value,
      fields: {
        ...fields,
        subjectKind,
        ...(chain !== undefined && { chain }),
        ...(source !== undefined && { source }),
        ...markingFields(meaning),
      },
    }
  }

  #count(id: string): void {
    if (!this.#ids.has(id)) this.#ids.add(id)
    else if (this.#newest.size < feedLimits.stixReferencesMax) this.#newest.set(id, '')
  }

  #want(id: string): void {
    if (this.#spoken.size < feedLimits.stixReferencesMax) this.#spoken.set(id, undefined)
  }

  #spokenOf(id: string): Spoken | undefined {
    const json = this.#spoken.get(id)
    return json === undefined ? undefined : (JSON.parse(json) as Spoken)
  }
}

const relationType = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

function unresolved(line: number, value: string, marking: string): FeedRow {
  return refused(line, value, 'marking-unresolved', `what the marking ${marking} means is not known`)
}

function keyOf({ subjectKind, value }: RowSubject): string {
  return `${subjectKind} ${value.trim().toLowerCase()}`
}
