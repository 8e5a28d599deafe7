// Why an acknowledgement is refused, or the state of a delivery is not known.

export const deliveryCodes = {
  'ack-unexpected': {
    meaning: 'An acknowledgement is of nothing that this node gave: another lane, bundle or member than it names.',
    hint: 'The recipient is broken or hostile; nothing was kept.',
  },
  'delivery-untracked': {
    meaning: 'Deliveries are kept of what this member said to named members, and of nothing else.',
    hint: 'Name the members in the audience: --audience member:ID,ID.',
  },
} as const satisfies Record<string, { readonly meaning: string; readonly hint: string }>

export type DeliveryCode = keyof typeof deliveryCodes
