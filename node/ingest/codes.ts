// Why the way in refuses, beyond what the protocol itself refuses.

export const ingestCodes = {
  'not-found': {
    meaning: 'The statement that is named is not held here.',
    hint: 'Check the id: entente lookup VALUE lists ids.',
  },
  'not-the-author': {
    meaning: 'Only the member that made a statement may withdraw or replace it.',
    hint: 'Dispute it instead: entente dispute ID.',
  },
  'kind-unsupported': {
    meaning: 'Statements of this kind cannot be published by this version.',
    hint: 'Publish an indicator, a sighting, a dispute or a withdrawal.',
  },
  'target-missing': {
    meaning: 'A dispute or withdrawal names the statement it speaks of.',
    hint: 'Pass the id of the statement.',
  },
  'target-kind': {
    meaning: 'That statement cannot be disputed or withdrawn.',
    hint: 'Name an indicator, a sighting or a dispute.',
  },
  'statement-unfit': {
    meaning: 'A field of the statement is beyond what the schema allows.',
    hint: 'The message names the field and its bounds; docs/protocol.md has them all.',
  },
  'value-missing': {
    meaning: 'There is no value to speak about.',
    hint: 'Pass the address, domain, URL, IP or other value.',
  },
  'draft-invalid': {
    meaning: 'A field of the statement is unknown or of the wrong type.',
    hint: 'See docs/feeds.md for the fields.',
  },
  'not-a-member': {
    meaning: 'This node is not certified for an active member of the network.',
    hint: 'Join first: entente member request, then entente node join.',
  },
  stopping: { meaning: 'The node is stopping and takes nothing more.', hint: 'Send it again once the node runs.' },
} as const

export type IngestCode = keyof typeof ingestCodes
