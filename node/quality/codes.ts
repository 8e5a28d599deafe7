// Why a statement is held before it is said, and why the gate refuses what it is asked.

export const qualityCodes = {
  'held-warninglist': {
    meaning: 'Held: the value stands on a warninglist, a list of values that are hardly ever a threat.',
    hint: 'See why with: entente warninglist test VALUE. If it is a threat all the same, say so with --force.',
  },
  'held-system-address': {
    meaning: 'Held: the address is a burn address, or belongs to a chain itself; nobody holds its key.',
    hint: 'Name the address that paid or was paid. If you mean this one all the same, say so with --force.',
  },
  'held-protected': {
    meaning: 'Held: a member of the network protects the subject as its own.',
    hint: 'Ask that member, or look at what it says: entente lookup VALUE. If it is a threat all the same, say so with --force.',
  },
  'force-refused': {
    meaning: 'The token may not say what the gate of quality holds.',
    hint: 'Ask the operator, or for a token with the scope force: entente token create --scopes.',
  },
  'warninglist-invalid': {
    meaning: 'The file is no warninglist in the format of MISP, or one of its entries cannot be used.',
    hint: 'A list has name, type (string, substring, hostname, cidr, regex), version and list. Expressions are those of RE2.',
  },
  'warninglist-unknown': {
    meaning: 'No warninglist of this name is kept here.',
    hint: 'List them with: entente warninglist list.',
  },
  'warninglist-older': {
    meaning: 'A newer version of the warninglist is kept already.',
    hint: 'Where the older one is meant, remove the newer first: entente warninglist remove NAME.',
  },
  'warninglists-full': {
    meaning: 'The warninglists would have more entries, or expressions, than the node keeps in memory.',
    hint: 'Remove some first: entente warninglist remove NAME. A list of the first 10,000 sites serves as well as one of a million.',
  },
} as const

export type QualityCode = keyof typeof qualityCodes

/** Codes of statements that were right in themselves, and were held. */
export const heldCodes = ['held-warninglist', 'held-system-address', 'held-protected'] as const
export type HeldCode = (typeof heldCodes)[number]
