// Every code that anybody can be shown, room by room: for `entente errors` and docs/errors.md.
import { codeTables } from '../node/codes.ts'
import { type Exit, cliCodes, exitCodes } from './codes.ts'

export interface ExplainedCode {
  readonly code: string
  readonly room: string
  readonly meaning: string
  readonly hint: string
  /** Gossip verdict, HTTP status or exit code, by room. */
  readonly extra: string | undefined
}

interface Entry {
  readonly meaning: string
  readonly hint: string
  readonly verdict?: string
  readonly status?: number
  readonly exit?: Exit
}

export function allCodes(): ExplainedCode[] {
  return Object.entries({ ...codeTables, cli: cliCodes }).flatMap(([room, table]) =>
    Object.entries<Entry>(table).map(([code, { meaning, hint, verdict, status, exit }]) => {
      const extra = verdict ?? status ?? (exit === undefined ? undefined : exitCodes[exit].code)
      return { code, room, meaning, hint, extra: extra === undefined ? undefined : String(extra) }
    }),
  )
}
