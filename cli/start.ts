// Runs one command line and gives its exit code.
import { homeFolder } from '../node/home/paths.ts'
import { version } from '../node/version.ts'
import { type Exit, exitCodes } from './codes.ts'
import { CliError, tell } from './errors.ts'
import type { Invocation } from './invocation.ts'
import { type Output, createOutput } from './output.ts'
import { CommanderError, type GlobalOptions, createProgram } from './program.ts'

/** Never rejects; resolves when what was written is out. */
export async function start(argv: readonly string[]): Promise<number> {
  const stop = new AbortController()
  let interrupts = 0
  const interrupt = (): void => {
    // A second one does not wait for a clean end.
    if (++interrupts > 1) process.exit(exitCodes.interrupted.code)
    stop.abort(new CliError('interrupted', 'interrupted'))
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)

  let output = outputFor({ json: argv.includes('--json') })
  const invoke = (global: GlobalOptions): Invocation => {
    output = outputFor(global)
    const env = process.env['ENTENTE_HOME']
    return {
      home: homeFolder(global.home, env),
      homeNamed: global.home !== undefined || (env !== undefined && env !== ''),
      tokenFile: global.tokenFile ?? named(process.env['ENTENTE_TOKEN_FILE']),
      purpose: global.purpose,
      output,
      signal: stop.signal,
    }
  }
  let exit: Exit = 'ok'
  try {
    await createProgram(version, invoke, (ended) => (exit = ended)).parseAsync(argv)
  } catch (error) {
    exit = await report(error, output, stop.signal)
  }
  output.draw('')
  await Promise.all([flushed(process.stdout), flushed(process.stderr)])
  return exitCodes[exit].code
}

function named(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}

/** Resolves when what was written is out, or its reader is gone: what a slow reader has not taken yet is lost at exit. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()))
}

function outputFor(global: GlobalOptions): Output {
  return createOutput({
    json: global.json ?? false,
    quiet: global.quiet ?? false,
    color: global.color === false ? false : undefined,
    onClosed: () => process.exit(exitCodes['output-closed'].code),
  })
}

async function report(error: unknown, output: Output, signal: AbortSignal): Promise<Exit> {
  if (error instanceof CommanderError) {
    // Help and version are no errors.
    if (error.exitCode === 0) return 'ok'
    // A command group without its command: its help is the answer, and is printed.
    if (error.code === 'commander.help') return 'usage'
    const message = error.message.replace(/^error: /, '')
    output.complain({ ...(await tell(new CliError('usage', message))) })
    return 'usage'
  }
  const told = await tell(signal.aborted ? signal.reason : error)
  if (told.exit !== 'interrupted' || output.json) output.complain(told)
  if (told.code === 'internal' && process.env['ENTENTE_DEBUG'] !== undefined && error instanceof Error) {
    process.stderr.write(`${error.stack ?? ''}\n`)
  }
  return told.exit
}
