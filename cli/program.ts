// The tree of commands: names, arguments, options and help. A command's code is loaded when it runs, and not before.
import { Command, CommanderError, Option } from 'commander'
import type { Exit } from './codes.ts'
import type { Invocation, Run } from './invocation.ts'
import { auditCommands } from './tree/audit.ts'
import { audienceCommands } from './tree/audience.ts'
import { deliveryCommands } from './tree/delivery.ts'
import { laneCommands } from './tree/lanes.ts'
import { nodeCommands } from './tree/node.ts'
import { networkCommands } from './tree/network.ts'
import { publishCommands } from './tree/publish.ts'
import { qualityCommands } from './tree/quality.ts'
import { readCommands } from './tree/read.ts'
import { referenceCommands } from './tree/reference.ts'
import { tokenCommands } from './tree/tokens.ts'
import { taxiiCommands } from './tree/taxii.ts'
import { webhookCommands } from './tree/webhooks.ts'

export interface GlobalOptions {
  readonly home?: string
  readonly tokenFile?: string
  readonly purpose?: string
  readonly json?: boolean
  readonly quiet?: boolean
  /** false with --no-color, otherwise true */
  readonly color?: boolean
}

/** Ties a command of the tree to its code. */
export type Attach = (command: Command, load: () => Promise<Run<never>>) => Command

/** Builds the tree. `invoke` is called with the options that are common to all, and gives what each command gets. */
export function createProgram(
  version: string,
  invoke: (global: GlobalOptions) => Invocation,
  ended: (exit: Exit) => void,
): Command {
  const program = new Command('entente')
    .description('Share crypto-crime intelligence with partners: every statement signed, every answer with its source.')
    .version(version, '--version', 'print the version')
    .option('--home <dir>', 'home of the node (default: ENTENTE_HOME, or ~/.entente)')
    .option(
      '--token-file <file>',
      'ask as the holder of the token in this file (default: ENTENTE_TOKEN_FILE, or as the operator)',
    )
    .option('--purpose <text>', 'why, for the audit log: a case reference')
    .option('--json', 'JSON on stdout, one object a line; errors as JSON on stderr')
    .option('--quiet', 'nothing on stderr but errors')
    .option('--no-color', 'no colours (also: NO_COLOR)')
    .helpOption('-h, --help', 'show help')
    .addHelpCommand(new Command('help').argument('[command]').summary('show help for a command').helpGroup('Explain:'))
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
  const attach: Attach = (command, load) =>
    command.action(async () => {
      const invocation = invoke(command.optsWithGlobals<GlobalOptions>())
      const run = (await load()) as Run<object>
      ended(await run(invocation, command.args, command.opts()))
    })
  program.commandsGroup('Try:')
  nodeCommands(program, attach)
  auditCommands(program, attach)
  readCommands(program, attach)
  laneCommands(program, attach)
  publishCommands(program, attach)
  qualityCommands(program, attach)
  deliveryCommands(program, attach)
  audienceCommands(program, attach)
  networkCommands(program, attach)
  tokenCommands(program, attach)
  webhookCommands(program, attach)
  taxiiCommands(program, attach)
  referenceCommands(program, attach, () => program)
  for (const command of everyCommand(program)) {
    if (command !== program) command.copyInheritedSettings(program).configureHelp({ showGlobalOptions: true })
  }
  return program
}

/** The command and all below it, in the order of the tree. */
export function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)]
}

/** An option that may stand several times. */
export function repeated(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: string[] | undefined) => [
    ...(before ?? []),
    value,
  ])
}

export { Command, CommanderError, Option }
