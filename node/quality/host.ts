// The host in a canonical subject: of a URL, an e-mail address, or the name itself.
import type { Subject } from '../../protocol/statement-shape.ts'

/** A domain or an IP address (IPv6 without brackets); `undefined` for kinds that have none. */
export function hostOf({ kind, value }: Subject): string | undefined {
  switch (kind) {
    case 'domain':
    case 'ip':
      return value
    case 'email':
      return value.slice(value.lastIndexOf('@') + 1)
    case 'url':
      return hostOfUrl(value)
    default:
      return undefined
  }
}

/** Canonical URLs have no user name, and a slash behind the host. */
function hostOfUrl(url: string): string {
  const from = url.indexOf('://') + 3
  const slash = url.indexOf('/', from)
  const authority = url.slice(from, slash < 0 ? undefined : slash)
  if (authority.startsWith('[')) return authority.slice(1, authority.indexOf(']'))
  const colon = authority.indexOf(':')
  return colon < 0 ? authority : authority.slice(0, colon)
}

/** The name and the names above it, down to two labels; nothing for an IP address. */
export function* namesAbove(host: string): Generator<string, void, void> {
  for (let name = host; name.includes('.'); name = parentOf(name)) yield name
}

/** What stands behind the first dot; nothing behind the last one. */
export function parentOf(name: string): string {
  const dot = name.indexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1)
}
