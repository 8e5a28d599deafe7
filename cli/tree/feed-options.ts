// Options that the commands about feeds share.
import type { Command } from 'commander'
import { repeated } from '../program.ts'

/** How a file is read, and what its rows say where they do not say it themselves. */
export function reading(command: Command): Command {
  return command
    .option('--format <format>', 'see: entente feed formats', 'auto')
    .option('--category <category>', 'for rows that state none')
    .option('--confidence <percent>', 'for rows that state none, 0 to 100')
    .option('--chain <chain>', 'for rows that state none')
    .option('--kind <kind>', 'kind of the values, for rows that state none')
    .option('--columns <mapping>', 'CSV and TSV: FIELD=COLUMN,... by name or by number from 1')
    .option('--no-header', 'CSV and TSV: the first row is no header')
    .option('--delimiter <character>', 'CSV: between the fields')
    .option('--encoding <encoding>', 'auto, utf-8, latin1, windows-1252, utf-16le, utf-16be')
}

/** What the statements are marked with, and who may have them. */
export function marked(command: Command): Command {
  return command
    .requiredOption('--marking <label>', 'TLP 2.0 label; rows that state a stricter one keep that')
    .option('--audience <expression>', 'who may receive it: group:NAME, kind:exchange, not jurisdiction:US, ...')
    .option('--history', 'whoever is entitled later may read what was said to this audience before')
    .option('--pap <label>', 'PAP:CLEAR, PAP:GREEN, PAP:AMBER or PAP:RED')
    .addOption(repeated('--action <name>', 'permitted action (IEP 2.0); may stand several times'))
    .option('--jurisdictions <codes>', 'where alone it may be used: ISO 3166-1 alpha-2, by comma')
    .option('--no-republish', 'others may not publish it again')
}

/** How a URL is asked, and within which bounds. */
export function fetching(command: Command): Command {
  return command
    .option('--collection <id>', 'TAXII: id or title of the collection, where the server has several')
    .option('--auth-file <file>', 'file with USER:PASSWORD, or a bearer token; the node reads it for each run')
    .option('--ca-file <file>', 'PEM file of the authority that the server is verified by')
    .option('--cert-file <file>', 'PEM file of a client certificate')
    .option('--key-file <file>', 'PEM file of its key')
    .option('--timeout <span>', 'longest silence of a server, such as 30s (default: 30s)')
    .option('--max-bytes <count>', 'largest file, such as 200M (default: 2G)')
    .option('--allow-private', 'the URL may lead to the loopback or a private range')
}
