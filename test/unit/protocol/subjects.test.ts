// Subjects: the vectors that a second implementation would be held to, and the ranges that their keys make.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { basisConfidence } from '../../../protocol/basis.ts'
import { categories, categoryGroup, isCategory } from '../../../protocol/categories.ts'
import { ProtocolError } from '../../../protocol/errors.ts'
import { limits } from '../../../protocol/limits.ts'
import { bases, subjectKinds } from '../../../protocol/names.ts'
import type { Subject } from '../../../protocol/statement-shape.ts'
import {
  addressPrefixRange,
  chains,
  checkSubject,
  domainTreeRange,
  formatSubject,
  parseSubject,
  recognize,
  resolveChain,
  subjectKey,
} from '../../../protocol/subjects/index.ts'
import type { KeyRange, SubjectHint } from '../../../protocol/subjects/index.ts'

interface Vectors {
  readonly chains: readonly { readonly id: string; readonly names: readonly string[] }[]
  readonly parsed: readonly { readonly text: string; readonly hint?: SubjectHint; readonly subject: Subject }[]
  readonly refused: readonly { readonly text: string; readonly hint?: SubjectHint; readonly code: string }[]
  readonly canonical: readonly Subject[]
  readonly noncanonical: readonly { readonly subject: Subject; readonly code: string }[]
  readonly recognized: readonly { readonly text: string; readonly subjects: readonly Subject[] }[]
}

