// Commands about the audit log.
import type { Command } from 'commander'
import { type Attach, repeated } from '../program.ts'

export function auditCommands(program: Command, attach: Attach): void {
  const audit = program
    .command('audit')
    .summary('who published, received, read or refused what, and proof of it')
    .description(
      'The audit log of the node: every publication, disclosure, read of restricted statements, refusal, token and key ' +
        'act, in a chain of hashes. A checkpoint that is kept elsewhere later proves that nothing before it was rewritten.',
    )
  attach(
    audit
      .command('log')
      .description('Entries by filter, oldest first: the newest that fit, or those behind --after.')
      .option('--since <time>', 'at or after, ISO 8601')
      .option('--until <time>', 'before, ISO 8601')
      .option('--action <action>', 'publish, withdraw, disclose, receive, read, refuse, token-create, key-epoch, ...')
      .option('--actor <actor>', 'operator, token:ID, peer:MEMBER, node, ...; token is every token')
      .option('--object <id>', 'bundle, statement, lane, token or control object')
      .option('--after <number>', 'only entries behind this number')
      .option('--limit <count>', 'at most so many', '100')
      .option('--follow', 'go on with entries as they are written, until interrupted'),
    async () => (await import('../commands/audit.ts')).log,
  )
  attach(
    audit
      .command('verify')
      .description(
        'Walks the chain and names the first entry that was deleted, changed or moved. With --checkpoint also proves that ' +
          'the log was not made anew or cut since. With --file verifies an exported log, without a node. Ends with 7 where ' +
          'something is wrong.',
      )
      .addOption(repeated('--checkpoint <file>', 'a checkpoint that was kept elsewhere; may stand several times'))
      .option('--file <file>', 'an exported log; - is stdin')
      .option('--network <id>', 'with --file: the network id that you trust; left out: the one of the home')
      .option('--node <key>', 'with --file: the key of the node whose log it is; left out: the one of the home'),
    async () => (await import('../commands/audit-verify.ts')).verify,
  )
  attach(
    audit
      .command('export')
      .description('Writes the log to a file that is verified without a node; its last line is a signed checkpoint.')
      .option('--out <file>', 'file to write; - is stdout (default: audit-DATE.jsonl)')
      .option('--from <number>', 'begin with this entry', '1'),
    async () => (await import('../commands/audit.ts')).exportLog,
  )
  attach(
    audit
      .command('checkpoint')
      .description(
        'Signs number and hash of the last entry. Keep the file where nobody who runs the node can change it.',
      )
      .option('--out <file>', 'file to write; - is stdout (default: audit-NUMBER.checkpoint)'),
    async () => (await import('../commands/audit.ts')).checkpoint,
  )
}
