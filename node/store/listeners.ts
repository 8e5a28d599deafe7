// Who wants to know of something, and may stop wanting it.

export class Listeners<Value = void> {
  readonly #listeners = new Set<(value: Value) => void>()

  add(listener: (value: Value) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  once(listener: (value: Value) => void): void {
    const stop = this.add((value) => {
      stop()
      listener(value)
    })
  }

  notify(value: Value): void {
    for (const listener of [...this.#listeners]) listener(value)
  }
}
