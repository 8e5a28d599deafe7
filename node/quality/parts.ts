// Parts of text: which entry occurs in a value. Entries are filed under their first characters, so that a value is looked
// up from each of its places, whatever the number of entries: lists of mail providers have thousands.
import type { SubjectKind } from '../../protocol/names.ts'
import { type Hit, type Speaks, firstOf } from './slots.ts'

const gramMaxChars = 5

interface Part {
  readonly text: string
  readonly hit: Hit
}

export class Parts {
  /** By the number of characters they are filed under. */
  readonly #grams = new Map<number, Map<string, Part[]>>()

  add(entry: string, list: number): void {
    const text = entry.toLowerCase()
    const length = Math.min(gramMaxChars, text.length)
    const grams = this.#grams.get(length) ?? new Map<string, Part[]>()
    this.#grams.set(length, grams)
    const gram = text.slice(0, length)
    const parts = grams.get(gram)
    const part = { text, hit: { list, entry } }
    if (parts === undefined) grams.set(gram, [part])
    else parts.push(part)
  }

  /** `value` in lower case. */
  find(value: string, kind: SubjectKind, speaks: Speaks): Hit | undefined {
    let found: Hit | undefined
    for (const [length, grams] of this.#grams) {
      for (let at = 0; at + length <= value.length; at++) {
        const parts = grams.get(value.slice(at, at + length))
        if (parts === undefined) continue
        for (const { text, hit } of parts) {
          if (value.startsWith(text, at) && speaks(hit.list, kind)) found = firstOf(found, hit)
        }
      }
    }
    return found
  }
}
