// Commands by which the operator lets others inside the member read and publish.
import type { Command } from 'commander'
import type { Attach } from '../program.ts'

export function tokenCommands(program: Command, attach: Attach): void {
  program.commandsGroup('Let others in:')
  const token = program
    .command('token')
    .summary('make, list and revoke API tokens')
    .description('API tokens: who inside this member may read and publish, up to which marking, and for how long.')
  attach(
    token
      .command('create')
      .summary('make a token')
      .description('Makes a token and shows its secret, which is never shown again. What is kept of it is a hash.')
      .requiredOption('--name <name>', 'who will hold it; TLP:RED names its readers by this name')
      .requiredOption('--role <role>', 'staff, client, feed or admin')
      .requiredOption('--clearance <label>', 'highest marking that it may read and publish')
      .option('--groups <groups>', 'charter groups for which a client has a need to know, by comma')
      .option(
        '--scopes <scopes>',
        'what it may do, by comma: read, watch, evidence, publish, import, force, network, audit, admin',
      )
      .option('--expires <when>', 'a span such as 90d or 12h, or a date', '90d')
      .option('--rate <count>', 'requests a minute', '600')
      .option('--out <file>', 'write the secret to a new file for its owner alone, instead of showing it'),
    async () => (await import('../commands/token.ts')).create,
  )
  attach(
    token
      .command('list')
      .summary('list the tokens')
      .description('Lists the tokens in force, with what the charter leaves of their clearance.')
      .option('--all', 'also those that expired or were revoked'),
    async () => (await import('../commands/token.ts')).list,
  )
  attach(
    token
      .command('show')
      .summary('show a token')
      .description('Shows a token, or all that one person holds. Its secret is not kept and not shown.')
      .argument('<token>', 'id of a token, or the name of its holder'),
    async () => (await import('../commands/token.ts')).show,
  )
  attach(
    token
      .command('revoke')
      .summary('revoke a token')
      .description('Revokes a token, or all that one person holds, at once: what they have open ends.')
      .argument('<token>', 'id of a token, or the name of its holder'),
    async () => (await import('../commands/token.ts')).revoke,
  )
}
