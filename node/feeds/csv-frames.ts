// Lines joined to the text of CSV records: where a record ends, not what it says.
import type { FeedCode } from './codes.ts'
import { feedLimits } from './limits.ts'
import { type Line, lineFaults } from './lines.ts'

/** The text of one record; with `fault`, of one line that belongs to none. */
export interface CsvFrame {
  /** Line on which the record starts, from 1. */
  readonly line: number
  /** Without its line end; those inside quotes are LF. */
  readonly text: string
  readonly damaged: boolean
  /** The last record, where the file ends without a line end. */
  readonly open: boolean
  readonly fault?: CsvFault
}

export interface CsvFault {
  readonly code: FeedCode
  readonly reason: string
}

const notClosed = 'a quote that opens on this line is not closed'
const textBehind = 'text follows a closing quote'

/**
 * Blank lines and comments (`#`, unless it is the whole first field) are left out. Where a quote is not closed within
 * the bounds of a row, or closes inside a field, the line on which the record starts is refused and the next one is read
 * again: a wrong quote costs one line, not the file.
 */
export class CsvFramer {
  readonly #delimiter: string
  #frames: CsvFrame[] = []
  /** Lines of a record whose last quote is open. */
  #held: Line[] = []
  #heldChars = 0

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  push(lines: readonly Line[]): CsvFrame[] {
    for (const line of lines) this.#add(line)
    return this.#taken()
  }

  end(): CsvFrame[] {
    while (this.#held.length > 0) this.#refuseHeld(notClosed)
    return this.#taken()
  }

  #taken(): CsvFrame[] {
    const frames = this.#frames
    this.#frames = []
    return frames
  }

  #add(line: Line): void {
    if (line.fault === 'row-too-long') {
      while (this.#held.length > 0) this.#refuseHeld(notClosed)
      if (!this.#isComment(line.text)) this.#refuse(line, 'row-too-long', lineFaults['row-too-long'])
      return
    }
    const isFirst = this.#held.length === 0
    if (isFirst && (line.text.trim() === '' || this.#isComment(line.text))) return
    const end = this.#scan(line.text, !isFirst)
    if (isFirst && end === 'closed') {
      this.#frames.push(frameOf([line]))
      return
    }
    this.#held.push(line)
    this.#heldChars += line.text.length
    if (this.#held.length > feedLimits.recordMaxLines || this.#heldChars > feedLimits.rowMaxChars) {
      this.#refuseHeld(notClosed)
    } else if (end === 'broken') this.#refuseHeld(textBehind)
    else if (end === 'closed') this.#frames.push(frameOf(this.#release()))
  }

  #isComment(text: string): boolean {
    return text.startsWith('#') && !text.startsWith(this.#delimiter, 1)
  }

  /**
   * How the quotes of a line end. One at the start of a field opens; a single one behind it closes, and a field must end
   * there. Any other is text.
   */
  #scan(text: string, startsQuoted: boolean): 'closed' | 'open' | 'broken' {
    let quoted = startsQuoted
    for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) {
      const next = text.charAt(at + 1)
      if (!quoted) quoted = at === 0 || text.charAt(at - 1) === this.#delimiter
      else if (next === '"') at += 1
      else if (next === '' || next === this.#delimiter) quoted = false
      else return 'broken'
    }
    return quoted ? 'open' : 'closed'
  }

  #release(): readonly Line[] {
    const lines = this.#held
    this.#held = []
    this.#heldChars = 0
    return lines
  }

  /** Refuses the line on which the held record starts, and reads the others of it again. */
  #refuseHeld(reason: string): void {
    const [first, ...others] = this.#release()
    if (first === undefined) return
    this.#refuse(first, first.open ? 'row-cut' : 'row-malformed', reason)
    for (const line of others) this.#add(line)
  }

  #refuse({ line, text, open }: Line, code: FeedCode, reason: string): void {
    this.#frames.push({ line, text: text.trimEnd(), damaged: false, open, fault: { code, reason } })
  }
}

function frameOf(lines: readonly Line[]): CsvFrame {
  return {
    line: lines[0]?.line ?? 0,
    text: lines.map(({ text }) => text).join('\n'),
    damaged: lines.some(({ fault }) => fault !== undefined),
    open: lines.at(-1)?.open ?? false,
  }
}
