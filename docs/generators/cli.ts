// docs/cli.md: the command line, from its tree.
import type { Command } from 'commander'
import { exitCodes } from '../../cli/codes.ts'
import { createProgram, everyCommand } from '../../cli/program.ts'
import { table } from './errors.ts'
import { generated } from './pages.ts'

export function cliPage(): string {
  const program = createProgram('0.0.0', never, never)
  const commands = everyCommand(program).filter(
    // A command with commands below it may do something by itself, too.
    (command) => command.commands.length === 0 || command.registeredArguments.length > 0,
  )
  return [
    generated,
    '# Command line',
    '',
    program.description(),
    '',
    'Data goes to stdout, talk to stderr. `--json` writes one JSON object a line. Completion: `entente completion bash`,',
    '`zsh` or `fish`. Commands that publish, import and read ask the node that runs in the home; `verify` and the',
    'commands of a governor also work while it is stopped. `evidence verify`, `doctor`, `feed formats`, `categories` and `errors`',
    'need no node at all.',
    '',
    '## Options of every command',
    '',
    ...optionTable(program),
    '',
    '## Exit codes',
    '',
    ...table(
      ['code', 'when'],
      Object.values(exitCodes).map(({ code, meaning }) => [String(code), meaning]),
    ),
    '',
    ...commands.flatMap((command) => section(command)),
  ].join('\n')
}

function section(command: Command): string[] {
  const words = nameOf(command)
  const args = command.registeredArguments.map((argument) => ({
    usage: argument.required ? `<${argument.name()}${dots(argument)}>` : `[${argument.name()}${dots(argument)}]`,
    description: argument.description,
  }))
  const usage = [words, ...(command.options.length > 0 ? ['[options]'] : []), ...args.map((one) => one.usage)].join(' ')
  return [
    `## ${words}`,
    '',
    '```',
    usage,
    '```',
    '',
    command.description(),
    '',
    ...(args.length === 0
      ? []
      : [
          ...table(
            ['argument', 'meaning'],
            args.map((one) => [`\`${one.usage}\``, one.description]),
          ),
          '',
        ]),
    ...(command.options.length === 0 ? [] : [...optionTable(command), '']),
  ]
}

function optionTable(command: Command): string[] {
  return table(
    ['option', 'meaning'],
    command.options.map((option) => {
      const preset = typeof option.defaultValue === 'string' ? ` (default: ${option.defaultValue})` : ''
      const needed = option.mandatory ? ' (required)' : ''
      return [`\`${option.flags}\``, `${option.description}${preset}${needed}`]
    }),
  )
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`
}

function dots(argument: { readonly variadic: boolean }): string {
  return argument.variadic ? '...' : ''
}

function never(): never {
  throw new TypeError('the tree is only read here')
}
