// One entry of a node's audit log: canonical JSON, so that what is stored, exported and hashed are the same bytes, and can
// be read and hashed years later with any tool. docs/audit.md has the format.
import { hash } from 'node:crypto'
import { limits } from './limits.ts'
import { isLine } from './text.ts'

export interface AuditEntry {
  /** From 1, without gaps. */
  readonly seq: number
  /** Milliseconds since 1970, by the clock of the node: it can go back where the clock was set back. */
  readonly time: number
  readonly actor: string
  readonly action: string
  readonly decision: 'allowed' | 'refused'
  readonly code?: string
  /** Names of what was acted on, at most `limits.auditObjectsMax`. */
  readonly objects?: readonly string[]
  /** Where there were more: how many, and SHA-256 over all of them, each ended by a line feed, in hexadecimal. */
  readonly objectCount?: number
  readonly objectsDigest?: string
  readonly purpose?: string
  readonly detail?: Readonly<Record<string, string | number>>
  /** Hash of the entry before, in hexadecimal; zeros in the first one. */
  readonly prev: string
}

const format = 1
const hex32 = /^[0-9a-f]{64}$/
const detailKey = /^[a-z][A-Za-z0-9]{0,31}$/
const word = /^[a-z][a-z0-9-]{0,63}$/
const optional: ReadonlySet<string> = new Set(['code', 'objects', 'objectCount', 'objectsDigest', 'purpose', 'detail'])
const fields: ReadonlySet<string> = new Set([
  ...['format', 'seq', 'time', 'actor', 'action', 'decision', 'prev'],
  ...optional,
])
const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** What the first entry of a log names as the one before it. */
export const auditGenesis = '0'.repeat(64)

/**
 * The canonical JSON: fields in this order, absent ones left out, details by name. Written piece by piece, in half the
 * time that JSON.stringify takes: screening writes one with every request.
 */
export function encodeAuditEntry(entry: AuditEntry): string {
  const { code, objects, objectCount, objectsDigest, purpose, detail } = entry
  let json = `{"format":${format},"seq":${entry.seq},"time":${entry.time},"actor":${quoted(entry.actor)}`
  json += `,"action":${quoted(entry.action)},"decision":${quoted(entry.decision)}`
  if (code !== undefined) json += `,"code":${quoted(code)}`
  if (objects !== undefined) json += `,"objects":[${objects.map(quoted).join(',')}]`
  if (objectCount !== undefined) json += `,"objectCount":${objectCount}`
  if (objectsDigest !== undefined) json += `,"objectsDigest":${quoted(objectsDigest)}`
  if (purpose !== undefined) json += `,"purpose":${quoted(purpose)}`
  if (detail !== undefined) json += `,"detail":${detailJson(detail)}`
  return `${json},"prev":${quoted(entry.prev)}}`
}

function detailJson(detail: NonNullable<AuditEntry['detail']>): string {
  const names = Object.keys(detail).sort()
  return `{${names.map((name) => `${quoted(name)}:${valueJson(detail[name])}`).join(',')}}`
}

function valueJson(value: string | number | undefined): string {
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value)
}

/** Printable ASCII without what JSON escapes. */
const plain = /^[ !#-[\]-~]*$/

function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** SHA256("entente/audit/v1" 0x00 entry), in hexadecimal. The entry holds the hash of the one before it. */
export function auditHash(entry: string | Uint8Array): string {
  if (typeof entry === 'string') return hash('sha256', `entente/audit/v1\0${entry}`, 'hex')
  return hash('sha256', Buffer.concat([Buffer.from('entente/audit/v1\0', 'ascii'), entry]), 'hex')
}

/** The entry in `bytes`; `undefined` where they are not the one canonical form of an entry. */
export function decodeAuditEntry(bytes: Uint8Array): AuditEntry | undefined {
  if (bytes.byteLength > limits.auditEntryMaxBytes) return undefined
  try {
    const json = text.decode(bytes)
    const value: unknown = JSON.parse(json)
    return isEntry(value) && encodeAuditEntry(value) === json ? value : undefined
  } catch {
    return undefined
  }
}

/** What is not in its canonical order or form, the comparison with the encoding finds. */
function isEntry(value: unknown): value is AuditEntry {
  if (!isObject(value) || Object.keys(value).some((name) => !fields.has(name))) return false
  const { seq, time, actor, action, decision, code, objects, objectCount, objectsDigest, purpose, detail } = value
  return (
    value['format'] === format &&
    isCount(seq) &&
    seq > 0 &&
    isCount(time) &&
    isText(actor) &&
    isWord(action) &&
    (decision === 'allowed' || decision === 'refused') &&
    (code === undefined || isWord(code)) &&
    (objects === undefined || (Array.isArray(objects) && isList(objects))) &&
    (objectCount === undefined || (isCount(objectCount) && objectCount > limits.auditObjectsMax)) &&
    (objectCount === undefined ? objectsDigest === undefined : isHash(objectsDigest)) &&
    (purpose === undefined || isText(purpose)) &&
    (detail === undefined || isDetail(detail)) &&
    isHash(value['prev'])
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && isLine(value, limits.auditTextMaxChars)
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' && word.test(value)
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && hex32.test(value)
}

function isList(values: readonly unknown[]): boolean {
  return values.length > 0 && values.length <= limits.auditObjectsMax && values.every(isText)
}

function isDetail(value: unknown): boolean {
  if (!isObject(value)) return false
  const entries = Object.entries(value)
  if (entries.length === 0 || entries.length > limits.auditDetailsMax) return false
  return entries.every(([name, one]) => detailKey.test(name) && (Number.isSafeInteger(one) || isText(one)))
}
