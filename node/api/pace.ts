// Answers in even steps of time, so that how long one takes does not tell what was passed over to find it.

/** Values of a look-up that are answered in one step. */
export const valuesPerStep = 32
/** Well above what so many values cost, whether or not something is held about them: see docs/threat-model.md. */
export const lookupStepMs = 4
/** Of a statement that is not there, or may not be seen. */
export const notFoundStepMs = 10

/** The clock of timers: whole milliseconds. */
function timerMs(): number {
  return Number(process.hrtime.bigint() / 1_000_000n)
}

/**
 * Resolves at the end of the step that is under way; steps are counted from this call. Reckoned in the milliseconds of
 * timers: one that is set for a fraction ends as much later as the work before it took.
 */
export function createPace(stepMs: number): () => Promise<void> {
  const begun = timerMs()
  return () => new Promise((resolve) => setTimeout(resolve, stepMs - ((timerMs() - begun) % stepMs)))
}
