// From what people and feeds write to a canonical subject: the publishing edge, and recognition for lookups.
import { ProtocolError } from '../errors.ts'
import type { SubjectKind } from '../names.ts'
import type { Subject } from '../statement-shape.ts'
import { parseIp } from './ips.ts'

export interface SubjectHint {
  readonly kind?: SubjectKind
  /** A CAIP-2 id or a name that `resolveChain` knows. */
  readonly chain?: string
}

export function parseSubject(text: string, hint: SubjectHint = {}): Subject {
  const trimmed = text.trim()
  if (/^0x[0-9a-fA-F]{40}$/.test(trimmed)) {
    return { kind: 'address', chain: hint.chain ?? 'eip155:1', value: trimmed.toLowerCase() }
  }
  const ip = parseIp(trimmed, 'publish')
  if (typeof ip === 'string') return { kind: 'ip', value: ip }
  if (/^[a-z0-9.-]+\.[a-z]+$/i.test(trimmed)) return { kind: 'domain', value: trimmed.toLowerCase() }
  throw new ProtocolError('subject-unrecognized', 'the value is of no kind that is known')
}

export function recognize(text: string): Subject[] {
  try {
    return [parseSubject(text)]
  } catch {
    return []
  }
}
