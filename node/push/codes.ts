// Why a pushed batch is not taken, in one table. `status` is the HTTP status of each code.

export const pushCodes = {
  'push-busy': {
    meaning: 'As many pushed batches as this node takes at once, of this caller or of all, are under way.',
    hint: 'Push again after the seconds of Retry-After, with the same key; nothing of this one was taken.',
    status: 429,
  },
  'push-under-way': {
    meaning: 'A batch with this key is being taken in right now.',
    hint: 'Ask for its receipt, or push again after the seconds of Retry-After: the same key then gives its results.',
    status: 409,
  },
  'push-too-large': {
    meaning: 'The batch has more bytes than one push may have.',
    hint: 'Cut it into several batches, each with a key of its own, or import it as a file: entente feed import.',
    status: 413,
  },
  'push-rows-exceeded': {
    meaning: 'The batch has more rows than one push may have; none was published.',
    hint: 'Cut it into several batches, each with a key of its own, or import it as a file: entente feed import.',
    status: 413,
  },
  'push-cut': {
    meaning: 'The connection ended before the whole batch was there; nothing of it was published.',
    hint: 'Push it again with the same key.',
    status: 400,
  },
  'push-stalled': {
    meaning: 'The batch came too slowly, or stopped in the middle; nothing of it was published.',
    hint: 'Push it again with the same key, in smaller batches where the line is slow.',
    status: 408,
  },
  'push-encoding': {
    meaning: 'The batch is packed in a way that is not read here, or does not unpack.',
    hint: 'Send it as it is, or with content-encoding gzip or zstd.',
    status: 415,
  },
  'idempotency-key-invalid': {
    meaning: 'The idempotency key is no key: 1 to 128 printable ASCII characters, in quotes or without.',
    hint: 'Take something that is new for each batch, such as a UUID.',
    status: 400,
  },
  'idempotency-mismatch': {
    meaning: 'This key was used before, for another body or with other options.',
    hint: 'Take a new key for each new batch; use a key again only to repeat the same batch.',
    status: 422,
  },
  'receipt-not-found': {
    meaning: 'No receipt of this key is kept for this caller: it was never used, or the receipt was dropped.',
    hint: 'Receipts are kept for seven days, and the newest thousand of a caller. Pushing again is safe: what is there is told as unchanged.',
    status: 404,
  },
} as const satisfies Record<string, { readonly meaning: string; readonly hint: string; readonly status: number }>

export type PushCode = keyof typeof pushCodes
