// Commands about the node itself.
import type { Command } from 'commander'
import type { Attach } from '../program.ts'

export function nodeCommands(program: Command, attach: Attach): void {
  attach(
    program
      .command('up')
      .summary('start a trial network of three partners on this machine')
      .description(
        'Starts a trial network of three partners (exchange, analytics, agency) in separate processes, publishes sample ' +
          'indicators at each and shows live what is shared. With --home DIR the three homes are kept in DIR and resumed.',
      ),
    async () => (await import('../commands/up.ts')).up,
  )
  program.commandsGroup('Node:')
  attach(
    program
      .command('init')
      .summary('make a home: configuration and keys')
      .description('Makes the home of a node: its configuration, the root key of the member, and the keys of the node.')
      .requiredOption('--id <id>', 'member id: lower-case letters, digits and dashes')
      .requiredOption('--name <name>', 'name of the organization')
      .requiredOption(
        '--kind <kind>',
        'exchange, analytics, agency, regulator, bank, payment, custodian, research, other',
      )
      .requiredOption('--jurisdiction <code>', 'country of the organization, ISO 3166-1 alpha-2')
      .option('--listen <multiaddr...>', 'where to listen for partners (default: /ip4/0.0.0.0/tcp/4703)')
      .option('--announce <multiaddr...>', 'what partners are told to dial, where it differs')
      .option('--bootstrap <multiaddr...>', 'partners to dial before any address is known')
      .option('--root-key-file <file>', 'where the root key is kept (default: keys/root.key in the home)')
      .option('--http-port <port>', 'serve the API on the loopback too, with the token in api.token'),
    async () => (await import('../commands/init.ts')).init,
  )
  attach(
    program
      .command('run')
      .summary('run the node of the home')
      .description(
        'Runs the node of the home in the foreground; stops cleanly on SIGTERM and SIGINT. The log is on stderr.',
      )
      .option('--listen <multiaddr...>', 'where to listen, instead of what config.json says')
      .option('--http-port <port>', 'serve the API on the loopback too, with the token in api.token')
      .option('--log-level <level>', 'error, warn, info or debug'),
    async () => {
      // Before anything large is loaded.
      ;(await import('../again.ts')).startAgain()
      return (await import('../commands/run.ts')).run
    },
  )
  attach(
    program
      .command('status')
      .summary('what the node holds and how it is')
      .description('What the node holds and how it is.'),
    async () => (await import('../commands/status.ts')).status,
  )
  attach(
    program.command('peers').summary('nodes connected now').description('Nodes of partners that are connected now.'),
    async () => (await import('../commands/status.ts')).peers,
  )
  attach(
    program
      .command('doctor')
      .summary('look for what is wrong or soon will be')
      .description(
        'Checks configuration, key files, disk, clock, charter, ports and whether each member is reachable.',
      ),
    async () => (await import('../commands/doctor.ts')).doctor,
  )
  attach(
    program
      .command('verify')
      .summary('check every hash, signature, chain and index of the store')
      .description('Scrubs the store: every hash, signature, chain and index. Ends with 7 where something is wrong.'),
    async () => (await import('../commands/verify.ts')).verify,
  )
}
