// Commands about audiences.
import type { Command } from 'commander'
import type { Attach } from '../program.ts'

export function audienceCommands(program: Command, attach: Attach): void {
  const audience = program
    .command('audience')
    .summary('who would receive what is said to an audience')
    .description('Audiences: who may receive, as an expression over the charter.')
  attach(
    audience
      .command('test')
      .summary('who would receive, before anything is published')
      .description(
        'Which members would receive what is said to an audience, which would not, and why. Nothing is published. Ends ' +
          'with 4 where publishing would be refused: audience-empty where nobody would receive it.',
      )
      .argument('<expression>', 'such as "group:fraud and not jurisdiction:US", kind:exchange,bank, member:acme')
      .option('--marking <label>', 'TLP 2.0 label (default: TLP:GREEN)')
      .option('--jurisdictions <codes>', 'where alone it may be used: ISO 3166-1 alpha-2, by comma')
      .option('--history', 'whoever is entitled later may read what was said to this audience before'),
    async () => (await import('../commands/audience.ts')).testAudience,
  )
}
