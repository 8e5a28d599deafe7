// Every bound of the gate in one place, units in the names.
export const qualityLimits = {
  /** One list, as it is published. */
  warninglistMaxBytes: 64 * 2 ** 20,
  warninglistNameMaxChars: 200,
  entryMaxChars: 2048,
  /** Lists that are kept, and the entries of all together: about 140 bytes of memory each. */
  warninglistsMax: 500,
  entriesMax: 3_000_000,
  /** Expressions of all lists, and how much they may do for each character of a value (instructions of RE2). */
  expressionsMax: 2000,
  expressionMaxChars: 1000,
  expressionSizeMax: 40_000,
  /** Subjects that members protect which are known at once; beyond it the store is asked for every statement. */
  protectedKeysMax: 500_000,
  /** Statements about one subject that are looked through for protections of it. */
  aboutMax: 10_000,
  /** Of what was held: the newest, and counts by feed and code. */
  heldSamplesMax: 500,
  heldCountsMax: 1000,
  heldTextMaxChars: 300,
  /** What was held is written at most this often. */
  heldWriteEveryMs: 1000,
  /** Values in one question of `warninglist test`. */
  testValuesMax: 1000,
} as const
