// Commands about feeds: importing them once, reading them again and again, looking at how they would be read, and the formats.
import type { Command } from 'commander'
import type { Attach } from '../program.ts'
import { fetching, marked, reading } from './feed-options.ts'
import { scheduledCommands } from './scheduled.ts'

export function feedCommands(program: Command, attach: Attach): void {
  const feed = program
    .command('feed')
    .summary('import feeds')
    .description('Feeds of indicators: imported once, or read again and again.')
  attach(
    fetching(
      marked(
        reading(
          feed
            .command('import')
            .summary('import a feed once')
            .description(
              'Streams a file to the node, which publishes what is new and replaces what changed; of a folder or URL the node ' +
                'reads the files itself: a MISP feed by its manifest, a TAXII collection page by page. Rows that are wrong are ' +
                'reported with line, value and reason in the rejects file, and the others go on. gzip, zstd and zip are unpacked.',
            )
            .argument('<file>', 'a file, a folder, or an http or https URL; - is stdin')
            .option('--feed <name>', 'name under which the feed is known (default: after the file)'),
        ),
      )
        .option('--widen', 'let more have what the feed said to fewer before')
        .option('--force', 'say what the gate of quality holds, too; the audit log tells'),
    ).option('--rejects <file>', 'where rejected rows are written (default: FEED.rejects.jsonl in this folder)'),
    async () => (await import('../commands/feed.ts')).importFeed,
  )
  attach(
    marked(
      feed
        .command('push')
        .summary('push a batch of rows once under its key')
        .description(
          'Sends one batch (JSON Lines, STIX or TAXII) and tells what each row came to when all is durable. While the node is ' +
            'busy or away it is sent again under the same key: nothing is published twice, and nothing is lost.',
        )
        .argument('<file>', 'the file; - is stdin')
        .option('--feed <name>', 'name under which the feed is known (default: after the file)')
        .option('--key <key>', 'idempotency key: new for each batch, the same to repeat one (default: a random one)')
        .option('--format <format>', 'auto, jsonl, stix or taxii', 'auto')
        .option('--category <category>', 'for rows that state none')
        .option('--confidence <percent>', 'for rows that state none, 0 to 100')
        .option('--chain <chain>', 'for rows that state none')
        .option('--kind <kind>', 'kind of the values, for rows that state none')
        .option('--widen', 'let more have what the feed said to fewer before')
        .option('--force', 'say what the gate of quality holds, too; the audit log tells')
        .option('--try-for <span>', 'how long it is tried again, such as 10m', '5m'),
    ).option('--rejects <file>', 'where rejected rows are written (default: FEED.rejects.jsonl in this folder)'),
    async () => (await import('../commands/feed-push.ts')).pushFeed,
  )
  scheduledCommands(feed, attach)
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
