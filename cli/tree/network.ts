// Commands by which a network is founded and partners join it.
import type { Command } from 'commander'
import type { Attach } from '../program.ts'
import { governCommands } from './govern.ts'
import { keyCommands } from './keys.ts'

export function networkCommands(program: Command, attach: Attach): void {
  program.commandsGroup('Join:')
  const network = program
    .command('network')
    .summary('found a network, admit members, change its charter')
    .description('Founds a network and changes its charter, as a governor.')
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
      .description(
        'Admits the member of a membership request: makes a new charter and, once it is in force, writes the invitation. ' +
          'Where more governors must sign, run it again after it was published.',
      )
      .argument('<request>', 'file of the membership request')
      .requiredOption('--out <file>', 'file of the invitation to write')
      .option('--clearance <label>', 'highest marking that the member may receive', 'TLP:GREEN')
      .option('--expires-days <days>', 'days until the new charter must be renewed', '365')
      .option(
        '--proposal <file>',
        'where the proposal goes if more governors must sign (default: NETWORK-vN.proposal)',
      ),
    async () => (await import('../commands/admit.ts')).admit,
  )
  governCommands(network, attach)
  const member = program
    .command('member')
    .summary('ask for membership, rotate the root key')
    .description('Asks the governors of a network for membership, and rotates the root key of the member.')
  attach(
    member
      .command('request')
      .description('Writes the membership request of this home: public keys and profile, to be sent to a governor.')
      .requiredOption('--out <file>', 'file to write')
      .option(
        '--next-root-key <file>',
        'commit to the root key to come, in this file, which is made where it is not there: no other can follow',
      ),
    async () => (await import('../commands/network.ts')).request,
  )
  const node = program
    .command('node')
    .summary('join a network, revoke and rotate keys')
    .description('Makes the node of this home part of a network, and ends keys that should no longer count.')
  attach(
    node
      .command('join')
      .description(
        'Joins the network of an invitation: checks it, pins the network id, certifies the node of this home.',
      )
      .argument('<invitation>', 'file that the governor sent')
      .option('--network <id>', 'network id that the governor told you by another way than the file')
      .option('--bootstrap <multiaddr...>', 'nodes to dial first, where the invitation names no address'),
    async () => (await import('../commands/network.ts')).join,
  )
  keyCommands(member, node, attach)
}
