// Who may call the API over HTTP: a process of this machine that can read the token, under a name of this machine.
import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { readIfThere, writeWhole } from '../home/files.ts'
import { ApiError } from './errors.ts'

const loopbackNames = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?$/i

/** The token in `path`; drawn and written with mode 0600 where there is none. */
export async function tokenIn(path: string): Promise<string> {
  const kept = (await readIfThere(path))?.toString('latin1').trim()
  if (kept !== undefined && kept !== '') return kept
  const token = randomBytes(32).toString('base64url')
  await writeWhole(path, `${token}\n`, { mode: 0o600 })
  return token
}

/**
 * Why a request over HTTP is refused, or `undefined`. The Host header stops a web page that had its name resolve to the
 * loopback; the token stops everything else that runs here.
 */
export function refusalOf(request: IncomingMessage, token: string): ApiError | undefined {
  if (!loopbackNames.test(request.headers.host ?? '')) {
    return new ApiError('host-refused', 'the Host header names something else than this machine')
  }
  const given = /^Bearer ([A-Za-z0-9_-]{1,128})$/.exec(request.headers.authorization ?? '')?.[1]
  if (given === undefined || !sameText(given, token)) {
    return new ApiError('token-missing', 'a bearer token is required over HTTP')
  }
  return undefined
}

/** Compares in a time that does not depend on where the texts differ. */
function sameText(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'))
}
