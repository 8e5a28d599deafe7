// Feeds write where malware connects to as a URL: tcp://198.51.100.7:443/ names a host and a port of it, and no page.
import { isIP } from 'node:net'
import type { SubjectKind } from '../../protocol/names.ts'

const connection = /^(?:tcp|udp|tls|ssl):\/\/(\[[0-9a-f:.]+\]|[^/:@?#\s[\]]+)(?::\d{1,5})?\/?$/i

/** The host of such an address, as `IP:PORT` and `NAME:PORT` elsewhere in feeds; `undefined` for every other URL. */
export function endpointOf(url: string): { readonly value: string; readonly subjectKind: SubjectKind } | undefined {
  const host = connection.exec(url.trim())?.[1]?.replace(/^\[|\]$/g, '')
  return host === undefined ? undefined : { value: host, subjectKind: isIP(host) === 0 ? 'domain' : 'ip' }
}
