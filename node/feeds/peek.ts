// How a text begins, and all of it.
export async function peekText(
  text: AsyncGenerator<string>,
): Promise<{ readonly head: string; readonly text: AsyncIterable<string> }> {
  const first = await text.next()
  const head = first.done === true ? '' : first.value
  async function* whole() {
    try {
      yield head
      yield* text
    } finally {
      await text.return(undefined)
    }
  }
  return { head, text: whole() }
}
