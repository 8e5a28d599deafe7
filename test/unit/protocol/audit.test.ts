// Entries, chain and checkpoints of an audit log: each fault by its code and number.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  AuditChain,
  type AuditEntry,
  auditGenesis,
  auditHash,
  type AuditMark,
  decodeAuditEntry,
  encodeAuditEntry,
  encodeCheckpoint,
  hexId,
  limits,
  openCheckpoint,
  type NetworkId,
  type NodeKey,
  type ProtocolError,
} from '../../../protocol/index.ts'
import { decodeArmor, encodeArmor } from '../../../protocol/armor.ts'
import { keysOf, seeded, start } from '../../helpers/protocol.ts'

const entry: AuditEntry = {
  seq: 1,
  time: start,
  actor: 'operator',
  action: 'publish',
  decision: 'allowed',
  objects: ['a'.repeat(64)],
  purpose: 'case 2026/17',
  detail: { count: 3, marking: 'TLP:AMBER' },
  prev: auditGenesis,
}
const bytes = (text: string): Uint8Array => Buffer.from(text)

describe('an entry', () => {
  it('is canonical JSON with its fields in order and its details by name', () => {
    const { detail, prev, seq, ...rest } = entry
    expect(encodeAuditEntry({ prev, detail: { marking: 'TLP:AMBER', count: 3, ...detail }, ...rest, seq })).toBe(
      `{"format":1,"seq":1,"time":${start},"actor":"operator","action":"publish","decision":"allowed",` +
        `"objects":["${'a'.repeat(64)}"],"purpose":"case 2026/17","detail":{"count":3,"marking":"TLP:AMBER"},` +
        `"prev":"${auditGenesis}"}`,
    )
  })

  it('is hashed behind its tag, as text and as bytes alike', () => {
    const text = encodeAuditEntry({ ...entry, purpose: 'Zürich' })
    expect(auditHash(text)).toBe(auditHash(bytes(text)))
    // printf 'entente/audit/v1\0{}' | sha256sum
    expect(auditHash('{}')).toBe('cbb936c6a94d39d21a32ca33d74d1b3f8ac8d7ae6a30b4a354078f357208f670')
  })

  const text = encodeAuditEntry(entry)
  const others: [string, string][] = [
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['a space more', text.replace(':1,', ': 1,')],
    ['another format', text.replace('"format":1', '"format":2')],
    ['fields in another order', text.replace('"format":1,"seq":1', '"seq":1,"format":1')],
    ['a field more', text.replace('"prev"', '"more":1,"prev"')],
    ['a field twice', text.replace('"seq":1', '"seq":1,"seq":1')],
    ['__proto__', text.replace('"prev"', '"__proto__":{"x":1},"prev"')],
    ['number 0', text.replace('"seq":1', '"seq":0')],
    ['a number with a fraction', text.replace('"seq":1', '"seq":1.5')],
    ['a number that is too large', text.replace('"seq":1', '"seq":9007199254740993')],
    ['no actor', text.replace('"operator"', '""')],
    ['a line feed in the actor', text.replace('"operator"', '"a\\nb"')],
    ['an actor that is too long', text.replace('operator', 'x'.repeat(limits.auditTextMaxChars + 1))],
    ['a decision that is none', text.replace('"allowed"', '"perhaps"')],
    ['an empty list of objects', text.replace(`["${'a'.repeat(64)}"]`, '[]')],
    ['a count without a digest', text.replace('"purpose"', '"objectCount":1000,"purpose"')],
    ['a detail that is a list', text.replace('"count":3', '"count":[3]')],
    ['a detail with a fraction', text.replace('"count":3', '"count":3.5')],
    ['details out of order', text.replace('"count":3,"marking":"TLP:AMBER"', '"marking":"TLP:AMBER","count":3')],
    ['a name of a detail that is none', text.replace('"count"', '"Count"')],
    ['a hash in capitals', text.replace(`"prev":"${auditGenesis}"`, `"prev":"${'A'.repeat(64)}"`)],
    ['a hash that is cut', text.replace(auditGenesis, auditGenesis.slice(2))],
    ['text that is not in its composed form', text.replace('operator', 'u\u0308')],
    ['half a surrogate pair', text.replace('operator', '\\ud800')],
  ]
  it.each(others)('is not %s', (_, other) => {
    expect(other).not.toBe(text)
    expect(decodeAuditEntry(bytes(other))).toBeUndefined()
  })

  it('is not what is no UTF-8', () => {
    const broken = Buffer.from(text)
    broken[broken.indexOf('operator')] = 0xff
    expect(decodeAuditEntry(broken)).toBeUndefined()
  })

  it('comes out as it went in, whatever it says', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/)
    const line = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .map((one) => one.normalize('NFC'))
      // eslint-disable-next-line no-control-regex -- what an entry does not hold
      .filter((one) => one.length > 0 && !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(one))
    const detail = fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z0-9]{0,10}$/), fc.oneof(line, fc.maxSafeInteger()), {
      minKeys: 1,
      maxKeys: 8,
      noNullPrototype: true,
    })
    const any = fc.record(
      {
        seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        time: fc.maxSafeNat(),
        actor: line,
        action: word,
        decision: fc.constantFrom('allowed' as const, 'refused' as const),
        code: word,
        objects: fc.array(line, { minLength: 1, maxLength: 5 }),
        purpose: line,
        detail,
        prev: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((one) => Buffer.from(one).toString('hex')),
      },
      { requiredKeys: ['seq', 'time', 'actor', 'action', 'decision', 'prev'] },
    )
    fc.assert(
      fc.property(any, (one) => {
        const encoded = encodeAuditEntry(one)
        const decoded = decodeAuditEntry(bytes(encoded))
        expect(decoded).toEqual({ format: 1, ...one })
        expect(encodeAuditEntry(decoded ?? entry)).toBe(encoded)
      }),
    )
  })

  it('is refused or the same where one byte of it is another', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const other = Buffer.from(text)
        other[at] = (other[at] ?? 0) ^ change
        const decoded = decodeAuditEntry(other)
        if (decoded !== undefined) expect(Buffer.from(encodeAuditEntry(decoded)).equals(other)).toBe(true)
        expect(auditHash(other)).not.toBe(auditHash(text))
      }),
    )
  })
})

