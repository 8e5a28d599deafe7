// Lines joined to the text of YAML items: where an item of a long list begins and ends, not what it says. A document whose
// long part is a list in block style is read item by item, whatever its length.
import type { FeedCode } from './codes.ts'
import { feedLimits } from './limits.ts'
import { type Line, lineFaults } from './lines.ts'

export interface YamlFrame {
  /**
   * `start`: another document begins. `fields`: keys at the top that are no list, up to a list or the end. `item`: one item
   * of a list. `whole`: a list or document in flow style, brackets and all.
   */
  readonly kind: 'start' | 'fields' | 'item' | 'whole'
  /** The key of the list at the top that an item is of; `undefined` where the document is the list. */
  readonly list: string | undefined
  /** Line on which it begins, from 1. */
  readonly line: number
  readonly text: string
  /** The file ends in it, without a line end. */
  readonly open: boolean
  readonly fault: { readonly code: FeedCode; readonly reason: string } | undefined
}

const key = /^(?:"([^"]*)"|'([^']*)'|([^\s:#'"[\]{},&*!|>%@`-][^:]*?))\s*:(?:\s+(.*))?$/
const boundary = /^(?:---|\.\.\.)(?:\s|$)/

/** An anchor or a tag in front of a value says nothing of what it is; a comment is no value. */
const noValue = /^(?:[&!]\S*\s*)*(?:#.*)?$/

/** Takes lines, gives frames. `lists`: the keys at the top whose items are rows. */
export class YamlFramer {
  readonly #lists: ReadonlySet<string>
  #frames: YamlFrame[] = []
  #root: 'map' | 'list' | 'flow' | undefined
  #list: string | undefined
  /** How far the items of the list are indented; `undefined` before the first. */
  #indent: number | undefined
  #held: { kind: 'fields' | 'item' | 'whole'; lines: Line[]; chars: number } | undefined
  #started = false
  /** Blank lines since the last that was held, as they are: in a block of text what stands behind its indent counts. */
  #blanks: Line[] = []

  constructor(lists: readonly string[] = []) {
    this.#lists = new Set(lists)
  }

  push(lines: readonly Line[]): YamlFrame[] {
    for (const line of lines) this.#take(line)
    const frames = this.#frames
    this.#frames = []
    return frames
  }

  end(): YamlFrame[] {
    this.#release()
    return this.push([])
  }

  #take(line: Line): void {
    const { text } = line
    if (text.startsWith('%') && this.#root === undefined) return
    if (boundary.test(text)) {
      this.#startDocument(line)
      const rest = text.slice(3).trim()
      if (!text.startsWith('---') || noValue.test(rest)) return
      this.#take({ ...line, text: rest })
      return
    }
    const content = text.trimStart()
    const indent = text.length - content.length
    if (content === '') {
      if (this.#blanks.length < feedLimits.recordMaxLines) this.#blanks.push(line)
      return
    }
    if (content.startsWith('#') && indent <= (this.#indent ?? 0)) return
    const isItem = content === '-' || content.startsWith('- ')
    if (this.#root === undefined) this.#root = /^[[{]/.test(content) ? 'flow' : isItem ? 'list' : 'map'
    if (this.#root === 'flow') this.#hold('whole', line)
    else if (this.#root === 'list') this.#inList(line, indent, isItem)
    else this.#inMap(line, indent, isItem)
  }

  #inMap(line: Line, indent: number, isItem: boolean): void {
    const match = indent === 0 && !isItem ? key.exec(line.text.trimEnd()) : null
    if (match !== null) {
      const name = match[1] ?? match[2] ?? match[3] ?? ''
      const value = match[4] ?? ''
      if (this.#lists.has(name)) {
        this.#release()
        ;[this.#list, this.#indent] = [name, undefined]
        if (!noValue.test(value)) this.#hold('whole', { ...line, text: value })
        return
      }
      if (this.#list !== undefined) this.#release()
      this.#list = undefined
      this.#hold('fields', line)
    } else if (this.#list === undefined) this.#hold('fields', line)
    else if (this.#held?.kind === 'whole') this.#hold('whole', line)
    else this.#inList(line, indent, isItem)
  }

  #inList(line: Line, indent: number, isItem: boolean): void {
    if (isItem) this.#indent ??= indent
    // What stands further left than the items is none: it is held alone, for whoever parses it to refuse.
    if ((isItem && indent === this.#indent) || indent < (this.#indent ?? 0) || this.#held === undefined) this.#release()
    this.#hold('item', line)
  }

  #hold(kind: 'fields' | 'item' | 'whole', line: Line): void {
    const held = (this.#held ??= { kind, lines: [], chars: 0 })
    // Blank lines are part of a text where it goes on behind them, and nothing where it does not.
    const blanks = held.lines.length === 0 ? [] : this.#blanks
    this.#blanks = []
    held.chars += blanks.reduce((chars, { text }) => chars + text.length + 1, line.text.length)
    // Beyond the bound the first line is kept, to show, and the number of characters.
    if (held.chars > feedLimits.rowMaxChars && held.lines.length > 1) held.lines.length = 1
    if (held.chars > feedLimits.rowMaxChars && held.lines.length > 0) return
    held.lines.push(...blanks, line)
  }

  #release(): void {
    const held = this.#held
    const [first] = held?.lines ?? []
    this.#held = undefined
    this.#blanks = []
    if (held === undefined || first === undefined) return
    const tooLong = held.chars > feedLimits.rowMaxChars || held.lines.length > feedLimits.recordMaxLines
    const faulty = tooLong ? 'row-too-long' : held.lines.find(({ fault }) => fault !== undefined)?.fault
    this.#started = true
    this.#frames.push({
      kind: held.kind,
      list: this.#list,
      line: first.line,
      text: held.lines.map(({ text }) => text).join('\n'),
      open: held.lines.at(-1)?.open ?? false,
      fault: faulty === undefined ? undefined : { code: faulty, reason: lineFaults[faulty] },
    })
  }

  #startDocument({ line, open }: Line): void {
    this.#release()
    ;[this.#root, this.#list, this.#indent] = [undefined, undefined, undefined]
    if (this.#started) this.#frames.push({ kind: 'start', list: undefined, line, text: '', open, fault: undefined })
  }
}
