// Under which name a batch is known: the caller, and the key that the caller gave it.
import { v5 } from 'uuid'
import { type Reader, operatorName } from '../access/access.ts'
import { PushError } from './errors.ts'
import { pushLimits } from './limits.ts'

/** Whose receipts they are: a token's by its id, so that whoever has another of the same name does not have them. */
export function callerOf(reader: Reader): string {
  return reader.kind === 'token' ? `token:${reader.id}` : operatorName
}

const printable = /^[\x20-\x7e]+$/
const quoted = /^"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/

/**
 * The key in an Idempotency-Key header: a string in quotes (RFC 9651, as draft-ietf-httpapi-idempotency-key-header has
 * it), or what stands there without them. Throws `idempotency-key-invalid`.
 */
export function parseKey(text: string): string {
  const trimmed = text.trim()
  const key = quoted.exec(trimmed)?.[1]?.replace(/\\(["\\])/g, '$1') ?? trimmed
  if (key.length === 0 || key.length > pushLimits.keyMaxChars || !printable.test(key)) {
    throw new PushError(
      'idempotency-key-invalid',
      `a key has 1 to ${pushLimits.keyMaxChars} printable ASCII characters`,
    )
  }
  return key
}

const namespace = 'b2f6a0c4-6d5e-4f3a-9c1b-7e8d2a4f5061'

/** A UUID that follows from caller and key. */
export function pushId(caller: string, key: string): string {
  return v5(`${caller}\0${key}`, namespace)
}
