// A stream of answers that ends when its token does, at once and whatever it waits for.
import { ApiError } from './errors.ts'

/** Why what a token has open was ended. */
export function endOf(ended: AbortSignal): ApiError {
  const code = ended.reason === 'expired' ? 'token-expired' : 'token-refused'
  return new ApiError(code, 'the token ended while the answer was under way')
}

/** `values`, until `ended` aborts: then it throws `token-expired` or `token-refused`. */
export async function* untilEnded(
  values: AsyncIterable<unknown>,
  ended: AbortSignal,
): AsyncGenerator<unknown, void, void> {
  const iterator = values[Symbol.asyncIterator]()
  // One at a time: a race against one promise would hold every value until it settles.
  let cut: (error: ApiError) => void = () => undefined
  const refuse = (): void => cut(endOf(ended))
  ended.addEventListener('abort', refuse, { once: true })
  const next = (): Promise<IteratorResult<unknown>> =>
    new Promise((resolve, reject) => {
      cut = reject
      if (ended.aborted) refuse()
      else iterator.next().then(resolve, reject)
    })
  try {
    for (;;) {
      const result = await next()
      // What came in the same turn is not given any more.
      if (ended.aborted) throw endOf(ended)
      if (result.done === true) return
      yield result.value
    }
  } finally {
    ended.removeEventListener('abort', refuse)
    // Not awaited: a source that waits for something ends when its signal aborts.
    void Promise.resolve(iterator.return?.()).catch(() => undefined)
  }
}
