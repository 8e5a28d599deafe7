// Commands that say something to the network.
import type { Command } from 'commander'
import { type Attach, repeated } from '../program.ts'
import { feedCommands } from './feed.ts'
import { protectCommands } from './quality.ts'

export function publishCommands(program: Command, attach: Attach): void {
  program.commandsGroup('Share:')
  attach(
    common(
      program
        .command('publish')
        .summary('publish indicators')
        .description(
          'Publishes indicators. With - statements are read from stdin as JSON Lines, and each is answered in order once ' +
            'it is durable: {"id","result","subject"} or {"error"}.',
        )
        .argument('<value...>', 'addresses, transactions, domains, URLs, IPs, ...; - reads JSON Lines from stdin'),
    )
      .option('--category <category>', 'what it is, as entente categories lists them')
      .addOption(repeated('--reader <name>', 'TLP:RED: who may read it: NAME or NAME@member; may stand several times'))
      .option('--replaces <id>', 'say it instead of this statement, also where more may have it then')
      .option('--kind <kind>', 'kind of the value, where it is not plain: address, domain, ip, file-hash, ...')
      .option('--chain <chain>', 'chain of an address or transaction, where it is not plain')
      .option('--role <role>', 'actor, victim, mention or service')
      .option('--basis <basis>', 'what it rests on: ownership, forensic, authority-data, heuristic, ...')
      .option('--feed <name>', 'feed that it belongs to (default: manual)')
      .option('--source <source>', 'public source behind it')
      .option('--record <key>', 'key of the record at that source')
      .option('--first-seen <time>', 'ISO 8601')
      .option('--last-seen <time>', 'ISO 8601')
      .option('--valid-until <time>', 'ISO 8601; it expires then')
      .option('--force', 'say it although the gate of quality holds it; the audit log tells'),
    async () => (await import('../commands/publish.ts')).publish,
  )
  attach(
    common(
      program
        .command('sighting')
        .summary('say that something was seen')
        .description('Says that a value was seen, or what a statement speaks of.')
        .argument('<value>', 'a value, or the id of a statement'),
    )
      .option('--kind <kind>', 'kind of the value, where it is not plain')
      .option('--chain <chain>', 'chain of an address or transaction, where it is not plain')
      .option('--count <count>', 'how often', '1')
      .option('--first-seen <time>', 'ISO 8601')
      .option('--last-seen <time>', 'ISO 8601 (default: now)')
      .option('--force', 'say it although the gate of quality holds it; the audit log tells'),
    async () => (await import('../commands/speak.ts')).sighting,
  )
  attach(
    program
      .command('dispute')
      .summary('dispute a statement of a partner, such as a false positive')
      .description('Disputes a statement. It stands until its author withdraws, or this member withdraws the dispute.')
      .argument('<id>', 'statement id')
      .option('--reason <code>', 'such as false-positive, wrong-category, outdated', 'false-positive')
      .option('--description <text>', 'why'),
    async () => (await import('../commands/speak.ts')).dispute,
  )
  attach(
    program
      .command('withdraw')
      .summary('withdraw a statement of this member')
      .description('Withdraws a statement of this member. Its feed does not publish it again until the row changes.')
      .argument('<id>', 'statement id')
      .option('--reason <code>', 'such as error, resolved, outdated')
      .option('--description <text>', 'why'),
    async () => (await import('../commands/speak.ts')).withdraw,
  )
  protectCommands(program, attach)
  feedCommands(program, attach)
}

/** Where something is said. */
export function where(command: Command): Command {
  return command
    .option(
      '--audience <expression>',
      'who may receive it: everyone, group:NAME, kind:exchange, not jurisdiction:US, ...',
    )
    .option('--history', 'whoever is entitled later may read what was said to this audience before')
    .option('--pap <label>', 'PAP:CLEAR, PAP:GREEN, PAP:AMBER or PAP:RED')
    .addOption(repeated('--action <name>', 'permitted action (IEP 2.0); may stand several times'))
    .option('--jurisdictions <codes>', 'where alone it may be used: ISO 3166-1 alpha-2, by comma')
    .option('--no-republish', 'others may not publish it again')
}

function common(command: Command): Command {
  return where(command.option('--marking <label>', 'TLP 2.0 label (default: TLP:GREEN)'))
    .option('--confidence <percent>', 'how sure, 0 to 100')
    .option('--description <text>', 'in words')
    .addOption(repeated('--label <label>', 'a label; may stand several times'))
    .addOption(repeated('--reference <url>', 'URL of a report; may stand several times'))
}
