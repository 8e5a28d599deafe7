// Commands that read what is known.
import { type Command, Option } from 'commander'
import { exportFormats } from '../../node/exports/types.ts'
import type { Attach } from '../program.ts'
import { filtering } from './filtering.ts'

export function readCommands(program: Command, attach: Attach): void {
  program.commandsGroup('Ask:')
  attach(
    program
      .command('lookup')
      .summary('what partners say about addresses, domains, URLs, IPs, ...')
      .description(
        'What each partner says about each value, when, at which confidence and from which feed. Ends with 0 when at ' +
          'least one value was found, with 3 when none was.',
      )
      .argument('[value...]', 'values of any kind; - reads one a line from stdin')
      .option('--file <file>', 'read values from a file, one a line')
      .option('--prefix', 'the values are beginnings of addresses')
      .option('--tree', 'domains with all their subdomains')
      .option('--history', 'also what was replaced, withdrawn, has expired or is suspect')
      .option('--limit <count>', 'statements a value', '1000'),
    async () => (await import('../commands/lookup.ts')).lookup,
  )
  attach(
    program
      .command('show')
      .summary('a statement with its full chain')
      .description('A statement with its author, node certificate, charter, bundle, lane position and arrival.')
      .argument('<id>', 'statement id, as lookup shows it'),
    async () => (await import('../commands/show.ts')).show,
  )
  attach(
    filters(
      program
        .command('list')
        .summary('statements by filter, in order of arrival')
        .description('Statements by filter, in order of arrival. The cursor of the last one continues with --after.'),
    )
      .option('--after <cursor>', 'only what arrived after this cursor')
      .option('--limit <count>', 'at most so many', '1000')
      .option('--history', 'also what was replaced, withdrawn, has expired or is suspect'),
    async () => (await import('../commands/list.ts')).list,
  )
  attach(
    filters(
      program
        .command('watch')
        .summary('statements as they arrive')
        .description(
          'Statements as they arrive, until interrupted. With --after, first what arrived since that cursor.',
        ),
    ).option('--after <cursor>', 'begin behind this cursor instead of now'),
    async () => (await import('../commands/list.ts')).watch,
  )
  attach(
    filters(
      program
        .command('export')
        .summary('statements for other tools: STIX, MISP, CSV, blocklists')
        .description(
          'Statements that stand, in the form of another tool: stix (a bundle of STIX 2.1), misp (events; with --out DIR a ' +
            'feed folder), csv, jsonl (lines that another network takes), statements (as list --json gives them), and ' +
            'blocklists of one value a line: hosts, domains, urls, ips, addresses. How many were left out, and why, is told ' +
            'at the end.',
        ),
    )
      .addOption(new Option('--as <format>', 'form of the export').choices(exportFormats).makeOptionMandatory())
      .option('--max-marking <label>', 'strictest TLP label that goes out (blocklists: TLP:CLEAR where left out)')
      .option('--min-confidence <percent>', 'leave out indicators below it, and those that state none')
      .option('--history', 'also what was withdrawn, was replaced or has expired, said as such')
      .option('--disputed', 'blocklists: also what is disputed')
      .option(
        '--restricted',
        'blocklists and misp: also what may not be published again, acted upon, or told to others',
      )
      .option('--out <file>', 'file to write, for misp a folder unless it ends in .json (default: stdout)')
      .option('--replace', 'write over what is there')
      .addOption(new Option('--since <time>').hideHelp())
      .addOption(new Option('--until <time>').hideHelp()),
    async () => (await import('../commands/export.ts')).exportStatements,
  )
  const evidence = program
    .command('evidence')
    .summary('export and verify proofs')
    .description('One statement with everything that proves it: verified offline, without a node.')
  attach(
    evidence
      .command('export')
      .description('Writes a statement with its Merkle proof, header, certificate and charter chain to a file.')
      .argument('<id>', 'statement id')
      .option('--out <file>', 'file to write; - is stdout (default: BUNDLE-INDEX.evidence)'),
    async () => (await import('../commands/evidence.ts')).exportEvidence,
  )
  attach(
    evidence
      .command('verify')
      .description(
        'Verifies an evidence file against a network id. Needs no node; ends with 7 where it does not verify.',
      )
      .argument('<file>', 'evidence file; - is stdin')
      .option('--network <id>', 'the network id that you trust; left out: the one that the home is pinned to'),
    async () => (await import('../commands/evidence.ts')).verifyEvidenceFile,
  )
}

/** The filters of list, watch and export. */
function filters(command: Command): Command {
  return filtering(command, '--feed <name>')
    .option('--from <time>', 'issued at or after, ISO 8601')
    .option('--to <time>', 'issued before, ISO 8601')
}
