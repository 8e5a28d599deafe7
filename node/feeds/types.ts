// What an importer is: bytes of a feed in, rows out. docs/feeds.md shows how to write one.
import type { ProtocolCode } from '../../protocol/codes.ts'
import type { Marking } from '../../protocol/marking.ts'
import type { Basis, Pap, Role, SubjectKind, Tlp } from '../../protocol/names.ts'
import type { FeedCode } from './codes.ts'

/** What a row says beside its value. Times are milliseconds since 1970, confidence is percent (0 to 100). */
export interface RowFields {
  readonly subjectKind?: SubjectKind
  /** CAIP-2 id, or a name such as `bitcoin` that the subject parser resolves. */
  readonly chain?: string
  readonly category?: string
  readonly confidence?: number
  readonly role?: Role
  readonly basis?: Basis
  readonly description?: string
  readonly labels?: readonly string[]
  readonly firstSeen?: number
  readonly lastSeen?: number
  readonly validUntil?: number
  /** The public source behind the row. */
  readonly source?: string
  /** The row's key at that source. */
  readonly record?: string
  /** URLs of reports. */
  readonly external?: readonly string[]
  /** The label under which the source gives the row away. Whoever publishes takes the strictest of it and its own. */
  readonly marking?: Tlp
  /** What the source allows to be done with the row; the strictest counts, as with the label. */
  readonly pap?: Pap
  /** Names of IEP 2.0; what is in none of the lists of a row and its publisher is not permitted. */
  readonly permittedActions?: readonly string[]
  /** ISO 3166-1 alpha-2. */
  readonly jurisdictions?: readonly string[]
  readonly noRepublish?: boolean
  /** An indicator where left out. */
  readonly statementKind?: 'indicator' | 'sighting'
  /** How often it was seen, from 1. */
  readonly sightings?: number
  readonly relations?: readonly RowRelation[]
}

/** What else the row's subject is connected with. A subject that cannot be read is left out; the row stays. */
export interface RowRelation {
  /** As STIX writes relationship types: lower-case words with dashes. */
  readonly type: string
  readonly value: string
  readonly subjectKind?: SubjectKind
  readonly chain?: string
}

/** An object of a document, which rows are made of. */
export interface DocumentObject {
  /** Its id. */
  readonly object: string
  /** When it was last changed, as it has it. */
  readonly version?: string
}

/** What an object names that stands somewhere else, and how that is marked. */
export interface KnownObject {
  readonly value: string
  readonly subjectKind: SubjectKind
  readonly chain?: string
  readonly marking: Partial<Marking>
}

/** A row that names a subject. `value` is as the feed has it; whoever publishes makes it canonical. */
export interface TakenRow extends Partial<DocumentObject> {
  /** Line of the file on which the row starts, from 1. */
  readonly line: number
  readonly value: string
  readonly fields: RowFields
  /** Id of the statement that a network exported as this row. */
  readonly statement?: string
  /** The member of an archive in which the line stands. */
  readonly member?: string
  readonly reject?: undefined
}

/** A row that the format itself refuses. `value` is what there was to read of it, cut to a readable length. */
export interface RefusedRow extends Partial<DocumentObject> {
  readonly line: number
  readonly value: string
  readonly reject: FeedCode | ProtocolCode
  readonly reason: string
  readonly member?: string
  /** The row's key at its source, where that is known: what was said of it before is found by it. */
  readonly record?: string
}

export type FeedRow = TakenRow | RefusedRow

/** Where CSV and TSV have which field: a column's name in the header, or its number from 1. */
export type ColumnMapping = { readonly [Field in MappedField]?: string | number }

export const mappedFields = [
  'value',
  'kind',
  'chain',
  'category',
  'confidence',
  'role',
  'basis',
  'description',
  'labels',
  'firstSeen',
  'lastSeen',
  'validUntil',
  'source',
  'record',
  'external',
  'marking',
  'pap',
  'permittedActions',
  'jurisdictions',
  'noRepublish',
  'audience',
  'statementKind',
  'sightings',
  'standing',
] as const
export type MappedField = (typeof mappedFields)[number]

export const encodings = ['auto', 'utf-8', 'latin1', 'windows-1252', 'utf-16le', 'utf-16be'] as const
export type Encoding = (typeof encodings)[number]

export interface ImporterOptions {
  /** For rows that state none of their own; goes before the format's default. */
  readonly category?: string
  /** For rows that state none of their own, 0 to 100. */
  readonly confidence?: number
  /** For rows that state none of their own; goes before the format's default. */
  readonly chain?: string
  /** For rows that state none of their own; goes before the format's default. */
  readonly kind?: SubjectKind
  /** The file's own name without its folders, as a hint (OFAC names the asset there). Never opened. */
  readonly sourceName?: string
  /** `auto` (the default) is UTF-8 unless a byte order mark says UTF-16. */
  readonly encoding?: Encoding
  readonly columns?: ColumnMapping
  /** Whether the first record names the columns; `true` where left out. */
  readonly header?: boolean
  /** One character between the fields. */
  readonly delimiter?: string
  /** Where formats whose rows depend on what follows set them aside; the folder for temporary files where left out. */
  readonly spoolFolder?: string
  /** Called with the number of bytes consumed so far, after each piece. */
  readonly onBytes?: (bytes: number) => void
  /** Called with each object of a document in formats that have them; their rows then name the object. */
  readonly onObject?: (object: DocumentObject) => void
  /** What the origin of a row says its record is, instead of the id of its object: `part` of `parts` rows, from 0. */
  readonly recordOf?: (object: DocumentObject, part: number, parts: number) => string
  /** What an object is that a document refers to and does not hold; what is not known is unresolved, as in any file. */
  readonly known?: (object: string) => KnownObject | undefined
  /** Called by `auto` with the format that it took, for each member of an archive. */
  readonly onFormat?: (format: string) => void
}

export const optionNames = [
  'category',
  'confidence',
  'chain',
  'kind',
  'sourceName',
  'encoding',
  'columns',
  'header',
  'delimiter',
] as const satisfies (keyof ImporterOptions)[]
export type OptionName = (typeof optionNames)[number]

export interface Importer {
  readonly name: string
  /** One line for `--help`. */
  readonly summary: string
  /** The options that mean something to this format; others are refused. */
  readonly options: readonly OptionName[]
  /**
   * Rows in the order of the file, in small arrays. Throws FeedError where the feed as a whole cannot be read (wrong
   * format, empty, cut), after the rows before that point; a fault of one row is a RefusedRow and the rest goes on.
   * Holds a few rows and a bounded piece of text, whatever the input.
   */
  parse(bytes: AsyncIterable<Uint8Array>, options: ImporterOptions): AsyncIterable<readonly FeedRow[]>
}
