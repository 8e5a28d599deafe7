// What a measure gives: rows of the table, with the target where there is one.

export interface Row {
  /** Which part of the bench it belongs to: the name for `--only`. */
  readonly part: string
  readonly what: string
  readonly value: number
  readonly unit: Unit
  /** The raw floor of the same run, and how much of it was reached. */
  readonly floor?: { readonly value: number; readonly ratio: number }
  readonly target?: Target
  /** Values of the single rounds, where there were several; `value` is their median. */
  readonly rounds?: readonly number[]
}

export type Unit =
  'statements/s' | '/s' | 'MB/s' | 'bytes/statement' | 'ms' | 'MiB' | 'statements' | 'of it' | 'µs' | 'bytes' | '%'

export interface Target {
  readonly text: string
  readonly reached: boolean
}

export function atLeast(value: number, bound: number): Target {
  return { text: `≥ ${bound.toLocaleString('en')}`, reached: value >= bound }
}

export function atMost(value: number, bound: number, unit: string): Target {
  return { text: `≤ ${bound.toLocaleString('en')} ${unit}`, reached: value <= bound }
}

const halfFrom = 55_000
const halfAtLeast = 40_000

/** Half of the floor, and 40,000 statements/s where the floor is 55,000 or more. */
export function halfOfFloor(value: number, floor: number): Pick<Row, 'floor' | 'target'> {
  const ratio = value / floor
  const quick = floor >= halfFrom
  return {
    floor: { value: floor, ratio },
    target: {
      text: quick ? '≥ half of the floor and ≥ 40,000' : '≥ half of the floor',
      reached: ratio >= 0.5 && (!quick || value >= halfAtLeast),
    },
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2
}