interface Row {
  seq: number
  text: string
}

function logOf(count: number): Row[] {
  const rows: Row[] = []
  let prev = auditGenesis
  for (let seq = 1; seq <= count; seq += 1) {
    const text = encodeAuditEntry({ ...entry, seq, detail: { count: seq }, prev })
    prev = auditHash(text)
    rows.push({ seq, text })
  }
  return rows
}

/** The rows made anew from entry `at` on, as somebody would who can write the store and knows the format. */
function anew(rows: readonly Row[], at: number): Row[] {
  const kept = rows.slice(0, at - 1).map((row) => ({ ...row }))
  let prev = auditHash(kept.at(-1)?.text ?? '')
  if (at === 1) prev = auditGenesis
  return [
    ...kept,
    ...rows.slice(at - 1).map(({ seq, text }) => {
      const old = decodeAuditEntry(bytes(text)) ?? entry
      const made = encodeAuditEntry({ ...old, ...(seq === at ? { actor: 'somebody' } : {}), prev })
      prev = auditHash(made)
      return { seq, text: made }
    }),
  ]
}

function faultsOf(
  rows: readonly Row[],
  { end, marks = [], from = 1 }: { end?: AuditMark | null; marks?: AuditMark[]; from?: number } = {},
): string[] {
  const chain = new AuditChain({ from, marks })
  const findings = rows.flatMap(({ seq, text }) => chain.row(seq, bytes(text)).findings)
  return [...findings, ...chain.end(end)].map(({ code, seq }) => `${code} ${seq}`)
}

