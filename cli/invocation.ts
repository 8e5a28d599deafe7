// What every command gets: where the home is, where to write, when to stop.
import type { Exit } from './codes.ts'
import type { Output } from './output.ts'

export interface Invocation {
  /** The folder of the home, absolute. */
  readonly home: string
  /** Whether --home or ENTENTE_HOME named it. */
  readonly homeNamed: boolean
  /** The file of the token as whose holder the node is asked; `undefined`: as its operator. */
  readonly tokenFile: string | undefined
  /** Why, for the node's audit log. */
  readonly purpose: string | undefined
  readonly output: Output
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal
}

/** One command. Throws errors with codes; returns how the process ends. */
export type Run<Options> = (invocation: Invocation, args: readonly string[], options: Options) => Promise<Exit>
