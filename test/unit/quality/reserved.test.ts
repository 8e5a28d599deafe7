// What means another thing to every reader, or to nobody: reserved addresses and names, alone and as the host of a URL or an
// e-mail address. None of it is said, whoever insists.
import { describe, expect, it, test } from 'vitest'
import { ProtocolError } from '../../../protocol/errors.ts'
import { parseSubject } from '../../../protocol/subjects/index.ts'

function codeOf(text: string, insist = false): string {
  try {
    return parseSubject(text, { insist }).kind
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
}

const inUrl = (address: string): string => `http://${address.includes(':') ? `[${address}]` : address}:8080/x`

describe('addresses that are not routed on the internet', () => {
  test.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.1.1.1',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '169.254.1.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.0.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::10.0.0.1',
    '::ffff:0:10.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:2::1',
    '2001:db8::1',
    '2001:10::1',
    '2001:20::1',
    '2002:a00:1::1',
    '2002:7f00:1::',
    '2002:c0a8:101::1',
    '2001:0:a00:1::f7f7:f7f7',
    '2001:0:808:808::f5ff:fffe',
    '3fff::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '5f00::1',
    '4000::1',
  ])('%s', (address) => {
    for (const insist of [false, true]) {
      expect(codeOf(address, insist)).toBe('ip-reserved')
      expect(codeOf(inUrl(address), insist)).toBe('ip-reserved')
    }
  })

  test.each(['http://2130706433/', 'http://0x7f.1/', 'http://127.1/', 'http://0177.0.0.1/', 'hxxp://127[.]0[.]0[.]1/'])(
    '%s, as browsers read it',
    (url) => {
      expect(codeOf(url)).toBe('ip-reserved')
      expect(codeOf(url, true)).toBe('ip-reserved')
    },
  )

  test.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.1',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.1',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2002:808:808::1',
    '2001:0:808:808::f7f7:f7f7',
    '2606:4700::1111',
    '2a00::1',
  ])('%s is', (address) => {
    expect(codeOf(address)).toBe('ip')
    expect(codeOf(inUrl(address))).toBe('url')
  })
})

describe('names that mean another machine to every reader', () => {
  const names = [
    ...['foo.localhost', 'localhost.localdomain', 'printer.local', 'a.test', 'a.example', 'a.invalid', 'a.alt'],
    ...['db.internal', 'nas.home', 'x.corp', 'wpad.lan', 'x.intranet', 'x.private', 'home.arpa', 'x.home.arpa'],
    ...['1.1.168.192.in-addr.arpa'],
  ]
  test.each(names)('%s', (name) => {
    for (const text of [name, `https://${name}/x`, `a@${name}`]) {
      expect(codeOf(text), text).toBe('domain-reserved')
      expect(codeOf(text, true), text).toBe('domain-reserved')
    }
  })

  test.each(['localhost', 'http://localhost/', 'http://router/', 'a@localhost'])('%s', (text) => {
    expect(codeOf(text)).toBe('domain-reserved')
    expect(codeOf(text, true)).toBe('domain-reserved')
  })
})

describe('public suffixes', () => {
  it.each(['co.uk', 'gov.uk', 'github.io', 'blogspot.com'])('%s can be insisted on', (name) => {
    expect(codeOf(name)).toBe('domain-public-suffix')
    expect(codeOf(name, true)).toBe('domain')
  })

  it.each(['http://com/', 'x@com', 'uk'])('%s: one label is no subject', (text) => {
    expect(codeOf(text)).toBe('domain-public-suffix')
    expect(codeOf(text, true)).not.toMatch(/^(?:domain|url|email)$/)
  })

  it('pages and mailboxes on a company’s suffix are', () => {
    expect(codeOf('https://github.io/x')).toBe('url')
    expect(codeOf('a@github.io')).toBe('email')
    expect(codeOf('someone.github.io')).toBe('domain')
  })
})
