// Subjects under random input: canonical is stable, a checksum catches a slip, and nothing crashes a parser.
import { bech32, bech32m, base32, base58xmr } from '@scure/base'
import { blake2b } from '@noble/hashes/blake2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProtocolError } from '../../protocol/errors.ts'
import type { Subject } from '../../protocol/statement-shape.ts'
import { subjectKinds } from '../../protocol/names.ts'
import { base58checkEncode, base58Encode, crc16 } from '../../protocol/subjects/checksums.ts'
import {
  chains,
  checkSubject,
  domainTreeRange,
  formatSubject,
  parseSubject,
  recognize,
  resolveChain,
  subjectKey,
} from '../../protocol/subjects/index.ts'
import type { SubjectHint } from '../../protocol/subjects/index.ts'

// Codes of rules with tables, which the receiver's grammar does not have.
const publishingOnly = new Set(['ip-reserved', 'domain-reserved', 'domain-public-suffix'])

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const versioned = (length: number, ...versions: (readonly number[])[]) =>
  fc.tuple(fc.constantFrom(...versions), bytes(length)).map(([version, rest]) => Buffer.from([...version, ...rest]))
const check = (...versions: (readonly number[])[]) => versioned(20, ...versions).map((b) => base58checkEncode(b))

function witness(prefix: string) {
  return fc.oneof(
    bytes(20).map((b) => bech32.encode(prefix, [0, ...bech32.toWords(b)])),
    bytes(32).map((b) => bech32.encode(prefix, [0, ...bech32.toWords(b)])),
    bytes(32).map((b) => bech32m.encode(prefix, [1, ...bech32m.toWords(b)])),
  )
}

function ss58(prefix: number) {
  return bytes(32).map((key) => {
    const payload = Buffer.from([prefix, ...key])
    const sum = blake2b(Buffer.concat([Buffer.from('SS58PRE'), payload]))
    return base58Encode(Buffer.concat([payload, sum.subarray(0, 2)]))
  })
}

/** Canonical addresses with a checksum, per chain. */
const checksummed: Readonly<Record<string, fc.Arbitrary<string>>> = {
  bitcoin: fc.oneof(check([0], [5]), witness('bc')),
  litecoin: fc.oneof(check([48], [50]), witness('ltc')),
  dogecoin: check([30], [22]),
  'bitcoin-sv': check([0], [5]),
  'bitcoin-gold': fc.oneof(check([38], [23]), witness('btg')),
  dash: check([76], [16]),
  verge: check([30], [33]),
  zcash: check([0x1c, 0xb8], [0x1c, 0xbd]),
  tron: check([0x41]),
  'bitcoin-cash': check([0], [5]).map((text) => parseSubject(text, { chain: 'bitcoin-cash' }).value),
  monero: fc.oneof(versioned(64, [18], [42]), versioned(72, [19])).map((payload) => {
    return base58xmr.encode(Buffer.concat([payload, keccak_256(payload).subarray(0, 4)]))
  }),
  ton: bytes(32).map((b) => parseSubject(`0:${Buffer.from(b).toString('hex')}`).value),
  polkadot: ss58(0),
  kusama: ss58(2),
  stellar: versioned(32, [48], [16]).map((payload) => {
    const sum = crc16(payload)
    return base32.encode(Buffer.from([...payload, sum & 255, sum >> 8]))
  }),
  cosmos: bytes(20).map((b) => bech32.encode('cosmos', bech32.toWords(b))),
}

