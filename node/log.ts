// The node's log: one JSON object a line, to a stream that the caller names. Statements, tokens and keys never go in.

export const logLevels = ['error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

export type Fields = Readonly<Record<string, unknown>>

export interface Log {
  error(event: string, fields?: Fields): void
  warn(event: string, fields?: Fields): void
  info(event: string, fields?: Fields): void
  debug(event: string, fields?: Fields): void
}

export interface LogOptions {
  readonly level: LogLevel
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly write: (line: string) => void
}

export function createLog({ level, clock, write }: LogOptions): Log {
  const shown = logLevels.indexOf(level)
  const at =
    (name: LogLevel) =>
    (event: string, fields: Fields = {}): void => {
      if (logLevels.indexOf(name) > shown) return
      write(`${JSON.stringify({ time: new Date(clock()).toISOString(), level: name, event, ...plain(fields) })}\n`)
    }
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') }
}

export const silentLog: Log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} }

/** Errors as their code and message: JSON would make `{}` of them. */
function plain(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      value instanceof Error ? `${'code' in value ? `${String(value.code)}: ` : ''}${value.message}` : value,
    ]),
  )
}
