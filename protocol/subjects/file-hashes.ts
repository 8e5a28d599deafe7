// Hashes of files: the algorithm, a colon, lower-case hexadecimal. The length tells the algorithm.
import { malformed } from './refusal.ts'
import type { Parsed } from './refusal.ts'

const algorithms = new Map([
  [32, 'md5'],
  [40, 'sha1'],
  [64, 'sha256'],
  [128, 'sha512'],
])
const canonical = /^(?:md5:[0-9a-f]{32}|sha1:[0-9a-f]{40}|sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/
const prefixed = /^(md5|sha-?1|sha-?256|sha-?512):/i

export function looksFileHash(text: string): boolean {
  return prefixed.test(text)
}

export function parseFileHash(text: string): Parsed {
  const named = prefixed.exec(text)?.[1]?.toLowerCase().replace('-', '')
  const digits = text.replace(prefixed, '').trim().toLowerCase()
  const algorithm = algorithms.get(digits.length)
  if (algorithm === undefined || !/^[0-9a-f]+$/.test(digits)) {
    return malformed('a file hash is 32, 40, 64 or 128 hexadecimal digits (MD5, SHA-1, SHA-256, SHA-512)')
  }
  return named === undefined || named === algorithm
    ? `${algorithm}:${digits}`
    : malformed(`${digits.length} digits are not a ${named} hash`)
}

export function isCanonicalFileHash(value: string): boolean {
  return canonical.test(value)
}
