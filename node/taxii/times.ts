// Timestamps of TAXII and STIX: microseconds since 1970, which is what cursors are.

const pattern = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+\- ])(\d{2}):(\d{2}))$/

/** RFC 3339 of any precision, cut to microseconds; `undefined` for what is no time. */
export function parseMicros(text: string): number | undefined {
  const match = pattern.exec(text)
  if (match === null) return undefined
  const [, date = '', minutes = '', seconds = '', fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] = match
  const isLeap = seconds === '60'
  const wall = `${date}T${minutes}:${isLeap ? '59' : seconds}.000Z`
  const ms = Date.parse(wall)
  // A day that its month does not have would be taken for one of the next.
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== wall) return undefined
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined
  // A plus that was not escaped in a query is a space.
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000
  const micros = (ms - offset + (isLeap ? 1000 : 0)) * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'))
  // Far in the future all times are behind everything: no cursor comes near.
  return Math.min(micros, Number.MAX_SAFE_INTEGER)
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
