// Bytes as text that survives mail: base64 in lines of 64 between a first and a last line, as PEM has it (RFC 7468).

const lineChars = 64

/** The text of `bytes` under a label in capitals. */
export function encodeArmor(label: string, bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  const lines: string[] = []
  for (let at = 0; at < text.length; at += lineChars) lines.push(text.slice(at, at + lineChars))
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

/**
 * The bytes in a text, whatever stands around them and however its lines end; `undefined` where there are none, or
 * where they are not the one base64 form of what they say.
 */
export function decodeArmor(label: string, text: string): Uint8Array | undefined {
  const begin = `-----BEGIN ${label}-----`
  const from = text.indexOf(begin)
  const to = text.indexOf(`-----END ${label}-----`)
  if (from < 0 || to < from) return undefined
  const base64 = text.slice(from + begin.length, to).replace(/[\s>]+/g, '')
  const bytes = Buffer.from(base64, 'base64')
  return bytes.byteLength > 0 && bytes.toString('base64') === base64 ? bytes : undefined
}
