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

export function qualityCommands(program: Command, attach: Attach): void {
  const list = program
    .command('warninglist')
    .summary('lists of values that are hardly ever a threat')
    .description('Warninglists in the format of MISP. What stands on one is not said to be a threat without --force.')
  const load = async () => import('../commands/warninglist.ts')
  attach(
    list
      .command('add')
      .summary('keep warninglists')
      .description(
        'Keeps warninglists: files as MISP publishes them (list.json), or folders, where every .json file is one. A newer ' +
          'version takes the place of the older one. Ends with 6 where some were refused.',
      )
      .argument('<path...>', 'files or folders; - is stdin'),
    async () => (await load()).add,
  )
  attach(
    list.command('list').summary('those that are kept').description('The warninglists that are kept.'),
    async () => (await load()).list,
  )
  attach(
    list
      .command('show')
      .summary('a warninglist with its entries')
      .description('A warninglist with its entries.')
      .argument('<name>', 'its name, as list shows it'),
    async () => (await load()).show,
  )
  attach(
    list
      .command('remove')
      .summary('keep a warninglist no longer')
      .description('Keeps warninglists no longer.')
      .argument('<name...>', 'their names'),
    async () => (await load()).remove,
  )
  attach(
    list
      .command('test')
      .summary('whether values would be held, and why')
      .description(
        'Whether an accusation of each value would be held: by a warninglist, by the table of burn and system addresses, ' +
          'or by what a member protects. Publishes nothing. Ends with 3 where none would be held.',
      )
      .argument('<value...>', 'values of any kind; - reads one a line from stdin'),
    async () => (await load()).test,
  )
  const quality = program
    .command('quality')
    .summary('what was held before it was said')
    .description('The gate of quality: what was held, and what of all that was said would be held today.')
  attach(
    quality
      .command('held')
      .summary('what was held, and why')
      .description('Counts by feed and code, and the newest of what was held.')
      .option('--limit <count>', 'how many of the newest', '20'),
    async () => (await import('../commands/quality.ts')).held,
  )
  attach(
    quality
      .command('check')
      .summary('what this member says and would be held today')
      .description(
        'Goes through the statements of this member that stand, and shows those that the gate would hold today: a list ' +
          'was added, or a member protected the subject, after they were said. Withdraw them, or leave them.',
      ),
    async () => (await import('../commands/quality.ts')).check,
  )
}
