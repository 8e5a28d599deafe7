// URLs: the WHATWG form with a canonical host, without what names no resource (fragment, credentials, default port).
import { isCanonicalDomain, parseDomain } from './domains.ts'
import { isCanonicalIp, isIpv4, parseIp } from './ips.ts'
import { malformed, refuse } from './refusal.ts'
import type { Mode, Parsed } from './refusal.ts'

const defaultPorts: Readonly<Record<string, string>> = { http: '80', https: '443', ftp: '21', ws: '80', wss: '443' }
const schemed = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//
// Printable ASCII without what the WHATWG serializer encodes in a path and in a query.
const canonical = /^(https?|ftp|wss?):\/\/([a-z0-9_.:[\]-]+)(\/[!$-;=@-[\]_a-z|~&%'()*+,-]*)(?:\?[!$-&(-;=?-~]+)?$/
const dotSegment = /\/(?:\.|%2e){1,2}(?:\/|$)/i

/** Canonical URL. A text without a scheme is read as https. */
export function parseUrl(text: string, mode: Mode): Parsed {
  if (!text.isWellFormed() || text !== text.normalize('NFC'))
    return refuse('subject-unsafe', 'the URL is not in Unicode NFC')
  const url = URL.parse(schemed.test(text) ? text : `https://${text}`)
  if (url === null) return malformed('not a URL')
  const scheme = url.protocol.slice(0, -1)
  if (defaultPorts[scheme] === undefined) return malformed(`URLs of the scheme ${scheme} are not subjects`)
  const host = parseHost(url.hostname, mode)
  if (typeof host !== 'string') return host
  if (url.port === '0') return malformed('there is no port 0')
  const port = url.port === '' ? '' : `:${url.port}`
  // Fragments never leave the browser and often hold the victim's address; credentials name nobody's page but lure.
  // Older serializers leave ^ as it is in a path.
  return `${scheme}://${host}${port}${url.pathname.replaceAll('^', '%5E')}${url.search}`
}

/** Whether `value` is a canonical URL: syntax alone. */
export function isCanonicalUrl(value: string): boolean {
  const match = canonical.exec(value)
  if (match === null) return false
  const [, scheme = '', authority = '', path = ''] = match
  const cut = /^(.*?)(?::([0-9]*))?$/.exec(authority.startsWith('[') ? authority.replace(/^[^\]]*\]/, '') : authority)
  const port = cut?.[2]
  const host = port === undefined ? authority : authority.slice(0, -port.length - 1)
  return isCanonicalHost(host) && (port === undefined || isCanonicalPort(port, scheme)) && !dotSegment.test(path)
}

function parseHost(host: string, mode: Mode): Parsed {
  if (host.startsWith('[')) {
    const ip = parseIp(host.slice(1, -1), mode)
    return typeof ip === 'string' && ip.includes(':') ? `[${ip}]` : ip
  }
  return isIpv4(host) ? parseIp(host, mode) : parseDomain(host, mode, 'host')
}

function isCanonicalHost(host: string): boolean {
  if (host.startsWith('[')) {
    const ip = host.slice(1, -1)
    return host.endsWith(']') && ip.includes(':') && isCanonicalIp(ip)
  }
  return isCanonicalDomain(host) || isIpv4(host)
}

function isCanonicalPort(port: string, scheme: string): boolean {
  return /^[1-9][0-9]{0,4}$/.test(port) && Number(port) < 65_536 && port !== defaultPorts[scheme]
}
