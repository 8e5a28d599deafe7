// The options that say which statements: what is listed, exported, told by a webhook or saved as a collection.
import type { Command } from 'commander'

/** `feed`: the flags of the feed's name, which some commands use for something else. */
export function filtering(command: Command, feed: '--feed <name>' | '--of-feed <name>'): Command {
  return command
    .option('--kind <kind>', 'statement kind: indicator, sighting, dispute, withdrawal, protection')
    .option('--subject-kind <kind>', 'address, transaction, domain, url, ip, email, phone, iban, account, file-hash')
    .option('--category <category>', 'category, as entente categories lists them')
    .option('--chain <chain>', 'CAIP-2 id or a name such as bitcoin')
    .option('--author <member>', 'member id')
    .option(feed, 'feed name')
}