const hex = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`))
const evmAddress = hex(40).map((digits) => `0x${digits}`)
const label = fc.stringMatching(/^[a-z0-9_](?:[a-z0-9_-]{0,8}[a-z0-9_])?$/).filter((text) => !text.startsWith('xn--'))
const domain = fc
  .tuple(
    fc.array(label, { minLength: 0, maxLength: 3 }),
    fc.stringMatching(/^[a-z]{5,12}$/),
    fc.constantFrom('com', 'xyz'),
  )
  .map(([labels, name, suffix]) => [...labels, name, suffix].join('.'))
  .filter((name) => !['blogspot.com', 'herokuapp.com'].some((suffix) => name.endsWith(suffix)))

function chainId(name: string): string {
  const id = resolveChain(name)
  if (id === undefined) throw new Error(name)
  return id
}

const addresses = fc.oneof(
  ...Object.entries(checksummed).map(([name, text]) => text.map((value): Subject => address(name, value))),
  evmAddress.map((value) => address('ethereum', value)),
  bytes(32).map((b) => address('solana', base58Encode(b))),
)
const others: fc.Arbitrary<Subject> = fc.oneof(
  domain.map((value): Subject => ({ kind: 'domain', value })),
  fc
    .tuple(domain, fc.webPath(), fc.option(fc.webQueryParameters(), { nil: '' }))
    .map(([host, path, query]): Subject => parseSubject(`https://${host}${path}?${query}`)),
  fc.tuple(label, domain).map(([name, host]): Subject => ({ kind: 'email', value: `${name}@${host}` })),
  hex(64).map((digits): Subject => ({ kind: 'file-hash', value: `sha256:${digits}` })),
  fc.tuple(hex(64), fc.constantFrom('bitcoin', 'tron', 'xrp')).map(([value, name]): Subject => {
    return { kind: 'transaction', chain: chainId(name), value }
  }),
  fc.stringMatching(/^[a-z0-9_]{3,20}$/).map((handle): Subject => ({ kind: 'account', value: `telegram:${handle}` })),
)
const subjects = fc.oneof(addresses, others)

function address(name: string, value: string): Subject {
  return { kind: 'address', chain: chainId(name), value }
}

function hintOf({ kind, chain }: Subject): SubjectHint {
  return chain === undefined ? { kind } : { kind, chain }
}

