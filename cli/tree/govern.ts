// Commands by which governors change the charter of their network.
import type { Command } from 'commander'
import { type Attach, repeated } from '../program.ts'

/** Options of every command that makes a charter. */
function charterOptions(command: Command): Command {
  return command
    .option('--out <file>', 'where the proposal goes if more governors must sign (default: NETWORK-vN.proposal)')
    .option('--expires-days <days>', 'days until the new charter must be renewed, where that is later than its end')
}

/** Where lanes end. */
export function positionOptions(command: Command): Command {
  return command
    .addOption(repeated('--positions <file>', 'positions that another member wrote with: entente network positions'))
    .option('--before <time>', 'what this node holds counts only where it was issued before this time, ISO 8601')
    .addOption(repeated('--last-good <lane=seq>', 'end a lane (its hash) at another number; 0: nothing of it counts'))
}

export function governCommands(network: Command, attach: Attach): void {
  attach(
    network
      .command('members')
      .description('Lists the members that the newest charter names: clearance, status, groups, who governs.'),
    async () => (await import('../commands/members.ts')).members,
  )
  attach(
    charterOptions(
      positionOptions(
        network
          .command('suspend')
          .description(
            'Suspends a member: its nodes get nothing from then on, and its lanes end where this node and the named files ' +
              'hold them. Asked again, it moves those ends on.',
          )
          .argument('<member>', 'member id'),
      ),
    ),
    async () => (await import('../commands/govern.ts')).suspend,
  )
  attach(
    charterOptions(
      positionOptions(
        network
          .command('remove')
          .description('Removes a member for ever, as suspend does, and takes it out of all groups.')
          .argument('<member>', 'member id'),
      ),
    ).option('--yes', 'do it without asking'),
    async () => (await import('../commands/govern.ts')).remove,
  )
  attach(
    charterOptions(
      network
        .command('reinstate')
        .description('Makes a suspended member active again: all of its lanes count, also what it said meanwhile.')
        .argument('<member>', 'member id'),
    ),
    async () => (await import('../commands/govern.ts')).reinstate,
  )
  attach(
    charterOptions(
      network
        .command('clear')
        .description('Sets the highest marking that a member may receive and publish.')
        .argument('<member>', 'member id')
        .requiredOption('--clearance <label>', 'TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED'),
    ),
    async () => (await import('../commands/govern.ts')).clear,
  )
  attach(
    charterOptions(
      network
        .command('group')
        .description('Changes a group of members, or makes it; without a name lists the groups.')
        .argument('[group]', 'name of the group')
        .addOption(repeated('--add <members>', 'member ids, separated by commas'))
        .addOption(repeated('--remove <members>', 'member ids, separated by commas'))
        .option('--delete', 'delete the group'),
    ),
    async () => (await import('../commands/members.ts')).group,
  )
  const governor = network.command('governor').description('Says who governs the network, and with which keys.')
  attach(
    governor
      .command('key')
      .description('Prints the public governor key of this home, which is drawn where there is none.'),
    async () => (await import('../commands/governor.ts')).key,
  )
  attach(
    charterOptions(
      governor
        .command('add')
        .description('Makes an active member a governor, or gives a governor another key.')
        .argument('<member>', 'member id')
        .argument('<key>', 'public key that the member prints with: entente network governor key'),
    ),
    async () => (await import('../commands/governor.ts')).add,
  )
  attach(
    charterOptions(
      governor
        .command('remove')
        .description('Takes the governor keys of a member away.')
        .argument('<member>', 'member id')
        .option('--key <key>', 'this one alone'),
    ),
    async () => (await import('../commands/governor.ts')).remove,
  )
  attach(
    charterOptions(
      network
        .command('threshold')
        .description('Sets how many governors, counted as organizations, must sign a charter.')
        .argument('<number>', 'from 1 to the number of governors'),
    ),
    async () => (await import('../commands/govern.ts')).threshold,
  )
  attach(
    network
      .command('renew')
      .description('Renews the charter before it expires: the same charter anew, with a later end.')
      .option('--expires-days <days>', 'days until the new charter must be renewed', '365')
      .option('--out <file>', 'where the proposal goes if more governors must sign (default: NETWORK-vN.proposal)'),
    async () => (await import('../commands/govern.ts')).renew,
  )
  attach(
    charterOptions(
      network
        .command('root')
        .description(
          'Gives a member another root key, as its request names it. Certificates under the former key go on counting, ' +
            'but for those of the nodes that --except names.',
        )
        .argument('<request>', 'file that the member wrote with: entente member rotate-root')
        .addOption(repeated('--except <node>', 'node key whose certificate no longer counts: one that a thief made')),
    ).option('--yes', 'do it without asking'),
    async () => (await import('../commands/root.ts')).root,
  )
  attach(
    network
      .command('show')
      .description('Shows what a proposal changes against the charter in force, who signed it and who must still.')
      .argument('<proposal...>', 'file; several are copies of one proposal that governors signed apart'),
    async () => (await import('../commands/proposal.ts')).show,
  )
  attach(
    network
      .command('sign')
      .description('Signs a proposal with the governor key of this home, after showing what it changes.')
      .argument('<proposal>', 'file')
      .option('--out <file>', 'write the signed proposal there, instead of over the file')
      .option('--yes', 'do it without asking'),
    async () => (await import('../commands/proposal.ts')).sign,
  )
  attach(
    network
      .command('publish')
      .description('Hands a proposal that enough governors signed to the node, from which every member gets it.')
      .argument('<proposal...>', 'file; several are copies of one proposal that governors signed apart'),
    async () => (await import('../commands/proposal.ts')).publish,
  )
  attach(
    network
      .command('positions')
      .description('Writes how far this node holds the lanes of a member, by their hashes, for the governors.')
      .argument('<member>', 'member id')
      .requiredOption('--out <file>', 'file to write')
      .option('--before <time>', 'only what was issued before this time, ISO 8601'),
    async () => (await import('../commands/positions.ts')).positions,
  )
  attach(
    charterOptions(
      network
        .command('settle')
        .description(
          'Settles two valid charters of one version that contradict each other: without a hash shows both, with one makes ' +
            'the charter after it.',
        )
        .argument('[hash]', 'hash of the charter that counts'),
    ),
    async () => (await import('../commands/settle.ts')).settle,
  )
}