describe('a chain', () => {
  const rows = logOf(8)
  const markAt = (seq: number): AuditMark => ({ seq, hash: auditHash(rows[seq - 1]?.text ?? '') })
  const end = markAt(8)
  const edited = (seq: number, from: string, to: string): Row[] =>
    rows.map((row) => (row.seq === seq ? { ...row, text: row.text.replace(from, to) } : row))
  const swapped = [...rows.slice(0, 3), { seq: 4, text: rows[4]?.text ?? '' }, { seq: 5, text: rows[3]?.text ?? '' }]

  const cases: [string, Row[], string[]][] = [
    ['nothing', rows, []],
    ['the first entry deleted', rows.slice(1), ['audit-missing 1']],
    ['one deleted', rows.filter(({ seq }) => seq !== 4), ['audit-missing 4']],
    ['two deleted', rows.filter(({ seq }) => seq !== 4 && seq !== 5), ['audit-missing 4']],
    ['the last one deleted', rows.slice(0, -1), ['audit-tail 8']],
    ['the tail cut', rows.slice(0, 5), ['audit-tail 6']],
    ['everything deleted', [], ['audit-tail 1']],
    ['one changed', edited(4, 'operator', 'somebody'), ['audit-changed 4']],
    ['the first one changed', edited(1, 'operator', 'somebody'), ['audit-changed 1']],
    ['the one before the last changed', edited(7, 'operator', 'somebody'), ['audit-changed 7']],
    ['the last one changed', edited(8, 'operator', 'somebody'), ['audit-changed 8']],
    ['what one names as the one before it', edited(4, markAt(3).hash, auditGenesis), ['audit-changed 4']],
    ['what the last one names', edited(8, markAt(7).hash, auditGenesis), ['audit-changed 8']],
    ['what the first one names', edited(1, auditGenesis, markAt(7).hash), ['audit-changed 1']],
    ['one that is no entry', edited(4, 'format', 'former'), ['audit-malformed 4']],
    ['two in each other’s place', [...swapped, ...rows.slice(5)], ['audit-misplaced 4', 'audit-misplaced 5']],
    [
      'one inserted, and the rest moved',
      [...rows.slice(0, 3), ...rows.slice(2).map(({ seq, text }) => ({ seq: seq + 1, text }))],
      [4, 5, 6, 7, 8, 9].map((seq) => `audit-misplaced ${seq}`).concat('audit-tail 9'),
    ],
    ['one more at the end', [...rows, { seq: 9, text: logOf(9)[8]?.text ?? '' }], ['audit-tail 9']],
  ]
  it.each(cases)('%s', (_, given, expected) => {
    expect(faultsOf(given, { end })).toEqual(expected)
  })

  it('does not tell a log that was made anew with its end: a checkpoint does', () => {
    const made = anew(rows, 4)
    const madeEnd = { seq: 8, hash: auditHash(made[7]?.text ?? '') }
    expect(faultsOf(made, { end: madeEnd })).toEqual([])
    expect(faultsOf(made, { end: madeEnd, marks: [markAt(3)] })).toEqual([])
    expect(faultsOf(made, { end: madeEnd, marks: [markAt(6)] })).toEqual(['audit-checkpoint 6'])
    expect(faultsOf(made, { end: madeEnd, marks: [markAt(4), markAt(8)] })).toEqual([
      'audit-checkpoint 4',
      'audit-checkpoint 8',
    ])
  })

  it('does not tell a tail that was cut with its note: a checkpoint does', () => {
    const cut = rows.slice(0, 5)
    expect(faultsOf(cut, { end: markAt(5) })).toEqual([])
    expect(faultsOf(cut, { end: markAt(5), marks: [markAt(5)] })).toEqual([])
    expect(faultsOf(cut, { end: markAt(5), marks: [markAt(7)] })).toEqual(['audit-checkpoint 7'])
  })

  it('tells that the note of its end is lost', () => {
    expect(faultsOf(rows, { end: null })).toEqual(['audit-tail 8'])
    expect(faultsOf([], { end: null })).toEqual([])
  })

  it('of a part of a log follows from a checkpoint of the entry before it', () => {
    const part = rows.slice(4)
    expect(faultsOf(part, { from: 5, end })).toEqual([])
    expect(faultsOf(part, { from: 5, end, marks: [markAt(4)] })).toEqual([])
    expect(faultsOf(part, { from: 5, end, marks: [{ ...markAt(4), hash: auditGenesis }] })).toEqual([
      'audit-checkpoint 4',
    ])
    expect(faultsOf(part, { from: 5, end, marks: [markAt(3)] })).toEqual(['audit-checkpoint 3'])
  })

  it('finds whatever is done to the rows, but for a log that is made anew or cut with its note', () => {
    const log = logOf(12)
    const noted = { seq: 12, hash: auditHash(log[11]?.text ?? '') }
    const byte = fc.record({
      do: fc.constant('byte' as const),
      at: fc.nat(11),
      byte: fc.nat(),
      by: fc.integer({ min: 1, max: 255 }),
    })
    const twoOf = fc.uniqueArray(fc.nat(11), { minLength: 2, maxLength: 2 })
    const change = fc.oneof(
      byte,
      fc.record({ do: fc.constant('delete' as const), rows: fc.uniqueArray(fc.nat(11), { minLength: 1 }) }),
      fc.record({ do: fc.constant('swap' as const), rows: twoOf }),
      fc.record({ do: fc.constant('copy' as const), rows: twoOf }),
      fc.record({ do: fc.constant('cut' as const), to: fc.nat(11) }),
    )
    fc.assert(
      fc.property(change, (one) => {
        const held = log.map(({ seq, text }) => ({ seq, bytes: Buffer.from(text) }))
        const [a = 0, b = 0] = 'rows' in one ? one.rows : []
        const [rowA, rowB] = [held[a], held[b]]
        if (rowA === undefined || rowB === undefined) return
        let changed = held
        if (one.do === 'byte') {
          const row = held[one.at]
          if (row !== undefined)
            row.bytes[one.byte % row.bytes.length] = (row.bytes[one.byte % row.bytes.length] ?? 0) ^ one.by
        } else if (one.do === 'delete') changed = held.filter((_, at) => !one.rows.includes(at))
        else if (one.do === 'cut') changed = held.slice(0, one.to)
        else if (one.do === 'copy') rowB.bytes = rowA.bytes
        else [rowA.bytes, rowB.bytes] = [rowB.bytes, rowA.bytes]
        const chain = new AuditChain()
        const findings = changed.flatMap((row) => chain.row(row.seq, row.bytes).findings)
        findings.push(...chain.end(noted))
        expect(findings).not.toEqual([])
        const first = Math.min(...findings.map(({ seq }) => seq))
        const touched = one.do === 'byte' ? [one.at] : one.do === 'cut' ? [one.to] : one.do === 'copy' ? [b] : one.rows
        expect(first).toBe(Math.min(...touched) + 1)
      }),
    )
  })
})

