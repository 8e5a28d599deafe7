// Timestamps of TAXII and STIX: microseconds since 1970, which is what cursors are.

const pattern = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+\- ])(\d{2}):(\d{2}))$/

/** After so many years every day of the calendar comes again: `Date.UTC` takes years below 100 for others. */
const cycleYears = 400
const cycleMs = 146_097 * 86_400_000

/** RFC 3339 of any precision, cut to microseconds; `undefined` for what is no time. */
export function parseMicros(text: string): number | undefined {
  const match = pattern.exec(text)
  if (match === null) return undefined
  const [year, month, day, hours, minutes, seconds] = numbersOf(match) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const [fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] = match.slice(7)
  if (!isDay(year, month, day) || hours > 23 || minutes > 59 || seconds > 60) return undefined
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined
  // The second 60 is the first of the next minute.
  const ms = Date.UTC(year + cycleYears, month - 1, day, hours, minutes, seconds) - cycleMs
  // A plus that was not escaped in a query is a space.
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000
  const micros = (ms - offset) * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'))
  // Far in the future all times are behind everything: no cursor comes near.
  return Math.min(micros, Number.MAX_SAFE_INTEGER)
}

function numbersOf(match: RegExpExecArray): number[] {
  const numbers: number[] = []
  for (let at = 1; at <= 6; at += 1) numbers.push(Number(match[at]))
  return numbers
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  // The day before the first of the next month.
  return day <= 28 || day <= new Date(Date.UTC(year + cycleYears, month, 0)).getUTCDate()
}

/** As TAXII has it: six digits behind the second. */
export function formatMicros(micros: number): string {
  const ms = Math.floor(micros / 1000)
  return `${isoOf(ms).slice(0, -1)}${String(micros - ms * 1000).padStart(3, '0')}Z`
}

/** As STIX has versions: three digits, and six where there is more to say. */
export function formatVersion(micros: number): string {
  return micros % 1000 === 0 ? isoOf(micros / 1000) : formatMicros(micros)
}

/** The last moment that four digits of a year can say. */
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

function isoOf(ms: number): string {
  return new Date(Math.max(0, Math.min(ms, lastMs))).toISOString()
}
