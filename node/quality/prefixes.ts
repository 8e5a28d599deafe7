// Ranges of IP addresses by their length: as many look-ups as there are different lengths.
import { ipBits } from '../../protocol/subjects/ips.ts'
import type { SubjectKind } from '../../protocol/names.ts'
import { type Hit, Slots, type Speaks, firstOf } from './slots.ts'

const bitsOfFamily = { '4': 32, '6': 128 } as const
type Family = keyof typeof bitsOfFamily

export class Prefixes {
  /** By family and length, the longest first. */
  readonly #lengths: Record<Family, Map<number, Slots>> = { '4': new Map(), '6': new Map() }

  /** An address, or one with `/LENGTH`; what is neither is left out. */
  add(entry: string, list: number): void {
    const [address = '', length] = entry.trim().split('/')
    const bits = ipBits(address.toLowerCase())
    if (bits === undefined) return
    const family = bits.charAt(0) as Family
    const kept = length === undefined ? bitsOfFamily[family] : /^\d{1,3}$/.test(length) ? Number(length) : -1
    if (kept < 0 || kept > bitsOfFamily[family]) return
    const known = this.#lengths[family]
    const slots = known.get(kept) ?? new Slots()
    // The narrowest range first: it says most.
    if (!known.has(kept)) this.#lengths[family] = new Map([...known, [kept, slots] as const].sort(([a], [b]) => b - a))
    slots.add(cut(bits, kept), list, entry)
  }

  find(host: string, kind: SubjectKind, speaks: Speaks): Hit | undefined {
    const bits = ipBits(host)
    if (bits === undefined) return undefined
    let found: Hit | undefined
    for (const [length, slots] of this.#lengths[bits.charAt(0) as Family]) {
      found = firstOf(found, slots.find(cut(bits, length), kind, speaks))
    }
    return found
  }
}

/** The first `length` bits of the hexadecimal digits behind the family, the last digit with its rest cleared. */
function cut(bits: string, length: number): string {
  const whole = length >> 2
  const rest = length & 3
  if (rest === 0) return bits.slice(1, 1 + whole)
  const digit = Number.parseInt(bits.charAt(1 + whole), 16) & (0xf0 >> rest) & 0xf
  return bits.slice(1, 1 + whole) + digit.toString(16)
}
