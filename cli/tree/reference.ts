// Commands that explain.
import type { Command } from 'commander'
import type { Attach } from '../program.ts'

export function referenceCommands(program: Command, attach: Attach, tree: () => Command): void {
  program.commandsGroup('Explain:')
  attach(
    program
      .command('categories')
      .summary('list the categories')
      .description('Lists the categories of indicators with their groups.'),
    async () => (await import('../commands/reference.ts')).listCategories,
  )
  attach(
    program
      .command('errors')
      .summary('explain an error code')
      .description('Explains error codes: what each means and what to do.')
      .argument('[code...]', 'codes; left out: all of them'),
    async () => (await import('../commands/reference.ts')).errors,
  )
  attach(
    program
      .command('completion')
      .summary('shell completion')
      .description('Prints the completion script for a shell, for example: source <(entente completion bash)')
      .argument('<shell>', 'bash, zsh or fish'),
    async () => {
      const { completion } = await import('../commands/completion.ts')
      return completion(tree())
    },
  )
}
