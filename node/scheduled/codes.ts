// Why a scheduled feed is not kept, not run, or not read.

export const scheduledCodes = {
  'feed-not-found': {
    meaning: 'No scheduled feed of this name is kept here.',
    hint: 'List them with: entente feed list.',
  },
  'feed-exists': {
    meaning: 'A scheduled feed of this name is there already, with other settings.',
    hint: 'Take another name, or change that one: entente feed add ... --replace.',
  },
  'feed-invalid': {
    meaning: 'The settings of a feed do not go together, or one has a wrong value.',
    hint: 'The message names it; see: entente feed add --help.',
  },
  'feed-running': {
    meaning: 'The feed is being run at this moment: it runs once at a time.',
    hint: 'Wait for its end: entente feed list shows it.',
  },
  'feed-all-rejected': {
    meaning:
      'Rows were read, and every one of them was rejected: it is not the feed that it was, or is read in a wrong way.',
    hint: 'See why: entente feed show NAME. Nothing that the feed said is withdrawn.',
  },
  'feed-nothing-held': {
    meaning: 'Nothing of this feed waits to be confirmed.',
    hint: 'See what was held, and when: entente feed history NAME.',
  },
  'source-unreadable': {
    meaning: 'The file or folder of the feed cannot be read by the node, or is neither.',
    hint: 'Check the path and its permissions: the node reads it itself, as the user it runs as.',
  },
  'source-changing': {
    meaning: 'The file changed while it was read: its writer was not done.',
    hint: 'It is read again later. Write such a file beside, and rename it.',
  },
  'folder-too-large': {
    meaning: 'The folder of the feed holds more files than are read.',
    hint: 'Name a folder of its own for the feed.',
  },
  'collection-unspecified': {
    meaning: 'The TAXII server has several collections, or none of the name that was given.',
    hint: 'Name one of those in the message: --collection ID, or its title or alias.',
  },
  'secret-unreadable': {
    meaning: 'A file with credentials, a certificate or a key cannot be read, or holds something else.',
    hint: 'An --auth-file holds one line: USER:PASSWORD, or a token. Certificates and keys are PEM.',
  },
  'secret-open-to-others': {
    meaning: 'A file with credentials or a key can be read by others than its owner.',
    hint: 'Run: chmod 600 on the file.',
  },
  'run-interrupted': {
    meaning: 'The run was cut: the node stopped, or whoever asked for it went away.',
    hint: 'It begins again by itself; what was published counts, and nothing is published twice.',
  },
  'run-failed': {
    meaning: 'The run failed where it should not have.',
    hint: 'See the log of the node; please report it with the message.',
  },
} as const

export type ScheduledCode = keyof typeof scheduledCodes

export class ScheduledError extends Error {
  override readonly name = 'ScheduledError'
  readonly code: ScheduledCode

  constructor(code: ScheduledCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
