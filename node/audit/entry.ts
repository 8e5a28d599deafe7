// An event as the entry that is kept of it: every text one clean line, every list bounded.
import { hash } from 'node:crypto'
import type { AuditEntry } from '../../protocol/audit-entry.ts'
import { limits } from '../../protocol/limits.ts'
import type { AuditEvent } from './types.ts'

export interface Place {
  readonly seq: number
  /** Milliseconds since 1970. */
  readonly time: number
  /** Hash of the entry before. */
  readonly prev: string
}

/** What cannot stand in an entry is left out or cut, never refused: an act without its entry would be worse. */
export function entryOf(event: AuditEvent, { seq, time, prev }: Place): AuditEntry {
  const entry: Writable<AuditEntry> = {
    seq,
    time: Math.max(0, Math.floor(time)),
    actor: lineOf(event.actor) ?? 'unknown',
    action: event.action,
    decision: event.decision,
    prev,
  }
  if (event.code !== undefined) entry.code = event.code
  const purpose = lineOf(event.purpose)
  if (purpose !== undefined) entry.purpose = purpose
  if (event.objects !== undefined && event.objects.length > 0) addObjects(entry, event.objects)
  const detail = detailOf(event.detail)
  if (detail !== undefined) entry.detail = detail
  return entry
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

function addObjects(entry: Writable<AuditEntry>, objects: readonly string[]): void {
  entry.objects = objects.slice(0, limits.auditObjectsMax).map((object) => lineOf(object) ?? '-')
  if (objects.length <= limits.auditObjectsMax) return
  entry.objectCount = objects.length
  entry.objectsDigest = hash('sha256', `${objects.join('\n')}\n`, 'hex')
}

const detailName = /^[a-z][A-Za-z0-9]{0,31}$/

function detailOf(detail: AuditEvent['detail']): AuditEntry['detail'] {
  if (detail === undefined) return undefined
  const kept: Record<string, string | number> = {}
  let count = 0
  for (const [name, value] of Object.entries(detail)) {
    const one = Number.isSafeInteger(value) ? value : lineOf(String(value))
    if (one === undefined || !detailName.test(name) || count === limits.auditDetailsMax) continue
    kept[name] = one
    count += 1
  }
  return count === 0 ? undefined : kept
}

const printableAscii = /^[\x20-\x7e]+$/
// eslint-disable-next-line no-control-regex -- control characters are what is replaced
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g

/** `text` as the entry's format has it; `undefined` where nothing is left. */
function lineOf(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined
  if (printableAscii.test(text)) return text.slice(0, limits.auditTextMaxChars)
  // Composing may shorten and, rarely, lengthen: cut afterwards, and compose what the cut left once more.
  const composed = text.toWellFormed().replace(control, ' ').normalize('NFC').slice(0, limits.auditTextMaxChars)
  const whole = composed.isWellFormed() ? composed : composed.slice(0, -1)
  return whole === '' ? undefined : whole.normalize('NFC')
}
