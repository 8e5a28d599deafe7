// Every code that anybody can be shown, room by room: for `entente errors` and docs/errors.md.
import { codeTables } from '../node/codes.ts'
import { cliCodes } from './codes.ts'

export interface ExplainedCode {
  readonly code: string
  readonly room: string
  readonly meaning: string
  readonly hint: string
}

export function allCodes(): ExplainedCode[] {
  return Object.entries({ ...codeTables, cli: cliCodes }).flatMap(([room, table]) =>
    Object.entries<{ readonly meaning: string; readonly hint: string }>(table).map(([code, { meaning, hint }]) => ({
      code,
      room,
      meaning,
      hint,
    })),
  )
}
