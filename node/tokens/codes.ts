// Why a token is not made, not found or not changed.

export const tokenCodes = {
  'token-name-invalid': {
    meaning: 'The name of a token’s holder is not allowed.',
    hint: 'Use 1 to 63 lower-case letters, digits, dots, dashes and underscores; operator, node and public are taken.',
  },
  'token-clearance-refused': {
    meaning: 'The clearance is above what the member, or whoever makes the token, is cleared for.',
    hint: 'Choose a lower --clearance; entente status shows what the charter clears the member for.',
  },
  'token-group-unknown': {
    meaning: 'The member of this node is in no group of this name in the newest charter.',
    hint: 'Name groups of the charter that this member is in; governors change them.',
  },
  'token-scope-refused': {
    meaning: 'The role, or whoever makes the token, may not hold this scope.',
    hint: 'See docs/access.md for the scopes of each role, or choose another role.',
  },
  'token-expiry-invalid': {
    meaning: 'The expiry lies in the past, or more than five years ahead.',
    hint: 'Give a span such as 90d or a date such as 2027-01-31.',
  },
  'token-rate-invalid': {
    meaning: 'The rate of a token is a whole number of requests a minute, from 1 to 100,000.',
    hint: 'Choose another --rate.',
  },
  'token-unknown': {
    meaning: 'There is no token of this id or name.',
    hint: 'List them with: entente token list --all.',
  },
  'tokens-full': {
    meaning: 'Too many tokens are in force.',
    hint: 'Revoke tokens that nobody needs any more; entente token list shows them.',
  },
} as const satisfies Record<string, { readonly meaning: string; readonly hint: string }>

export type TokenCode = keyof typeof tokenCodes
