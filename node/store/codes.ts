// Every code with which the store refuses or stops, in one table: what it means and what to do.

interface Entry {
  readonly meaning: string
  readonly hint: string
}

export const storeCodes = {
  'store-locked': {
    meaning: 'Another process has the store open.',
    hint: 'Stop the node that runs in this home, or use the commands that talk to it.',
  },
  'store-newer': {
    meaning: 'The store was written by a newer version.',
    hint: 'Update entente; an older version never writes to a newer store.',
  },
  'store-corrupt': {
    meaning: 'The store holds bytes that this node never wrote, or lacks some that it wrote.',
    hint: 'Run entente verify, then restore a backup or sync an empty store from the partners. Nothing is repaired silently.',
  },
  'store-full': {
    meaning: 'The disk is full: the write did not become durable.',
    hint: 'Free space and start the node again; everything that was acknowledged is there.',
  },
  'store-io': {
    meaning: 'The disk refused to read or write.',
    hint: 'Check the disk and the permissions of the home, then start the node again.',
  },
  'store-failed': {
    meaning: 'A write failed before: the store takes and gives nothing until the node is started again.',
    hint: 'See the first error in the log.',
  },
  'store-closed': { meaning: 'The store is closed.', hint: 'The node is stopping; try again when it runs.' },
  'store-order': {
    meaning: 'A bundle does not follow the last one of its lane, or its parts do not agree.',
    hint: 'A fault of the program: validation must order bundles before they are committed.',
  },
} as const satisfies Record<string, Entry>

export type StoreCode = keyof typeof storeCodes
