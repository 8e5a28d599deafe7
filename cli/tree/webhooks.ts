// Commands about webhooks.
import type { Command } from 'commander'
import type { Attach } from '../program.ts'
import { filtering } from './filtering.ts'

export function webhookCommands(program: Command, attach: Attach): void {
  const webhook = program
    .command('webhook')
    .summary('tell other systems of new statements')
    .description('Tells URLs of new statements by filter: signed (Standard Webhooks), retried, from a durable cursor.')
  const load = async () => import('../commands/webhook.ts')
  attach(
    filtering(
      webhook
        .command('add')
        .summary('tell a URL of new statements')
        .description('Tells a URL of what arrives from now on. Prints the secret that signs the messages.')
        .argument('<url>', 'http or https')
        .requiredOption('--name <name>', 'name of the webhook')
        .option('--clearance <label>', 'highest label that leaves by it (default: TLP:GREEN)')
        .option('--allow-private', 'the URL may lead to the loopback or a private range'),
      '--of-feed <name>',
    ),
    async () => (await load()).add,
  )
  attach(
    webhook.command('list').summary('webhooks and how they are').description('Webhooks, and how far each was told.'),
    async () => (await load()).list,
  )
  attach(
    webhook.command('dead').summary('what was given up').description('Messages that were given up.').argument('<name>'),
    async () => (await load()).dead,
  )
  attach(
    webhook
      .command('redeliver')
      .summary('send once more what was given up')
      .description('Sends what was given up once more, in its order.')
      .argument('<name>'),
    async () => (await load()).redeliver,
  )
  attach(
    webhook
      .command('test')
      .summary('send a message on trial')
      .description('Sends a signed message without statements, once, and says what the receiver answered.')
      .argument('<name>'),
    async () => (await load()).test,
  )
  attach(
    webhook
      .command('rotate-secret')
      .summary('make a new secret')
      .description(
        'Makes a new secret and prints it. Messages carry a signature by each secret until the one before has run out, so ' +
          'that the receiver can change over in its own time.',
      )
      .argument('<name>')
      .option('--keep <span>', 'how long the one before signs, too, such as 2h; 0: not at all', '24h'),
    async () => (await load()).rotateSecret,
  )
  attach(
    webhook.command('pause').summary('pause a webhook').description('Pauses a webhook.').argument('<name>'),
    async () => (await load()).pause,
  )
  attach(
    webhook.command('resume').summary('go on').description('Goes on where it was paused.').argument('<name>'),
    async () => (await load()).resume,
  )
  attach(
    webhook.command('remove').summary('remove a webhook').description('Removes a webhook.').argument('<name>'),
    async () => (await load()).remove,
  )
}