function tryParse(text: string, hint?: SubjectHint): Subject | string {
  try {
    return parseSubject(text, hint)
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
}

const alphanumeric = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function mutate(text: string, at: number, to: number): string {
  const place = at % text.length
  const letter = alphanumeric.charAt(to % alphanumeric.length)
  return text.slice(0, place) + letter + text.slice(place + 1)
}

describe('canonical subjects', () => {
  test('are accepted, printable ASCII, and read as themselves', () => {
    fc.assert(
      fc.property(subjects, (subject) => {
        expect(checkSubject(subject)).toBeUndefined()
        expect(subject.value).toMatch(/^[!-~]+$/)
        expect(parseSubject(subject.value, hintOf(subject))).toEqual(subject)
        expect(parseSubject(formatSubject(subject))).toEqual(subject)
        expect(recognize(formatSubject(subject)).map(subjectKey)).toContain(subjectKey(subject))
      }),
      { numRuns: 1000 },
    )
  })

  test('are exactly what the receiver accepts: any other text of the same subject is refused', () => {
    fc.assert(
      fc.property(subjects, fc.nat(), fc.nat(), (subject, at, to) => {
        const other = { ...subject, value: mutate(subject.value, at, to) }
        const code = checkSubject(other)
        const parsed = tryParse(other.value, hintOf(other))
        if (code === undefined)
          expect(typeof parsed === 'string' && publishingOnly.has(parsed) ? other : parsed).toEqual(other)
        else expect(parsed).not.toEqual(other)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('checksums', () => {
  test.each(Object.entries(checksummed))('of %s catch a changed character', (name, arbitrary) => {
    const chain = chainId(name)
    fc.assert(
      fc.property(arbitrary, fc.nat(), fc.nat(), (text, at, to) => {
        const changed = mutate(text, at, to)
        // Bech32 ignores case as a whole, and a letter in the other case alone is refused like any other.
        fc.pre(changed !== text)
        expect(['checksum-invalid', 'subject-malformed']).toContain(tryParse(changed, { chain, kind: 'address' }))
        expect(checkSubject({ kind: 'address', chain, value: changed })).toBeDefined()
      }),
      // SS58 has a checksum of 16 bits: a seed holds the few thousand cases still.
      { seed: 20_250_101, numRuns: 200 },
    )
  })

  test.each(Object.entries(checksummed))('of %s catch a text that is cut', (name, arbitrary) => {
    const chain = chainId(name)
    fc.assert(
      fc.property(arbitrary, fc.nat(), (text, length) => {
        const cut = text.slice(0, length % text.length)
        expect(typeof tryParse(cut, { chain, kind: 'address' })).toBe('string')
      }),
      { seed: 20_250_101, numRuns: 100 },
    )
  })

  test('of EVM addresses lie in the case: one case passes, a wrong mixture does not', () => {
    fc.assert(
      fc.property(evmAddress, (text) => {
        const canonical = { kind: 'address', chain: 'eip155:1', value: text }
        expect(parseSubject(`0x${text.slice(2).toUpperCase()}`)).toEqual(canonical)
        expect(parseSubject(text.toUpperCase())).toEqual(canonical)
        const sum = keccak_256(Buffer.from(text.slice(2)))
        const mixed = Array.from(text.slice(2), (digit, at) => {
          return ((sum[at >> 1] ?? 0) >> (at % 2 === 0 ? 4 : 0)) & 8 ? digit.toUpperCase() : digit
        }).join('')
        expect(parseSubject(`0x${mixed}`)).toEqual(canonical)
        const letter = mixed.search(/[a-fA-F]/)
        fc.pre(letter >= 0 && mixed !== mixed.toLowerCase() && mixed !== mixed.toUpperCase())
        const digit = mixed.charAt(letter)
        const swapped = digit === digit.toLowerCase() ? digit.toUpperCase() : digit.toLowerCase()
        const wrong = mixed.slice(0, letter) + swapped + mixed.slice(letter + 1)
        fc.pre(wrong !== wrong.toLowerCase() && wrong !== wrong.toUpperCase())
        expect(tryParse(`0x${wrong}`)).toBe('checksum-invalid')
      }),
    )
  })
})

describe('names', () => {
  test('lose case and the final dot', () => {
    fc.assert(
      fc.property(domain, (name) => {
        expect(parseSubject(`${name.toUpperCase()}.`, { kind: 'domain' })).toEqual({ kind: 'domain', value: name })
      }),
    )
  })

  test('lie in the tree of each of their parents and in no other', () => {
    fc.assert(
      fc.property(domain, domain, (name, other) => {
        const key = subjectKey({ kind: 'domain', value: name })
        const within = (parent: string) => domainTreeRange(parent).some(({ gte, lt }) => key >= gte && key < lt)
        const labels = name.split('.')
        for (let at = 0; at < labels.length; at++) expect(within(labels.slice(at).join('.'))).toBe(true)
        expect(within(other)).toBe(name === other || name.endsWith(`.${other}`))
      }),
    )
  })
})

describe('any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc.string({ maxLength: 120 }),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.emailAddress(),
    fc.ipV6(),
    fc.ipV4Extended(),
    fc.tuple(subjects, fc.string({ maxLength: 3 })).map(([subject, tail]) => formatSubject(subject) + tail),
  )
  const hint = fc.record(
    {
      kind: fc.constantFrom(...subjectKinds.names),
      chain: fc.constantFrom(...chains.map(({ id }) => id), 'bitcoin', 'USDT', 'nowhere', '__proto__'),
    },
    { requiredKeys: [] },
  )

  test('is a canonical subject or refused with a code', () => {
    fc.assert(
      fc.property(text, hint, (value, given) => {
        const found = tryParse(value, given)
        if (typeof found === 'string') return
        expect(checkSubject(found)).toBeUndefined()
        expect(parseSubject(found.value, hintOf(found))).toEqual(found)
      }),
      { numRuns: 3000 },
    )
  })

  test('is recognized as canonical subjects alone', () => {
    fc.assert(
      fc.property(text, (value) => {
        for (const subject of recognize(value)) expect(checkSubject(subject)).toBeUndefined()
      }),
      { numRuns: 3000 },
    )
  })

  test('as a received subject is judged without a crash', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...subjectKinds.names), hint, (value, kind, { chain }) => {
        const subject: Subject = chain === undefined ? { kind, value } : { kind, chain, value }
        if (checkSubject(subject) === undefined) expect(subjectKey(subject)).toMatch(/^[0-9]{2}[ -~]*\0[!-~]*$/)
      }),
      { numRuns: 3000 },
    )
  })
})
