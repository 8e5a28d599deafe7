// What a shell may offer at each place of the command line: made from the tree of commands, so that nothing is missing.
import type { Argument, Command, Option } from 'commander'
import { categories } from '../../protocol/categories.ts'
import { bases, memberKinds, roles, statementKinds, subjectKinds, tlpLabels } from '../../protocol/names.ts'
import { importers } from '../../node/feeds/index.ts'
import { encodings } from '../../node/feeds/types.ts'
import { logLevels } from '../../node/log.ts'
import { everyCommand } from '../program.ts'

/** What follows: one of these words, a file, a folder, or something that nobody can guess. */
export type Offer = readonly string[] | 'file' | 'folder' | 'nothing'

export interface OptionPlace {
  readonly names: readonly string[]
  readonly description: string
  /** What its value is; `undefined` for a flag. */
  readonly value: Offer | undefined
}

export interface Place {
  /** Names of the commands that lead here; empty at the top. */
  readonly path: readonly string[]
  readonly commands: readonly { readonly name: string; readonly description: string }[]
  /** Those of the command and of everything above it. */
  readonly options: readonly OptionPlace[]
  readonly argument: Offer
}

const markings = tlpLabels.names.filter((label) => label === 'TLP:CLEAR' || label === 'TLP:GREEN')

/** Values of options by the long name; by command first where they differ. */
const optionValues: Readonly<Record<string, Offer>> = {
  'init --kind': memberKinds.names,
  'list --kind': statementKinds.names,
  'watch --kind': statementKinds.names,
  '--kind': subjectKinds.names,
  '--subject-kind': subjectKinds.names,
  '--category': categories.map(({ name }) => name),
  '--marking': markings,
  '--clearance': tlpLabels.names.filter((label) => label !== 'TLP:CLEAR'),
  'token create --role': ['staff', 'client', 'feed', 'admin'],
  'token create --clearance': tlpLabels.names,
  '--role': roles.names,
  '--basis': bases.names,
  '--format': [...importers.keys()],
  '--encoding': encodings,
  '--log-level': logLevels,
  '--home': 'folder',
  '--file': 'file',
  '--out': 'file',
  '--rejects': 'file',
  '--root-key-file': 'file',
  '--token-file': 'file',
}

const argumentValues: Readonly<Record<string, Offer>> = {
  file: 'file',
  request: 'file',
  invitation: 'file',
  shell: ['bash', 'zsh', 'fish'],
}

export function placesOf(program: Command): Place[] {
  return everyCommand(program).map((command) => {
    const chain = chainOf(command)
    const path = chain.slice(1).map((one) => one.name())
    return {
      path,
      commands: [
        ...command.commands.map((one) => ({ name: one.name(), description: one.summary() || one.description() })),
        ...(command === program ? [{ name: 'help', description: 'show help for a command' }] : []),
      ],
      options: [
        ...chain.reverse().flatMap((one) => one.options.map((option) => optionPlace(option, path))),
        { names: ['-h', '--help'], description: 'show help', value: undefined },
      ],
      argument: argumentOf(command.registeredArguments[0]),
    }
  })
}

function optionPlace(option: Option, path: readonly string[]): OptionPlace {
  const takes = option.required || option.optional
  const long = option.long ?? ''
  return {
    names: [option.short, option.long].filter((name) => name !== undefined),
    description: option.description,
    value: takes ? (optionValues[`${path.join(' ')} ${long}`] ?? optionValues[long] ?? 'nothing') : undefined,
  }
}

function argumentOf(argument: Argument | undefined): Offer {
  return argument === undefined ? 'nothing' : (argumentValues[argument.name()] ?? 'nothing')
}

/** From the top down to `command`. */
function chainOf(command: Command): Command[] {
  return command.parent === null ? [command] : [...chainOf(command.parent), command]
}
