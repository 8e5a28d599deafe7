// Commands by which a member ends keys and begins new ones: of its nodes, and its root key.
import type { Command } from 'commander'
import type { Attach } from '../program.ts'
import { positionOptions } from './govern.ts'

const rootKeyFile = ['--root-key-file <file>', 'the root key, where it is not in the home'] as const

export function keyCommands(member: Command, node: Command, attach: Attach): void {
  attach(
    positionOptions(
      node
        .command('revoke')
        .description(
          'Revokes a node key of this member by position, with the root key: what its lanes hold up to there goes on counting, ' +
            'the rest is suspect. Positions are those that this node holds, unless options say otherwise.',
        )
        .argument('<node>', 'node key, or its beginning as entente peers shows it')
        .option('--reason <text>', 'why, for every member to read')
        .option(...rootKeyFile)
        .option('--yes', 'do it without asking'),
    ),
    async () => (await import('../commands/revoke.ts')).revoke,
  )
  attach(
    positionOptions(
      node
        .command('rotate-key')
        .description(
          'Gives the stopped node of this home a new node key and KEM key, certified with the root key, and revokes the old ' +
            'node key by position. Run again where it was cut off.',
        )
        .option('--kem-only', 'the KEM key alone: the node key and its lanes stay')
        .option('--reason <text>', 'why the old key is revoked, for every member to read')
        .option(...rootKeyFile)
        .option('--yes', 'do it without asking'),
    ),
    async () => (await import('../commands/rotate.ts')).rotateKey,
  )
  attach(
    node
      .command('certify')
      .description('Certifies the node of this home anew with the root key, as after the root key was rotated.')
      .option(...rootKeyFile),
    async () => (await import('../commands/rotate.ts')).certify,
  )
  attach(
    member
      .command('rotate-root')
      .description(
        'Rotates the root key of this member, in two steps: first it draws the new key and writes the request for the ' +
          'governors; run again once the charter names the new key, it puts that in place and certifies the node.',
      )
      .option('--out <file>', 'file of the request to write, in the first step')
      .option('--new-root-key <file>', 'the new root key, made where it is not there (default: keys/root.next.key)')
      .option('--next-root-key <file>', 'commit to the root key after that, in this file, made where it is not there'),
    async () => (await import('../commands/rotate.ts')).rotateRoot,
  )
}
