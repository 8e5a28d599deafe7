// Text to CSV records (RFC 4180) of bounded length, whatever the pieces in which the text arrives.
import { feedLimits } from './limits.ts'
import { damaged } from './text.ts'
import type { FeedCode } from './codes.ts'

export interface CsvRecord {
  /** Line on which the record starts, from 1. */
  readonly line: number
  readonly fields: readonly string[]
  /** The last record, where the file ends without a line end. */
  readonly open: boolean
  readonly fault?: { readonly code: FeedCode; readonly reason: string }
}

interface Quoted {
  readonly fields: readonly string[]
  readonly end: number
  readonly open: boolean
}

/**
 * Takes text in pieces and gives the records that are complete. Blank lines and comments (`#`, unless it is the whole
 * first field) are left out. After a faulty record it goes on with the line behind the one on which the record started,
 * so that a quote that is never closed costs one line and not the rest of the file.
 */
export class CsvReader {
  readonly #delimiter: string
  #text = ''
  #at = 0
  #line = 1
  #skipping = false
  #suspect = false

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  push(piece: string): CsvRecord[] {
    this.#text = this.#at === this.#text.length ? piece : this.#text.slice(this.#at) + piece
    this.#at = 0
    // A piece that ends no line cannot complete a record.
    if (!piece.includes('\n') && this.#text.length <= feedLimits.rowMaxChars) return []
    return this.#run(false)
  }

  end(): CsvRecord[] {
    return this.#run(true)
  }

  #run(ended: boolean): CsvRecord[] {
    const records: CsvRecord[] = []
    this.#suspect = this.#text.includes(damaged)
    let quote = -2 // the next quote, searched when the last one found is passed
    while (this.#at < this.#text.length) {
      const end = this.#text.indexOf('\n', this.#at)
      if (this.#skipping) {
        this.#skip(end)
        continue
      }
      const lineEnd = end === -1 ? this.#text.length : end
      if (lineEnd - this.#at > feedLimits.rowMaxChars) {
        records.push(this.#tooLong())
        this.#skipping = true
        continue
      }
      if (end === -1 && !ended) break
      if (quote !== -1 && quote < this.#at) quote = this.#text.indexOf('"', this.#at)
      if (quote === -1 || quote > lineEnd || this.#isComment()) {
        this.#plain(records, lineEnd, end === -1)
        continue
      }
      const read = this.#quoted(ended)
      if (typeof read === 'object') {
        records.push(this.#checked({ line: this.#line, fields: read.fields, open: read.open }))
        this.#advance(read.open ? read.end : read.end + 1)
      } else if (read === 'unfinished' && this.#text.length - this.#at <= feedLimits.rowMaxChars) {
        break
      } else {
        records.push(this.#faulty(read, lineEnd, end === -1))
        this.#advance(end === -1 ? lineEnd : end + 1)
      }
    }
    return records
  }

  #skip(end: number): void {
    if (end === -1) {
      this.#at = this.#text.length
      return
    }
    this.#at = end + 1
    this.#line += 1
    this.#skipping = false
  }

  #tooLong(): CsvRecord {
    const begins = this.#text.slice(this.#at, this.#at + feedLimits.shownMaxChars + 1)
    const reason = `the row is longer than ${feedLimits.rowMaxChars} characters`
    return { line: this.#line, fields: [begins], open: false, fault: { code: 'row-too-long', reason } }
  }

  #isComment(): boolean {
    return this.#text.charAt(this.#at) === '#' && !this.#text.startsWith(this.#delimiter, this.#at + 1)
  }

  /** A record without quotes: one line. */
  #plain(records: CsvRecord[], lineEnd: number, open: boolean): void {
    const isComment = this.#isComment()
    const raw = this.#text.slice(this.#at, lineEnd)
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    if (!isComment && text.trim() !== '') {
      records.push(this.#checked({ line: this.#line, fields: text.split(this.#delimiter), open }))
    }
    this.#advance(open ? lineEnd : lineEnd + 1)
  }

  /** A record with quotes, which may run over several lines; `end` is where its line end stands. */
  #quoted(ended: boolean): Quoted | 'unfinished' | 'unclosed' | 'text-behind-quote' {
    const text = this.#text
    const missing = ended ? 'unclosed' : 'unfinished'
    const fields: string[] = []
    let at = this.#at
    for (;;) {
      if (text.charAt(at) === '"') {
        const close = this.#closingQuote(at + 1)
        if (close === -1) return missing
        fields.push(text.slice(at + 1, close).replaceAll('""', '"'))
        at = close + 1
        if (text.charAt(at) === '\r') at += 1
      } else {
        const end = this.#unquotedEnd(at)
        const isLast = text.charAt(end) !== this.#delimiter
        fields.push(text.slice(at, isLast && text.charAt(end - 1) === '\r' && end > at ? end - 1 : end))
        at = end
      }
      if (at >= text.length && !ended) return 'unfinished'
      if (at - this.#at > feedLimits.rowMaxChars) return missing
      if (at >= text.length || text.charAt(at) === '\n') return { fields, end: at, open: at >= text.length }
      if (text.charAt(at) !== this.#delimiter) return 'text-behind-quote'
      at += 1
    }
  }

  #unquotedEnd(from: number): number {
    const [line, delimiter] = [this.#text.indexOf('\n', from), this.#text.indexOf(this.#delimiter, from)]
    const end = line === -1 ? this.#text.length : line
    return delimiter === -1 || delimiter > end ? end : delimiter
  }

  #closingQuote(from: number): number {
    for (let at = from; ; at += 2) {
      at = this.#text.indexOf('"', at)
      if (at === -1 || this.#text.charAt(at + 1) !== '"') return at
    }
  }

  #faulty(why: 'unfinished' | 'unclosed' | 'text-behind-quote', lineEnd: number, open: boolean): CsvRecord {
    const reason =
      why === 'text-behind-quote' ? 'text follows a closing quote' : 'a quote that opens on this line is not closed'
    const raw = this.#text.slice(this.#at, lineEnd).trimEnd()
    return { line: this.#line, fields: [raw], open, fault: { code: open ? 'row-cut' : 'row-malformed', reason } }
  }

  #checked(record: CsvRecord): CsvRecord {
    if (!this.#suspect || !record.fields.some((field) => field.includes(damaged))) return record
    const reason = 'the row holds bytes that are no text in this encoding, or a NUL'
    return { ...record, fault: { code: 'text-invalid', reason } }
  }

  #advance(to: number): void {
    for (let at = this.#text.indexOf('\n', this.#at); at !== -1 && at < to; at = this.#text.indexOf('\n', at + 1)) {
      this.#line += 1
    }
    this.#at = to
  }
}
