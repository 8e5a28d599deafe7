// How requests over HTTP are let in: the name under which they come, and the operator's own token.
import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'
import { readIfThere, writeWhole } from '../home/files.ts'
import { ApiError } from './errors.ts'

const hostPattern = /^(\[[0-9a-fA-F:.]+\]|[0-9A-Za-z.-]{1,253})(?::[0-9]{1,5})?$/
const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/** The operator's token in `path`; drawn and written with mode 0600 where there is none. */
export async function tokenIn(path: string): Promise<string> {
  const kept = (await readIfThere(path))?.toString('latin1').trim()
  if (kept !== undefined && kept !== '') return kept
  const token = randomBytes(32).toString('base64url')
  await writeWhole(path, `${token}\n`, { mode: 0o600 })
  return token
}

/**
 * Refuses a request whose Host header names something else than this node: a web page that had its own name resolve to
 * it cannot speak for whoever looks at the page. `names`: beside those of the loopback.
 */
export function refusedHost(request: IncomingMessage, names: readonly string[]): ApiError | undefined {
  const host = hostPattern.exec(request.headers.host ?? '')?.[1]?.toLowerCase()
  if (host !== undefined && (loopbackNames.includes(host) || names.includes(host) || names.includes(bare(host)))) {
    return undefined
  }
  return new ApiError('host-refused', 'the Host header names something else than this node')
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}

/** Whether `address` is this machine. */
export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}

/** The bearer token of a request; `undefined` where it has no Authorization, empty where that is no bearer token. */
export function bearerOf(request: IncomingMessage): string | undefined {
  const { authorization } = request.headers
  if (authorization === undefined) return undefined
  return /^Bearer ([A-Za-z0-9_-]{1,128})$/i.exec(authorization)?.[1] ?? ''
}

/** The token of a request that has it as the password of Basic, as tools without bearer tokens send it. */
export function passwordOf(request: IncomingMessage): string | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]{1,512}={0,2})$/i.exec(request.headers.authorization ?? '')?.[1]
  const given = encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('latin1')
  return /^[^:]*:([A-Za-z0-9_-]{1,128})$/.exec(given ?? '')?.[1]
}

/** Compares in a time that does not depend on where the texts differ. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'))
}
