// Commands about restricted lanes.
import type { Command } from 'commander'
import type { Attach } from '../program.ts'

export function laneCommands(program: Command, attach: Attach): void {
  const lane = program
    .command('lane')
    .summary('restricted lanes: which are held here, and who holds their keys')
    .description('Restricted lanes: everything above TLP:GREEN, and every audience narrower than the network.')
  attach(
    lane
      .command('list')
      .summary('restricted lanes that are held here')
      .description('Restricted lanes that are held here, with their audience and epoch.'),
    async () => (await import('../commands/lane.ts')).lanes,
  )
  attach(
    lane
      .command('grants')
      .summary('who holds the key of a lane')
      .description('Who was granted the key of the newest epoch of a lane, and whether each may have the next one.')
      .argument('<lane>', 'lane id, as lane list shows it')
      .option('--all', 'earlier epochs, too'),
    async () => (await import('../commands/lane.ts')).grants,
  )
}
