// Commands about the TAXII server.
import type { Command } from 'commander'
import type { Attach } from '../program.ts'
import { filtering } from './filtering.ts'

export function taxiiCommands(program: Command, attach: Attach): void {
  const collection = program
    .command('taxii')
    .summary('the TAXII 2.1 server of this node')
    .description('The TAXII 2.1 server of this node, at /taxii2/ of its API over HTTP.')
    .command('collection')
    .summary('saved filters as collections')
    .description('Saved filters, each a collection of the TAXII server. Collections of labels are there without.')
  const load = async () => import('../commands/taxii.ts')
  attach(
    filtering(
      collection
        .command('add')
        .summary('save a filter as a collection')
        .description('Saves a filter as a collection. Each reader finds in it what matches and what it may read.')
        .argument('<name>', 'name, and alias in paths')
        .option('--description <text>', 'what clients are told of it'),
      '--of-feed <name>',
    ),
    async () => (await load()).add,
  )
  attach(
    collection.command('list').summary('saved filters').description('Saved filters and the ids of their collections.'),
    async () => (await load()).list,
  )
  attach(
    collection
      .command('remove')
      .summary('remove a saved filter')
      .description('Removes a saved filter. What stood in its collection stays in the others.')
      .argument('<name>'),
    async () => (await load()).remove,
  )
}
