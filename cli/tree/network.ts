// Commands by which a network is founded and partners join it.
import type { Command } from 'commander'
import type { Attach } from '../program.ts'

export function networkCommands(program: Command, attach: Attach): void {
  program.commandsGroup('Join:')
  const network = program
    .command('network')
    .summary('found a network and admit members')
    .description('Founds a network and admits members, as a governor.')
  attach(
    network
      .command('create')
      .description('Founds a network with the member of this home as its first member and governor.')
      .requiredOption('--name <name>', 'name of the network')
      .option('--expires-days <days>', 'days until the charter must be renewed', '365'),
    async () => (await import('../commands/network.ts')).create,
  )
  attach(
    network
      .command('admit')
      .description('Admits the member of a membership request: signs a new charter and writes the invitation.')
      .argument('<request>', 'file of the membership request')
      .requiredOption('--out <file>', 'file of the invitation to write')
      .option('--clearance <label>', 'highest marking that the member may receive', 'TLP:GREEN')
      .option('--expires-days <days>', 'days until the new charter must be renewed', '365'),
    async () => (await import('../commands/network.ts')).admit,
  )
  attach(
    network
      .command('renew')
      .description('Renews the charter before it expires: signs the same charter anew, with a later end.')
      .option('--expires-days <days>', 'days until the new charter must be renewed', '365')
      .option('--out <file>', 'where the charter goes if more governors must sign it', 'renewal.charter'),
    async () => (await import('../commands/network.ts')).renew,
  )
  attach(
    program
      .command('member')
      .summary('ask for membership')
      .description('Asks the governors of a network for membership.')
      .command('request')
      .description('Writes the membership request of this home: public keys and profile, to be sent to a governor.')
      .requiredOption('--out <file>', 'file to write'),
    async () => (await import('../commands/network.ts')).request,
  )
  attach(
    program
      .command('node')
      .summary('join a network')
      .description('Makes the node of this home part of a network.')
      .command('join')
      .description(
        'Joins the network of an invitation: checks it, pins the network id, certifies the node of this home.',
      )
      .argument('<invitation>', 'file that the governor sent')
      .option('--network <id>', 'network id that the governor told you by another way than the file')
      .option('--bootstrap <multiaddr...>', 'nodes to dial first, where the invitation names no address'),
    async () => (await import('../commands/network.ts')).join,
  )
}
