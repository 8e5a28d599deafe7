// Why the command line refuses, and with which exit code the process ends.

/** Exit codes; docs/cli.md lists them. */
export const exitCodes = {
  ok: { code: 0, meaning: 'Done; for lookup: at least one value was found.' },
  internal: { code: 1, meaning: 'Something failed that should not fail.' },
  usage: { code: 2, meaning: 'The command, an option or an argument is wrong.' },
  'not-found': {
    code: 3,
    meaning:
      'lookup found none of the values; show or evidence export: the id is not held; warninglist test: nothing would be held.',
  },
  refused: { code: 4, meaning: 'The node or the home refused, with a code that says why.' },
  unreachable: { code: 5, meaning: 'No node runs in this home, or it stopped answering.' },
  partly: { code: 6, meaning: 'publish -, warninglist add: some lines or files were refused; the others were taken.' },
  'verification-failed': { code: 7, meaning: 'verify, audit verify, evidence verify or doctor found a fault.' },
  'all-rejected': { code: 8, meaning: 'feed import: rows were read, and every one of them was rejected.' },
  held: { code: 9, meaning: 'feed run, feed confirm: what vanished from the feed is held, and waits to be confirmed.' },
  interrupted: { code: 130, meaning: 'Interrupted (SIGINT) or told to end (SIGTERM).' },
  'output-closed': { code: 141, meaning: 'Whoever read the output closed it, as head does.' },
} as const

export type Exit = keyof typeof exitCodes

interface Entry {
  readonly meaning: string
  readonly hint: string
  readonly exit: Exit
}

export const cliCodes = {
  usage: {
    meaning: 'The command line is wrong.',
    hint: 'See: entente --help, or entente COMMAND --help.',
    exit: 'usage',
  },
  'node-not-running': {
    meaning: 'No node runs in this home.',
    hint: 'Start it with: entente run, or name another home with --home DIR.',
    exit: 'unreachable',
  },
  'node-gone': {
    meaning: 'The node stopped answering in the middle of the request.',
    hint: 'See its log. What was answered is durable; the rest can be sent again, nothing is published twice.',
    exit: 'unreachable',
  },
  'file-unreadable': {
    meaning: 'A file that was named cannot be read.',
    hint: 'Check the path and its permissions.',
    exit: 'usage',
  },
  'file-unwritable': {
    meaning: 'A file that was named cannot be written.',
    hint: 'Check the folder, its permissions and the space on the disk.',
    exit: 'refused',
  },
  'file-exists': {
    meaning: 'The file that would be written is already there.',
    hint: 'Name another file, or remove it first.',
    exit: 'refused',
  },
  'token-unreadable': {
    meaning: 'The file of --token-file or ENTENTE_TOKEN_FILE cannot be read, or holds no token.',
    hint: 'It holds one token on one line, as entente token create --out wrote it.',
    exit: 'usage',
  },
  'token-open-to-others': {
    meaning: 'The file of the token can be read by others than its owner.',
    hint: 'Run: chmod 600 on the file; if somebody may have read it, revoke the token: entente token revoke.',
    exit: 'refused',
  },
  'span-invalid': {
    meaning: 'An expiry is neither a span of time nor a date.',
    hint: 'Write 90d, 12h, 2w, 2027-01-31 or 2027-01-31T12:00:00Z.',
    exit: 'usage',
  },
  'network-unconfirmed': {
    meaning: 'Joining needs the network id that the governors told you by another way than this file.',
    hint: 'Compare the id with them and pass it: --network ID.',
    exit: 'usage',
  },
  'confirmation-needed': {
    meaning: 'This is not done without being confirmed.',
    hint: 'Look at what it would do, then pass --yes.',
    exit: 'usage',
  },
  'audit-unpinned': {
    meaning: 'An exported audit log is verified against the network and the node whose log it must be.',
    hint: 'Pass --network ID and --node KEY, or --home of that node.',
    exit: 'usage',
  },
  'trial-node-ended': {
    meaning: 'A node of the trial network ended by itself.',
    hint: 'The message shows the last line of its log, node.log in its home.',
    exit: 'internal',
  },
  'trial-apart': {
    meaning: 'The nodes of the trial network did not find each other.',
    hint: 'Look into node.log in their homes; something on this machine may keep them from the loopback.',
    exit: 'internal',
  },
  'answer-malformed': {
    meaning: 'The node answered something that this version does not understand.',
    hint: 'Node and command line are of different versions: update both.',
    exit: 'internal',
  },
  'code-unknown': {
    meaning: 'There is no such code.',
    hint: 'List them all with: entente errors.',
    exit: 'not-found',
  },
  interrupted: { meaning: 'Interrupted.', hint: 'Run it again to go on.', exit: 'interrupted' },
  internal: {
    meaning: 'Something failed that should not fail.',
    hint: 'Please report it with the command and this message.',
    exit: 'internal',
  },
} as const satisfies Record<string, Entry>

export type CliCode = keyof typeof cliCodes
