// Why a node's home is refused.

export const homeCodes = {
  'home-missing': {
    meaning: 'The folder is not the home of a node.',
    hint: 'Make one with: entente init, or name another with --home DIR.',
  },
  'home-exists': {
    meaning: 'The folder already holds a home, or parts of one.',
    hint: 'Choose another folder; a home is never overwritten, since its keys cannot be had again.',
  },
  'home-newer': {
    meaning: 'The home was written by a newer version of entente.',
    hint: 'Update entente.',
  },
  'home-io': {
    meaning: 'A file of the home cannot be read or written.',
    hint: 'Check the owner and the permissions of the folder, and the space left on the disk.',
  },
  'config-malformed': {
    meaning: 'config.json or member.json is not valid JSON.',
    hint: 'Correct the file; the message names the place.',
  },
  'config-key-unknown': {
    meaning: 'config.json or member.json has a key that is not known.',
    hint: 'Remove or correct the key: docs/getting-started.md lists the known ones.',
  },
  'config-value-invalid': {
    meaning: 'A value in config.json or member.json is missing or not allowed.',
    hint: 'Correct the value: docs/getting-started.md lists what is allowed.',
  },
  'key-missing': {
    meaning: 'A key file is not there.',
    hint: 'Put it back from its backup, or name its place in config.json (rootKeyFile, governorKeyFile).',
  },
  'key-exists': {
    meaning: 'A key file is already there and is not overwritten.',
    hint: 'Move the file away first if you really want a new key.',
  },
  'key-malformed': {
    meaning: 'A key file does not hold 32 bytes in hexadecimal.',
    hint: 'Put it back from its backup.',
  },
  'key-permissions': {
    meaning: 'A key file can be read by others than its owner.',
    hint: 'Run: chmod 600 on the file, and think about whether the key is still secret.',
  },
  'root-key-mismatch': {
    meaning: 'The root key in the file is not the one that the charter lists for this member.',
    hint: 'Name the right one with --root-key-file, or rootKeyFile in config.json. entente network members --json lists root keys.',
  },
  'rotation-other': {
    meaning: 'Another rotation of keys was begun in this home and is not done.',
    hint: 'Finish it first: run the same command as then. With --kem-only where the KEM key alone was to be new, without otherwise.',
  },
  'network-missing': {
    meaning: 'The home belongs to no network yet.',
    hint: 'Found one with: entente network create, or join one with: entente member request and entente node join.',
  },
  'governor-unknown': {
    meaning: 'The governor key of this home is not one of the charter.',
    hint: 'Run this in the home of a governor.',
  },
  'network-joined': {
    meaning: 'The home already belongs to a network.',
    hint: 'One home is one node of one network; make another home for another network.',
  },
} as const satisfies Record<string, { readonly meaning: string; readonly hint: string }>

export type HomeCode = keyof typeof homeCodes
