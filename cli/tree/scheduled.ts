// Commands about feeds that the node reads again and again.
import type { Command } from 'commander'
import type { Attach } from '../program.ts'
import { fetching, marked, reading } from './feed-options.ts'

export function scheduledCommands(feed: Command, attach: Attach): void {
  const load = async () => import('../commands/feeds.ts')
  attach(
    fetching(
      marked(
        reading(
          feed
            .command('add')
            .summary('read a feed again and again')
            .description(
              'The node reads the feed at an interval: it publishes what is new, replaces what changed and withdraws what ' +
                'vanished, unless too much did: then it asks (entente feed held). The source is looked at before it is kept.',
            )
            .argument('<source>', 'an http or https URL, a file or a folder')
            .option('--name <name>', 'name of the feed (default: after its source)'),
        ),
      ),
    )
      .requiredOption('--every <span>', 'how often: 15m, 1h, 1d, ...')
      .option('--max-loss <percent>', 'how much of the feed may vanish unasked (default: 20; ten rows may always)')
      .option('--force', 'publish what the quality gate would hold')
      .option('--replace', 'change the settings of a feed that is there')
      .option('--no-check', 'keep it without looking at the source')
      .option('--dry-run', 'look at the source, and keep nothing'),
    async () => (await load()).add,
  )
  attach(
    feed.command('list').summary('scheduled feeds').description('Scheduled feeds: how each is, its last and next run.'),
    async () => (await load()).list,
  )
  attach(
    feed
      .command('show')
      .summary('a scheduled feed')
      .description('A feed with its settings and its last run.')
      .argument('<name>'),
    async () => (await load()).show,
  )
  attach(
    feed
      .command('run')
      .summary('run a feed now')
      .description('Runs a scheduled feed now, with progress and the totals of an import.')
      .argument('<name>')
      .option('--confirm', 'withdraw what vanished and is held')
      .option('--rejects <file>', 'where rejected rows are written (default: NAME.rejects.jsonl in this folder)'),
    async () => (await load()).run,
  )
  attach(
    feed
      .command('held')
      .summary('what vanished and is held')
      .description('What vanished from a feed and is held, because it is too much to be withdrawn unasked.')
      .argument('<name>')
      .option('--all', 'every statement, not the first 20 alone'),
    async () => (await load()).held,
  )
  attach(
    feed
      .command('confirm')
      .summary('withdraw what is held')
      .description('Runs a feed now, and withdraws what vanished from it and was held.')
      .argument('<name>')
      .option('--rejects <file>', 'where rejected rows are written (default: NAME.rejects.jsonl in this folder)'),
    async () => (await load()).confirm,
  )
  attach(
    feed
      .command('history')
      .summary('the runs of a feed')
      .description('The last 100 runs of a feed, oldest first: what each came to, and why it failed.')
      .argument('<name>'),
    async () => (await load()).history,
  )
  attach(
    feed
      .command('pause')
      .summary('pause a feed')
      .description('Runs a feed no more until it is resumed.')
      .argument('<name>'),
    async () => (await load()).pause,
  )
  attach(
    feed
      .command('resume')
      .summary('go on with a feed')
      .description('Goes on with a feed that was paused.')
      .argument('<name>'),
    async () => (await load()).resume,
  )
  attach(
    feed
      .command('remove')
      .summary('read a feed no more')
      .description('Forgets a feed. What it said stands, unless it is withdrawn along with it.')
      .argument('<name>')
      .option('--withdraw', 'withdraw everything that the feed says'),
    async () => (await load()).remove,
  )
}
