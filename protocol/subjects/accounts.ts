// Account handles: platform, colon, handle. Printable ASCII, so that no look-alike letters pass for another account.
import { malformed } from './refusal.ts'
import type { Parsed } from './refusal.ts'

const form = /^([a-z0-9](?:[a-z0-9.-]{0,30}[a-z0-9])?):([!-?A-~][!-~]{0,127})$/

/**
 * Platforms whose handles ignore case: lower case is canonical there, elsewhere case counts. The list belongs to
 * version 1 of the grammar: a node with a longer one would refuse what others accept.
 */
const caseless = new Set([
  'bluesky',
  'discord',
  'ens',
  'facebook',
  'github',
  'gitlab',
  'instagram',
  'linkedin',
  'mastodon',
  'medium',
  'reddit',
  'skype',
  'snapchat',
  'telegram',
  'tiktok',
  'x',
])

/** Platforms that are recognized without being told that the text is an account. */
const known = new Set([...caseless, 'line', 'opensea', 'signal', 'viber', 'vk', 'wechat', 'whatsapp', 'youtube'])

const aliases = new Map([
  ['fb', 'facebook'],
  ['ig', 'instagram'],
  ['insta', 'instagram'],
  ['t.me', 'telegram'],
  ['tg', 'telegram'],
  ['twitter', 'x'],
  ['weixin', 'wechat'],
])

/** Whether `platform:handle` needs no hint to be taken for an account. */
export function looksAccount(text: string): boolean {
  const colon = text.indexOf(':')
  const platform = text.slice(0, colon).trim().toLowerCase()
  return colon > 0 && (known.has(platform) || aliases.has(platform)) && !text.startsWith('//', colon + 1)
}

/** Canonical account: platform in lower case and by its present name, handle without the leading @. */
export function parseAccount(text: string): Parsed {
  const colon = text.indexOf(':')
  if (colon < 1) return malformed('an account is platform:handle, such as telegram:name')
  const named = text.slice(0, colon).trim().toLowerCase()
  const platform = aliases.get(named) ?? named
  const handle = text
    .slice(colon + 1)
    .trim()
    .replace(/^@+/, '')
  const account = `${platform}:${caseless.has(platform) ? handle.toLowerCase() : handle}`
  return form.test(account) ? account : malformed('an account is platform:handle, in printable ASCII without spaces')
}

export function isCanonicalAccount(value: string): boolean {
  const match = form.exec(value)
  if (match === null) return false
  const [, platform = '', handle = ''] = match
  return !aliases.has(platform) && (!caseless.has(platform) || handle === handle.toLowerCase())
}
