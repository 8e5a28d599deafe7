// What an export is made of, and what comes out of it. Other rooms need this file and index.ts alone.
import type { Member } from '../../protocol/charter-content.ts'
import type { MemberId, NetworkId } from '../../protocol/ids.ts'
import type { Tlp } from '../../protocol/names.ts'
import type { Subject } from '../../protocol/statement-shape.ts'
import type { Surfaced } from '../api/facade.ts'
import type { StatementFilter } from '../store/types.ts'
import type { Ids } from './ids.ts'

export const exportFormats = [
  'stix',
  'misp',
  'csv',
  'jsonl',
  'statements',
  'hosts',
  'domains',
  'urls',
  'ips',
  'addresses',
] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What the newest charter says of the network and its members. */
export interface ExportFacts {
  readonly network: NetworkId
  readonly networkName: string
  readonly ids: Ids
  /** A time as text, as fast as it may be where many are the same. */
  readonly time: (ms: number) => string
  /** When that charter was issued, milliseconds since 1970. */
  readonly issuedAt: number
  readonly members: ReadonlyMap<MemberId, Pick<Member, 'name' | 'kind' | 'jurisdiction'>>
}

/** What one reader may see. */
export interface ExportSource {
  /** By filter, in order of arrival, after the cursor `after`. */
  query(filter: StatementFilter, after?: number): AsyncIterable<Surfaced>
  /** Everything about one subject, with its standing. */
  about(subject: Subject): readonly Surfaced[]
}

export interface ExportRequest {
  readonly as: ExportFormat
  readonly filter: StatementFilter
  /** Also what was withdrawn, was replaced or has expired, said as such where the format can say it. */
  readonly history?: boolean
  /** The strictest label that goes out; left out: as select.ts has it for the format. */
  readonly maxMarking?: Tlp
  /** 1 to 100; what states no confidence is below it. */
  readonly minConfidence?: number
  /** Blocklists: also what is disputed. */
  readonly disputed?: boolean
  /** Blocklists and feeds of MISP: also what may not be published again or acted upon. */
  readonly restricted?: boolean
}

/** Why something that the reader may see did not go out. */
export const leftOutReasons = {
  marking: 'above the marking that may go out (--max-marking)',
  confidence: 'below the confidence asked for, or stating none (--min-confidence)',
  ended: 'withdrawn, replaced or expired (--history)',
  suspect: 'suspect: behind the last position of its lane that counts',
  disputed: 'disputed (--disputed)',
  restricted: 'not to be published again, acted upon, or told beyond its audience (--restricted)',
  'not-accusing': 'accusing nobody: a victim, a service, a mention',
  kind: 'of a kind that the format has no form for',
  unfit: 'not fit to stand on a line of the format',
} as const
export type LeftOut = keyof typeof leftOutReasons

export interface ExportSummary {
  /** Statements that went out. */
  readonly written: number
  readonly leftOut: { readonly [Reason in LeftOut]?: number }
}

/** A piece of the text of a file, in order. `file` is set where the export is a folder. */
export interface ExportPart {
  readonly text: string
  readonly file?: string
}

/** Counts while an export runs. */
export class Tally {
  written = 0
  readonly leftOut: { [Reason in LeftOut]?: number } = {}

  leave(reason: LeftOut): void {
    this.leftOut[reason] = (this.leftOut[reason] ?? 0) + 1
  }

  get summary(): ExportSummary {
    return { written: this.written, leftOut: { ...this.leftOut } }
  }
}
