// Answers in even steps of time, so that how long one takes does not tell what was passed over to find it.

/** Values of a look-up that are answered in one step. */
export const valuesPerStep = 32
/** Well above what so many values cost, whether or not something is held about them: see docs/threat-model.md. */
export const lookupStepMs = 4
/** Of a statement that is not there, or may not be seen. */
export const notFoundStepMs = 10

/** Resolves at the end of the step that is under way; steps are counted from this call. */
export function createPace(stepMs: number): () => Promise<void> {
  const begun = performance.now()
  return () =>
    new Promise((resolve) => {
      const into = (performance.now() - begun) % stepMs
      setTimeout(resolve, stepMs - into)
    })
}