const file = new URL('../../vectors/subjects.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors

function codeOf(text: string, hint?: SubjectHint): string {
  try {
    return formatSubject(parseSubject(text, hint))
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
}

function hintOf({ kind, chain }: Subject): SubjectHint {
  return chain === undefined ? { kind } : { kind, chain }
}

describe('vectors', () => {
  test.each(vectors.parsed)('$text is read as $subject.value', ({ text, hint, subject }) => {
    expect(parseSubject(text, hint)).toEqual(subject)
  })

  test.each(vectors.parsed)('$subject.value is canonical, found and read again', ({ subject }) => {
    expect(checkSubject(subject)).toBeUndefined()
    expect(parseSubject(subject.value, hintOf(subject))).toEqual(subject)
    expect(parseSubject(formatSubject(subject), { kind: subject.kind })).toEqual(subject)
    expect(recognize(formatSubject(subject)).map(subjectKey)).toContain(subjectKey(subject))
  })

  test.each(vectors.refused)('$text is refused: $code', ({ text, hint, code }) => {
    expect(codeOf(text, hint)).toBe(code)
  })

  test.each(vectors.canonical)('$kind $value passes the receiver without tables', (subject) => {
    expect(checkSubject(subject)).toBeUndefined()
  })

  test.each(vectors.noncanonical)('$subject.kind $subject.value is not canonical', ({ subject, code }) => {
    expect(checkSubject(subject)).toBe(code)
  })

  test.each(vectors.recognized)('$text has these readings', ({ text, subjects }) => {
    expect(recognize(text)).toEqual(subjects)
  })

  test('cover every kind and every chain', () => {
    expect(new Set(vectors.parsed.map(({ subject }) => subject.kind))).toEqual(new Set(subjectKinds.names))
    expect(vectors.chains).toEqual(chains.map(({ id, names }) => ({ id, names })))
  })
})

describe('length', () => {
  const long = `https://evil.com/${'a'.repeat(limits.valueMaxChars)}`

  test('of the text', () => expect(codeOf(long)).toBe('subject-too-long'))

  test('of the canonical form, which mapping makes longer', () => {
    expect(codeOf(`https://evil.com/${'é'.repeat(limits.valueMaxChars / 4)}`)).toBe('subject-too-long')
  })

  test('of what is received', () => {
    expect(checkSubject({ kind: 'url', value: long })).toBe('subject-too-long')
  })
})

describe('chains', () => {
  test.each([
    ['bitcoin', 'bip122:000000000019d6689c085ae165831e93'],
    ['XBT', 'bip122:000000000019d6689c085ae165831e93'],
    ['ETC', 'eip155:61'],
    ['ARB', 'eip155:42161'],
    ['BSC', 'eip155:56'],
    ['Bitcoin Cash', 'bip122:000000000000000000651ef99cb9fcbe'],
    ['eip155:137', 'eip155:137'],
    ['eip155:0', 'eip155:0'],
    ['eip155:00', undefined],
    ['EIP155:1', undefined],
    ['solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp', 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp'],
    ['USDT', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('%s is %s', (name, id) => expect(resolveChain(name)).toBe(id))

  test('have CAIP-2 ids, and names that are unique', () => {
    for (const { id } of chains) expect(id).toMatch(/^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}$/)
    const names = chains.flatMap((chain) => chain.names)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('keys', () => {
  const inside = (key: string, ranges: readonly KeyRange[]) => ranges.some(({ gte, lt }) => key >= gte && key < lt)
  const keyOf = (text: string, hint?: SubjectHint) => subjectKey(parseSubject(text, hint))

  test('are one for an EVM account on every EVM chain', () => {
    const address = '0xd8da6bf26964af9d7eed9e03e53415d37aa96045'
    expect(keyOf(`eip155:137:${address}`)).toBe(keyOf(address))
    expect(keyOf(address)).toBe(`01${address}\0eip155`)
  })

  test('differ between chains that are not of the EVM', () => {
    const text = '1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu'
    expect(keyOf(text)).not.toBe(keyOf(text, { chain: 'bsv' }))
  })

  test.each([
    ['evil.com', true],
    ['www.evil.com', true],
    ['a.b.evil.com', true],
    ['xevil.com', false],
    ['evil.com.co', false],
    ['evil-2.com', false],
    ['evil.computer', false],
    ['evil.co', false],
  ])('the tree of evil.com has %s: %s', (name, expected) => {
    expect(inside(keyOf(name), domainTreeRange('evil.com'))).toBe(expected)
  })

  test.each([
    ['0xD8DA6B', '0xd8da6bf26964af9d7eed9e03e53415d37aa96045', true],
    ['0xd8da6c', '0xd8da6bf26964af9d7eed9e03e53415d37aa96045', false],
    ['1BpEi', '1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu', true],
    ['1Bpei', '1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu', false],
    ['BC1QW508', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', true],
    ['UQCD39VS5', 'EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N', true],
    ['0xd8da6bf26964af9d7eed9e03e53415d37aa96045', '0xd8da6bf26964af9d7eed9e03e53415d37aa96045', true],
  ])('addresses that begin with %s have %s: %s', (prefix, address, expected) => {
    expect(inside(keyOf(address), [addressPrefixRange(prefix)])).toBe(expected)
  })

  test('sort IP addresses as numbers, version 4 first', () => {
    const ips = ['2.0.0.0', '8.8.8.8', '9.0.0.1', '77.1.1.1', '100.1.1.1', '2001:4860::8', '2600::1', '2a00::']
    expect(ips.map((ip) => keyOf(ip)).sort()).toEqual(ips.map((ip) => keyOf(ip)))
    expect(keyOf('8.8.4.4')).toBe('05408080404\0')
  })

  test('lay URLs and mailboxes beside their host', () => {
    expect(keyOf('https://www.evil.com:8443/x')).toBe('04com.evil.www https://www.evil.com:8443/x\0')
    expect(keyOf('http://8.8.8.8/x')).toBe('048.8.8.8 http://8.8.8.8/x\0')
    expect(keyOf('me@mail.evil.com')).toBe('06com.evil.mail@me\0')
  })
})

describe('taxonomy', () => {
  test('has a group for each category, and no category twice', () => {
    const names = categories.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBe(47)
    expect(categoryGroup('phishing')).toBe('fraud')
    expect(categoryGroup('exchange-hot-wallet')).toBe('not-accusing')
    expect(isCategory('wallet-drainer')).toBe(true)
    expect(isCategory('Phishing')).toBe(false)
    expect(isCategory('constructor')).toBe(false)
  })

  test('has a confidence for each basis', () => {
    expect(Object.keys(basisConfidence).sort()).toEqual([...bases.names].sort())
  })
})
