// Why a change of the charter is refused before anybody signs it.

export const governingCodes = {
  'member-removed': {
    meaning: 'The member was removed, which cannot be undone.',
    hint: 'An organization that comes back asks for membership under another member id.',
  },
  'member-suspended': {
    meaning: 'The member is suspended.',
    hint: 'Reinstate it first: entente network reinstate MEMBER.',
  },
  'member-not-suspended': {
    meaning: 'Only a suspended member can be reinstated.',
    hint: 'See its status with: entente network members.',
  },
  'member-listed': {
    meaning: 'The charter already lists a member of this id with another root key.',
    hint: 'Choose another member id. Where it is the same member with a new root key: entente network root REQUEST.',
  },
  'root-key-same': {
    meaning: 'The request names the root key that the charter lists already.',
    hint: 'The member makes a request for its new root key with: entente member rotate-root.',
  },
  'root-key-uncommitted': {
    meaning: 'The charter commits the member to another next root key than this one, and governors cannot change that.',
    hint: 'The member uses the key that it committed to. Where that is lost, it comes back under another member id.',
  },
  'clearance-too-low': {
    meaning: 'Every member is cleared for TLP:GREEN at least: it is what the community is.',
    hint: 'Suspend the member where it is to receive nothing.',
  },
  'group-unknown': {
    meaning: 'The charter has no group of this name.',
    hint: 'List the groups with: entente network group.',
  },
  'governors-too-few': {
    meaning: 'Fewer organizations would govern than must sign: no charter could follow this one.',
    hint: 'Add a governor first (entente network governor add), or lower the threshold first (entente network threshold).',
  },
  'governor-listed': {
    meaning: 'The charter lists this governor key already.',
    hint: 'Nothing to do. A second key of a governor is made with: entente network governor key.',
  },
  'governor-unlisted': {
    meaning: 'The charter lists no such governor key.',
    hint: 'See who governs with: entente network members.',
  },
  'charter-unchanged': {
    meaning: 'The charter says so already.',
    hint: 'Nothing to do.',
  },
  'charter-too-large': {
    meaning: 'The charter would be larger than a control object may be.',
    hint: 'Final positions of members that left take the most: name fewer lanes. What is not listed is suspect from its first bundle.',
  },
  'proposal-stale': {
    meaning: 'Another charter was published since this proposal was made.',
    hint: 'Make the proposal again from the newest charter, by the same command, and have it signed again.',
  },
  'proposal-in-force': {
    meaning: 'The proposed charter is in force already.',
    hint: 'Nothing to do.',
  },
  'proposal-time-ahead': {
    meaning:
      'The proposed charter was issued ahead of this clock. Every charter after it would have to be later still.',
    hint: 'Check both clocks, and ask for a new proposal where it is the other that is wrong.',
  },
  'signature-repeated': {
    meaning: 'This governor key has signed the proposal already.',
    hint: 'Send it to another governor, or publish it where enough have signed: entente network show FILE.',
  },
  'positions-invalid': {
    meaning: 'A file of positions is not one, or is of another network or member.',
    hint: 'It is made with: entente network positions MEMBER --out FILE.',
  },
  'positions-conflict': {
    meaning: 'Two nodes hold different bundles at the same place of a lane: it forked, and one branch must be chosen.',
    hint: 'Leave out the file of the branch that should not count.',
  },
} as const satisfies Record<string, { readonly meaning: string; readonly hint: string }>

export type GoverningCode = keyof typeof governingCodes
