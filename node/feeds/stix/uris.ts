// STIX has URLs by RFC 3986, which is narrower than what browsers take (and this network with them): a bar, a brace or a
// lone percent sign is escaped there.

const strict = /^(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=[\]]|%[0-9A-Fa-f]{2})*$/
const loose = /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]/gu

/** The URL with everything escaped that RFC 3986 does not allow where it stands; the same resource. */
export function strictUri(url: string): string {
  const [, authority = '', rest = ''] = /^([^/?#]*\/\/[^/?#]*)?(.*)$/s.exec(url) ?? []
  if (strict.test(url) && !/[[\]]/.test(rest) && rest.indexOf('#') === rest.lastIndexOf('#')) return url
  const hash = rest.indexOf('#') + 1
  const fragment = hash === 0 ? '' : rest.slice(hash).replaceAll('#', '%23')
  return authority + (hash === 0 ? rest : rest.slice(0, hash) + fragment).replace(loose, encodeURIComponent)
}
