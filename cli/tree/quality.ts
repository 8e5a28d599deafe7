// Commands about what is held back before it is said: protected subjects, warninglists, and what was held.
import type { Command } from 'commander'
import { type Attach, repeated } from '../program.ts'
import { where } from './publish.ts'

export function protectCommands(program: Command, attach: Attach): void {
  const load = async () => import('../commands/protect.ts')
  const protect = attach(
    where(
      program
        .command('protect')
        .summary('say that subjects are our own: members are asked before they accuse them')
        .description(
          'Says that values are this member’s own, such as a hot wallet or a domain. Members who receive it do not ' +
            'accuse them without --force. A domain stands for all names below it. It ends with entente withdraw ID.',
        )
        .argument('<value...>', 'addresses, domains, URLs, IPs, ...')
        .option('--marking <label>', 'TLP 2.0 label (default: TLP:GREEN)'),
    )
      .addOption(repeated('--reader <name>', 'TLP:RED: who may read it: NAME or NAME@member; may stand several times'))
      .option('--kind <kind>', 'kind of the values, where it is not plain')
      .option('--chain <chain>', 'chain of an address, where it is not plain')
      .option('--description <text>', 'in words')
      .addOption(repeated('--label <label>', 'a label; may stand several times'))
      .addOption(repeated('--reference <url>', 'URL that shows it; may stand several times'))
      .option('--valid-until <time>', 'ISO 8601; it expires then'),
    async () => (await load()).protect,
  )
  attach(
    protect
      .command('list')
      .summary('what members protect')
      .description('Subjects that members protect, in order of arrival.')
      .option('--author <member>', 'member id')
      .option('--limit <count>', 'at most so many', '1000')
      .option('--history', 'also what was replaced, withdrawn, has expired or is suspect'),
    async () => (await load()).list,
  )
}
