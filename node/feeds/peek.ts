// How a text begins, and all of it.

/**
 * `head` holds `chars` characters, however small the pieces are, or the whole text where it is shorter. Where the text
 * breaks off within them, the fault is told behind what came.
 */
export async function peekText(
  text: AsyncGenerator<string>,
  chars = 1,
): Promise<{ readonly head: string; readonly text: AsyncIterable<string> }> {
  const pieces: string[] = []
  let length = 0
  let fault: unknown
  try {
    while (length < chars) {
      const next = await text.next()
      if (next.done === true) break
      pieces.push(next.value)
      length += next.value.length
    }
  } catch (error) {
    if (length === 0) throw error
    fault = error
  }
  const head = pieces.join('')
  async function* whole() {
    try {
      yield head
      if (fault !== undefined) throw fault as Error
      yield* text
    } finally {
      await text.return(undefined)
    }
  }
  return { head: chars === 1 ? head : head.slice(0, chars), text: whole() }
}
