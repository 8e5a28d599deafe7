// Parts of text: which entry occurs in a value. Entries are filed under their first characters, so that a value is looked
// up from each of its places, whatever the number of entries: lists of mail providers have thousands.
import type { SubjectKind } from '../../protocol/names.ts'
import { type Hit, type Speaks, firstOf } from './slots.ts'

const gramMaxChars = 4
const bitsPerChar = 7
const charMask = 2 ** bitsPerChar - 1

interface Part {
  readonly text: string
  readonly hit: Hit
}

interface Grams {
  readonly mask: number
  readonly length: number
  /** By the codes of the first characters, 7 bits each. Others than ASCII share a number, and are told apart by the text. */
  readonly parts: Map<number, Part[]>
}

export class Parts {
  /** One for each number of characters that entries are filed under. */
  readonly #grams: Grams[] = []

  add(entry: string, list: number): void {
    const text = entry.toLowerCase()
    const length = Math.min(gramMaxChars, text.length)
    let grams = this.#grams.find((one) => one.length === length)
    if (grams === undefined) {
      grams = { length, mask: 2 ** (bitsPerChar * length) - 1, parts: new Map() }
      this.#grams.push(grams)
    }
    let gram = 0
    for (let at = 0; at < length; at++) gram = (gram << bitsPerChar) | (text.charCodeAt(at) & charMask)
    const part = { text, hit: { list, entry } }
    const parts = grams.parts.get(gram)
    if (parts === undefined) grams.parts.set(gram, [part])
    else parts.push(part)
  }

  /** `value` in lower case. */
  find(value: string, kind: SubjectKind, speaks: Speaks): Hit | undefined {
    let found: Hit | undefined
    for (const { length, mask, parts } of this.#grams) {
      let gram = 0
      for (let end = 1; end <= value.length; end++) {
        gram = ((gram << bitsPerChar) | (value.charCodeAt(end - 1) & charMask)) & mask
        const filed = end < length ? undefined : parts.get(gram)
        if (filed === undefined) continue
        for (const { text, hit } of filed) {
          if (value.startsWith(text, end - length) && speaks(hit.list, kind)) found = firstOf(found, hit)
        }
      }
    }
    return found
  }
}