describe('a checkpoint', () => {
  const network = hexId<NetworkId>(seeded('network'))
  const { publicKey, secretKey } = keysOf('node')
  const node = hexId<NodeKey>(publicKey)
  const checkpoint = { network, node, seq: 17, hash: 'ab'.repeat(32), time: start }
  const text = encodeCheckpoint(checkpoint, secretKey)
  const label = 'ENTENTE AUDIT CHECKPOINT'

  function codeOf(run: () => unknown): string {
    try {
      run()
    } catch (error) {
      return (error as ProtocolError).code
    }
    return 'none'
  }

  it('is what was signed', () => {
    expect(openCheckpoint(`Kept by the auditor:\r\n${text.replaceAll('\n', '\r\n')}`, { network, node })).toEqual(
      checkpoint,
    )
  })

  const other = hexId<NodeKey>(keysOf('other').publicKey)
  const otherNetwork = hexId<NetworkId>(seeded('other network'))
  const cases: [string, () => unknown, string][] = [
    ['no text', () => openCheckpoint('', { network, node }), 'checkpoint-malformed'],
    [
      'an empty one',
      () => openCheckpoint(encodeArmor(label, Buffer.alloc(70)), { network, node }),
      'checkpoint-malformed',
    ],
    ['one of another node', () => openCheckpoint(text, { network, node: other }), 'checkpoint-foreign'],
    ['one of another network', () => openCheckpoint(text, { network: otherNetwork, node }), 'network-mismatch'],
    [
      'one that another key signed',
      () => openCheckpoint(encodeCheckpoint(checkpoint, keysOf('other').secretKey), { network, node }),
      'signature-invalid',
    ],
    [
      'one of entry 0',
      () => openCheckpoint(encodeCheckpoint({ ...checkpoint, seq: 0 }, secretKey), { network, node }),
      'checkpoint-malformed',
    ],
  ]
  it.each(cases)('%s', (_, run, code) => {
    expect(codeOf(run)).toBe(code)
  })

  it('is refused wherever one byte is another', () => {
    const held = decodeArmor(label, text) ?? Buffer.alloc(0)
    fc.assert(
      fc.property(fc.nat(held.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(held)
        changed[at] = (changed[at] ?? 0) ^ change
        expect(codeOf(() => openCheckpoint(encodeArmor(label, changed), { network, node }))).not.toBe('none')
      }),
    )
  })
})
