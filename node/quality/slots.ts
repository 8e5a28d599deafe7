// Which lists have an entry under a key: one map for all lists, so that a look-up costs the same for one list and for a
// hundred. Most keys have one list, whose number alone is kept.
import type { SubjectKind } from '../../protocol/names.ts'

/** `list` counts from 0; the lower number counts where several have the entry. */
export interface Hit {
  readonly list: number
  readonly entry: string
}

type Slot = number | Hit | Hit[]
export type Speaks = (list: number, kind: SubjectKind) => boolean

/** Keys are added list by list, in the order of the lists. */
export class Slots<Key extends string | number = string> {
  readonly #slots = new Map<Key, Slot>()

  get size(): number {
    return this.#slots.size
  }

  add(key: Key, list: number, entry: string): void {
    const before = this.#slots.get(key)
    if (before === undefined) this.#slots.set(key, key === entry ? list : { list, entry })
    else {
      const hits = Array.isArray(before) ? before : [hitOf(before, key)]
      if (hits.at(-1)?.list !== list) this.#slots.set(key, [...hits, { list, entry }])
    }
  }

  /** The first list that has the key and speaks of the kind. */
  find(key: Key, kind: SubjectKind, speaks: Speaks): Hit | undefined {
    const slot = this.#slots.get(key)
    if (slot === undefined) return undefined
    if (Array.isArray(slot)) return slot.find((hit) => speaks(hit.list, kind))
    const hit = hitOf(slot, key)
    return speaks(hit.list, kind) ? hit : undefined
  }
}

function hitOf(slot: number | Hit, key: string | number): Hit {
  return typeof slot === 'number' ? { list: slot, entry: String(key) } : slot
}

/** The hit of the first list. */
export function firstOf(a: Hit | undefined, b: Hit | undefined): Hit | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return b.list < a.list ? b : a
}
