// Commands about feeds: importing files, looking at how they would be read, and the formats.
import type { Command } from 'commander'
import { type Attach, repeated } from '../program.ts'

export function feedCommands(program: Command, attach: Attach): void {
  const feed = program.command('feed').summary('import feeds').description('Imports feeds of indicators.')
  attach(
    reading(
      feed
        .command('import')
        .summary('import a feed file')
        .description(
          'Streams a file to the node, which publishes what is new and replaces what changed. Rows that are wrong are ' +
            'reported with line, value and reason in the rejects file, and the others go on. gzip, zstd and zip are unpacked.',
        )
        .argument('<file>', 'the file; - is stdin')
        .option('--feed <name>', 'name under which the feed is known (default: after the file)')
        .requiredOption('--marking <label>', 'TLP 2.0 label; rows that state a stricter one keep that')
        .option('--audience <expression>', 'who may receive it: group:NAME, kind:exchange, not jurisdiction:US, ...')
        .option('--history', 'whoever is entitled later may read what was said to this audience before')
        .option('--pap <label>', 'PAP:CLEAR, PAP:GREEN, PAP:AMBER or PAP:RED')
        .addOption(repeated('--action <name>', 'permitted action (IEP 2.0); may stand several times'))
        .option('--jurisdictions <codes>', 'where alone it may be used: ISO 3166-1 alpha-2, by comma')
        .option('--no-republish', 'others may not publish it again')
        .option('--widen', 'let more have what the feed said to fewer before'),
    ).option('--rejects <file>', 'where rejected rows are written (default: FEED.rejects.jsonl in this folder)'),
    async () => (await import('../commands/feed.ts')).importFeed,
  )
  attach(
    reading(
      feed
        .command('preview')
        .summary('see how a feed file would be read')
        .description(
          'Reads the first rows of a file as an import would and shows what they say, or why they are refused. Needs no ' +
            'node and publishes nothing. For a table without --columns a mapping is guessed and told, to be passed on.',
        )
        .argument('<file>', 'the file; - is stdin'),
    ).option('--rows <count>', 'how many rows', '20'),
    async () => (await import('../commands/feed-preview.ts')).previewFeed,
  )
  attach(
    feed.command('formats').summary('list the formats').description('Lists the formats that the node reads.'),
    async () => (await import('../commands/feed.ts')).formats,
  )
}

/** How a file is read, and what its rows say where they do not say it themselves. */
function reading(command: Command): Command {
  return command
    .option('--format <format>', 'see: entente feed formats', 'auto')
    .option('--category <category>', 'for rows that state none')
    .option('--confidence <percent>', 'for rows that state none, 0 to 100')
    .option('--chain <chain>', 'for rows that state none')
    .option('--kind <kind>', 'kind of the values, for rows that state none')
    .option('--columns <mapping>', 'CSV and TSV: FIELD=COLUMN,... by name or by number from 1')
    .option('--no-header', 'CSV and TSV: the first row is no header')
    .option('--delimiter <character>', 'CSV: between the fields')
    .option('--encoding <encoding>', 'auto, utf-8, latin1, windows-1252, utf-16le, utf-16be')
}
