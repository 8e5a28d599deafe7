// The error of the command line, and what any error is told as: a message, a code, a hint, an exit code.
import { type CliCode, type Exit, cliCodes } from './codes.ts'

export class CliError extends Error {
  readonly code: CliCode
  readonly hint: string

  constructor(code: CliCode, message: string, options: ErrorOptions & { hint?: string } = {}) {
    super(message, options)
    this.name = 'CliError'
    this.code = code
    this.hint = options.hint ?? cliCodes[code].hint
  }
}

/** What the node refused, as its API told it. */
export class RefusedError extends Error {
  readonly code: string
  readonly hint: string
  /** HTTP status, 0 where the refusal was a line of a stream. */
  readonly status: number
  /** Where the command says so itself. */
  readonly exit: Exit | undefined

  constructor(code: string, message: string, hint: string, status: number, exit?: Exit) {
    super(message)
    this.name = 'RefusedError'
    this.code = code
    this.hint = hint
    this.status = status
    this.exit = exit
  }
}

export interface Told {
  readonly code: string
  readonly message: string
  readonly hint: string
  readonly exit: Exit
}

/** How `error` is told. Errors of the rooms of the node carry a code, whose hint is looked up. */
export async function tell(error: unknown): Promise<Told> {
  if (error instanceof CliError) {
    return { code: error.code, message: error.message, hint: error.hint, exit: cliCodes[error.code].exit }
  }
  if (error instanceof RefusedError) {
    return { code: error.code, message: error.message, hint: error.hint, exit: error.exit ?? exitOfStatus(error) }
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return { code: 'interrupted', message: 'interrupted', hint: cliCodes.interrupted.hint, exit: 'interrupted' }
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code !== undefined && error instanceof Error) {
    const { explain } = await import('../node/codes.ts')
    const entry = explain(code)
    // Some know better what was meant than the table of codes does.
    const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : entry?.hint
    if (entry !== undefined && hint !== undefined) return { code, message: error.message, hint, exit: 'refused' }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'internal', message, hint: cliCodes.internal.hint, exit: 'internal' }
}

function exitOfStatus({ status, code }: RefusedError): Exit {
  if (status === 404) return 'not-found'
  if (code === 'stopping' || code === 'api-closing' || code === 'store-failed' || code === 'store-closed')
    return 'unreachable'
  return code === 'internal' ? 'internal' : 'refused'
}
