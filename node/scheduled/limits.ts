// Every bound of scheduled feeds in one place, units in the names.
export const scheduledLimits = {
  feedsMax: 1000,
  /** Runs by the clock at once. */
  runsMax: 3,
  everyMinMs: 60_000,
  everyMaxMs: 366 * 86_400_000,
  /** Up to so many may vanish, whatever share of the feed that is. */
  lossFloor: 10,
  /** Percent of what stood. */
  lossDefaultPercent: 20,
  /** Losses within so long count together. */
  lossSpanMs: 86_400_000,
  /** So long a source may say that it is as it was; then it is read all the same. */
  unreadMaxMs: 7 * 86_400_000,
  historyMax: 100,
  /** Of what is held, and of rejected rows, what is kept to be looked at. */
  sampleMax: 20,
  rejectSampleMax: 10,
  /** Of what is held, all up to here, 8 bytes each. */
  heldListMax: 4_000_000,
  /** The pause after the first failure; it doubles with each. */
  retryFirstMs: 30_000,
  retryAfterMaxMs: 86_400_000,
  /** Feeds do not start together: each interval is varied by a twentieth, at most this much. */
  jitterMaxMs: 300_000,
  /** Identities and subjects that a run remembers, 16 to 32 bytes each. */
  presentMax: 20_000_000,
  folderFilesMax: 65_536,
  /** Events of a MISP feed of which it is remembered when they changed. */
  eventsMax: 200_000,
  /** Pages of a TAXII collection that are read as one bundle. */
  groupMaxBytes: 16 * 2 ** 20,
  groupMaxObjects: 10_000,
  pageObjects: 1000,
  /** Marking definitions and identities that later pages refer to. */
  definitionsMaxChars: 512 * 1024,
  /** Objects that a collection revoked and that wait for confirmation. */
  revokedMax: 50_000,
  /** What `feed add` reads to see whether the feed is what it is said to be. */
  checkMaxBytes: 4 * 2 ** 20,
  checkRows: 100,
  secretMaxBytes: 64 * 1024,
  defaultTimeoutMs: 30_000,
  defaultMaxBytes: 2 * 2 ** 30,
} as const
