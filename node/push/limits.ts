// Every bound of pushed batches in one place, units in the names.
export const pushLimits = {
  /** Of one body, as it travels and unpacked. */
  bodyMaxBytes: 32 * 1024 * 1024,
  rowsMax: 50_000,
  atOnceMax: 16,
  atOnceOfCallerMax: 4,
  /** Of all bodies that are being read or wait. */
  bytesAtOnceMax: 128 * 1024 * 1024,
  /** Between two pieces of a body. */
  idleMs: 30_000,
  /** For a body in all. */
  readMs: 300_000,
  keyMaxChars: 128,

  receiptsMax: 10_000,
  receiptsOfCallerMax: 1000,
  /** Of the results of rows, compressed. */
  receiptBytesMax: 256 * 1024 * 1024,
  receiptBytesOfCallerMax: 64 * 1024 * 1024,
  receiptAgeMaxMs: 7 * 24 * 3_600_000,
} as const

export type PushLimits = { readonly [Name in keyof typeof pushLimits]: number }
