// The scrub names every kind of damage: one fault, one code. The damage is done to the database behind the store's back.
import { Level } from 'level'
import { expect, it } from 'vitest'
import type { Store, VerifyFinding } from '../../../node/store/types.ts'
import { keys, numberCode } from '../../../node/store/keys.ts'
import { encodeBundleValue, encodeIdentity } from '../../../node/store/records.ts'
import { subjectKey } from '../../../protocol/subjects/index.ts'
import { author, domain, Lane, local, open, start, temporaryFolder } from './fixture.ts'

const first = start * 1000
const hot = subjectKey(domain('hot.com').subject)
const text = { valueEncoding: 'utf8' } as const
type Raw = Level<string, Uint8Array>

async function fill(store: Store): Promise<void> {
  const lane = new Lane(author('exchange'))
  for (let at = 0; at < 30; at += 1) {
    const commit = lane.commit([domain('hot.com', { confidence: at }), domain(`d${at}.com`, { origin: { feed: 'f' } })])
    const value = { fingerprints: ['12345678'], withdrawn: false }
    await store.commit({ ...commit, identities: [{ key: `identity ${String(at).padStart(7)}`, value, index: 1 }] })
  }
}

const lane = new Lane(author('exchange')).next([domain('x.com')]).lane

async function change(database: Raw, key: string, edit: (value: Uint8Array) => Uint8Array): Promise<void> {
  const value = await database.get(key)
  await database.put(key, edit(value))
}
const flip = (at: number) => (value: Uint8Array) => {
  const copy = Uint8Array.from(value)
  const place = at < 0 ? copy.byteLength + at : at
  copy[place] = (copy[place] ?? 0) ^ 1
  return copy
}
const putText = (database: Raw, key: string, value: string) => database.put<string, string>(key, value, text)

/** Another signed bundle in the place of the first: valid by itself, but not what the store committed. */
function otherBundle(): Uint8Array {
  const { bytes: header, signature } = new Lane(author('other')).next([domain('a.com'), domain('b.com')])
  return encodeBundleValue({ header, signature, from: local, sealed: false, opened: true })
}

const faults: [string, (database: Raw) => Promise<void>, VerifyFinding['code'][]][] = [
  ['nothing', () => Promise.resolve(), []],
  ['a byte of a statement', (db) => change(db, keys.statement(first), flip(-1)), ['root-mismatch']],
  ['a byte of a salt', (db) => change(db, keys.statement(first), flip(5)), ['root-mismatch']],
  ['the index in a statement record', (db) => change(db, keys.statement(first), flip(1)), ['record-malformed']],
  ['a statement cut', (db) => change(db, keys.statement(first), (value) => value.subarray(0, 9)), ['record-malformed']],
  ['a statement gone', (db) => db.del(keys.statement(first + 1)), ['statement-missing']],
  ['a signature', (db) => change(db, keys.bundle(first), flip(3)), ['signature-invalid']],
  ['a byte of a header', (db) => change(db, keys.bundle(first + 2), flip(1 + 64 + 6)), ['signature-invalid']],
  ['a header cut', (db) => change(db, keys.bundle(first + 2), (value) => value.subarray(0, 90)), ['header-invalid']],
  [
    'another bundle in its place',
    (db) => db.put(keys.bundle(first), otherBundle()),
    ['root-mismatch', 'head-mismatch'],
  ],
  ['a bundle gone', (db) => db.del(keys.bundle(first + 2)), ['index-dangling', 'chain-broken', 'count-mismatch']],
  ['an id gone', (db) => db.del(keys.bundleId(idOfFirst())), ['id-mismatch']],
  [
    'an id that leads elsewhere',
    (db) => putText(db, keys.bundleId(idOfFirst()), numberCode(first + 2)),
    ['id-mismatch'],
  ],
  ['a position gone', (db) => db.del(keys.position(lane, 3)), ['index-missing']],
  ['a position too many', (db) => putText(db, keys.position(lane, 99), numberCode(first)), ['index-dangling']],
  ['a posting gone', (db) => db.del(keys.posting('feed', 'f', first)), ['index-missing']],
  ['a posting that says more', (db) => db.put(keys.posting('feed', 'f', first), Uint8Array.of(3)), ['index-missing']],
  ['a posting too many', (db) => db.put(keys.posting('feed', 'g', first), Uint8Array.of(1)), ['index-dangling']],
  ['a posting of no bundle', (db) => db.put(keys.posting('feed', 'f', 7), Uint8Array.of(1)), ['index-dangling']],
  ['a time gone', (db) => db.del(keys.time(start, first)), ['index-missing']],
  ['a subject gone', (db) => db.del(keys.subject(subjectKey(domain('d0.com').subject))), ['index-missing']],
  ['a subject cut', (db) => putText(db, keys.subject(hot), 'abc'), ['index-missing']],
  ['a part of a subject gone', (db) => db.del(keys.subjectChunk(hot, 0)), ['index-missing']],
  ['a subject of nothing', (db) => putText(db, keys.subject('03com.none\0'), numberCode(first)), ['index-dangling']],
  [
    'a head that is behind',
    (db) => putText(db, keys.head(lane), [1, first, 2].map(numberCode).join('')),
    ['head-mismatch'],
  ],
  ['a head gone', (db) => db.del(keys.head(lane)), ['head-mismatch']],
  ['a wrong count', (db) => putText(db, 'xcount', '61'), ['count-mismatch']],
  [
    'an identity of nothing',
    (db) =>
      putText(db, keys.identity('x'.repeat(16)), encodeIdentity({ cursor: 5, fingerprints: [], withdrawn: false })),
    ['identity-dangling'],
  ],
  ['an identity cut', (db) => putText(db, keys.identity('x'.repeat(16)), 'abc'), ['record-malformed']],
]

function idOfFirst(): string {
  const own = new Lane(author('exchange'))
  return own.next([domain('hot.com', { confidence: 0 }), domain('d0.com', { origin: { feed: 'f' } })]).id
}

for (const [name, damage, codes] of faults) {
  it(`${name}: ${codes.join(', ') || 'no finding'}`, async () => {
    await using folder = await temporaryFolder()
    {
      await using store = await open(folder.path)
      await fill(store)
    }
    const database: Raw = new Level(folder.path, { valueEncoding: 'view' })
    await database.open()
    await damage(database)
    await database.close()
    await using store = await open(folder.path)
    const found = await Array.fromAsync(store.verify())
    const named = new Set(found.map(({ code }) => code))
    expect(
      codes.filter((code) => !named.has(code)),
      JSON.stringify(found),
    ).toEqual([])
    if (codes.length === 0) expect(found).toEqual([])
  })
}

it('tells how far it is', async () => {
  await using folder = await temporaryFolder()
  await using store = await open(folder.path)
  await fill(store)
  const phases: string[] = []
  await Array.fromAsync(store.verify(({ phase, done, total }) => phases.push(`${phase} ${done}/${total}`)))
  expect(phases).toEqual(['bundles 60/60', 'subjects 60/60', `postings ${30 * 8}/${30 * 8}`, 'identities 30/30'])
})

it('finds nothing wrong with what is committed while it runs', async () => {
  await using folder = await temporaryFolder()
  await using store = await open(folder.path)
  await fill(store)
  const other = new Lane(author('other'))
  const commit = () => store.commit(other.commit([domain('hot.com'), domain(`o${other.seq}.com`)]))
  const scrub = store.verify(() => void commit())
  const written = commit()
  expect(await Array.fromAsync(scrub)).toEqual([])
  await written
})
