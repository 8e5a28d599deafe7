// The command about deliveries.
import type { Command } from 'commander'
import type { Attach } from '../program.ts'

export function deliveryCommands(program: Command, attach: Attach): void {
  attach(
    program
      .command('delivery')
      .summary('who has been given what you said to named members')
      .description(
        'Who of the members that an audience names has been given a statement, and who has acknowledged it, with a ' +
          'signature. Without a statement: all that somebody has not acknowledged yet.',
      )
      .argument('[statement]', 'statement id, as publish and lookup show it'),
    async () => (await import('../commands/delivery.ts')).delivery,
  )
}
