// Where the command line writes: data on stdout, talk on stderr, both safe on a terminal and quiet when closed.
import { styleText } from 'node:util'
import { cleanJson, cleanText } from './clean.ts'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

export interface Output {
  /** Whether data goes out as JSON, one object a line. */
  readonly json: boolean
  /** Whether stderr is a terminal that may be drawn on. */
  readonly live: boolean
  /** Columns of the terminal, 100 where there is none. */
  readonly columns: number
  /** One JSON object on stdout. Resolves when it may be followed by more. */
  object(value: unknown): Promise<void>
  /** One line of text on stdout. The caller has cleaned what came from others. */
  text(line: string): Promise<void>
  /** One line on stderr, unless --quiet. */
  say(line: string): void
  /** Replaces the line that is drawn on stderr; nothing where it is no terminal. Empty: takes it away. */
  draw(line: string): void
  /** An error on stderr, --quiet or not. */
  complain(told: { code: string; message: string; hint: string }): void
  readonly style: (style: Style | readonly Style[], text: string) => string
}

export interface OutputOptions {
  readonly json: boolean
  readonly quiet: boolean
  /** `undefined`: as the terminal and NO_COLOR have it. */
  readonly color: boolean | undefined
  /** Called when the reader of stdout is gone. */
  readonly onClosed: () => void
}

export function createOutput(options: OutputOptions): Output {
  const { stdout, stderr } = process
  const noColor = process.env['NO_COLOR'] !== undefined && process.env['NO_COLOR'] !== ''
  const color = options.color ?? (stdout.isTTY && !noColor && process.env['TERM'] !== 'dumb')
  const live = stderr.isTTY && !options.quiet && process.env['TERM'] !== 'dumb'
  let drawn = false
  stdout.on('error', () => options.onClosed())
  stderr.on('error', () => undefined)

  const write = (text: string): Promise<void> | undefined => {
    if (stdout.write(text)) return undefined
    return new Promise((resolve) => stdout.once('drain', resolve))
  }
  const clear = (): void => {
    if (drawn) stderr.write('\r\x1b[2K')
    drawn = false
  }
  const output: Output = {
    json: options.json,
    live,
    columns: stdout.columns || 100,
    object: async (value) => {
      await write(`${cleanJson(value)}\n`)
    },
    text: async (line) => {
      if (stdout.isTTY) clear()
      await write(`${line}\n`)
    },
    say: (line) => {
      if (options.quiet) return
      clear()
      stderr.write(`${line}\n`)
    },
    draw: (line) => {
      if (!live) return
      clear()
      if (line === '') return
      stderr.write(line.slice(0, Math.max(20, stderr.columns - 1)))
      drawn = true
    },
    complain: ({ code, message, hint }) => {
      clear()
      if (options.json) stderr.write(`${cleanJson({ error: { code, message, hint } })}\n`)
      else stderr.write(`entente: ${cleanText(message)} [${code}]\nhint: ${cleanText(hint)}\n`)
    },
    style: (style, text) => (color ? styleText(style as Style, text, { validateStream: false }) : text),
  }
  return output
}
