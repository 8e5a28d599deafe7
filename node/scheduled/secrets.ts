// Credentials, certificates and keys of a source: read from their files when they are needed, and kept nowhere.
import { open } from 'node:fs/promises'
import type { Auth } from '../feeds/asking.ts'
import type { OutboundOptions } from '../outbound/request.ts'
import { ScheduledError } from './codes.ts'
import { scheduledLimits } from './limits.ts'
import type { SourceSpec } from './types.ts'

export interface Secrets {
  readonly auth: Auth | undefined
  readonly tls: Pick<OutboundOptions, 'ca' | 'cert' | 'key'>
}

/** Rejects with `secret-unreadable` and `secret-open-to-others`. */
export async function readSecrets({ authFile, caFile, certFile, keyFile }: SourceSpec): Promise<Secrets> {
  const text = authFile === undefined ? undefined : await secretIn(authFile, true)
  const ca = caFile === undefined ? undefined : await pemIn(caFile, false)
  const cert = certFile === undefined ? undefined : await pemIn(certFile, false)
  const key = keyFile === undefined ? undefined : await pemIn(keyFile, true)
  return {
    auth: text === undefined || authFile === undefined ? undefined : authIn(text, authFile),
    tls: {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    },
  }
}

/** `USER:PASSWORD` (RFC 7617: the first colon ends the name), or a token; `Basic` or `Bearer` may stand in front. */
function authIn(text: string, file: string): Auth {
  const line = text.replace(/\r?\n$/, '')
  const [, scheme, rest = ''] = /^(?:(basic|bearer) +)?(.*)$/is.exec(line) ?? []
  const colon = rest.indexOf(':')
  if (rest === '' || /[\r\n\0]/.test(rest)) {
    throw new ScheduledError('secret-unreadable', `${file} does not hold one line with credentials`)
  }
  if (scheme?.toLowerCase() === 'bearer' || (scheme === undefined && colon === -1)) {
    if (!/^[\w.~+/=:-]+$/.test(rest)) throw new ScheduledError('secret-unreadable', `${file} holds no token`)
    return { kind: 'bearer', token: rest }
  }
  if (colon === -1) throw new ScheduledError('secret-unreadable', `${file} does not hold USER:PASSWORD`)
  return { kind: 'basic', user: rest.slice(0, colon), password: rest.slice(colon + 1) }
}

async function pemIn(file: string, isSecret: boolean): Promise<string> {
  const text = await secretIn(file, isSecret)
  if (!text.includes('-----BEGIN ')) throw new ScheduledError('secret-unreadable', `${file} is no PEM file`)
  return text
}

async function secretIn(file: string, isSecret: boolean): Promise<string> {
  try {
    await using handle = await open(file, 'r')
    const found = await handle.stat()
    if (!found.isFile() || found.size > scheduledLimits.secretMaxBytes) throw new Error('it is no small file')
    if (isSecret && process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
      throw new ScheduledError('secret-open-to-others', `${file} can be read by others than its owner`)
    }
    return await handle.readFile('utf8')
  } catch (cause) {
    if (cause instanceof ScheduledError) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ScheduledError('secret-unreadable', `${file} cannot be read: ${why}`, { cause })
  }
}
