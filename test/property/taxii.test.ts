// Walks over collections against a naive model: with any filter, any limit and any clearance the pages give exactly the set
// that the model gives, in the order of dates that always grow, also while statements are being committed.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tlp } from '../../protocol/names.ts'
import type { StatementId } from '../../protocol/ids.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import { openReaderNode, type ReaderNode } from '../helpers/readers.ts'
import { type Lane, domain, temporaryFolder } from '../unit/store/fixture.ts'
import { ask, of, type StixText, walk } from '../unit/taxii/client.ts'

const labels = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT'] as const
const collections = ['all', 'clear', 'green', 'amber', 'amber-strict'] as const

/** One version, as the model has it. */
interface Said {
  readonly value: string
  readonly object: string
  readonly type: string
  readonly label: Tlp
  readonly revoked: boolean
}

/** Draws that follow from a seed alone. */
function createDraw(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Commits statements of every kind and label, and keeps what a reader of everything would be told, in order. */
class Model {
  readonly said: Said[] = []
  readonly #node: ReaderNode
  readonly #lanes: ReadonlyMap<Tlp, Lane>
  readonly #draw = createDraw(7)
  /** Statements that stand, by label. */
  readonly #open = new Map<Tlp, { id: string; value: string; object: string; type: string }[]>()
  #count = 0

  constructor(node: ReaderNode) {
    this.#node = node
    this.#lanes = new Map(labels.map((tlp) => [tlp, node.lane('bolt', { marking: { tlp } })]))
  }

  /** One bundle. */
  async step(): Promise<void> {
    const label = labels[this.#draw(labels.length)] ?? 'TLP:GREEN'
    const open = this.#open.get(label) ?? []
    this.#open.set(label, open)
    const statements: Statement[] = []
    const said: (Said & { opens?: true })[] = []
    for (let left = 1 + this.#draw(6); left > 0; left -= 1) {
      const name = `n${this.#count++ % 40}.example.com`
      const act = this.#draw(10)
      const [target] = act < 4 && open.length > 0 ? open.splice(this.#draw(open.length), 1) : []
      if (target === undefined || target.type !== 'indicator') {
        if (target !== undefined) open.push(target)
        const kind = act === 9 ? 'sighting' : 'indicator'
        statements.push(domain(name, { kind, ...(kind === 'sighting' && { category: undefined as never }) }))
        const type = kind === 'sighting' ? 'observed-data' : 'indicator'
        said.push({ value: name, object: `new ${this.#count}`, type, label, revoked: false, opens: true })
      } else if (act < 2) {
        const subject = { kind: 'domain', value: target.value } as const
        statements.push({ kind: 'withdrawal', subject, target: target.id as StatementId })
        said.push({ ...target, label, revoked: true })
      } else if (act === 2) {
        statements.push(domain(target.value, { confidence: this.#draw(100), replaces: target.id as StatementId }))
        said.push({ ...target, label, revoked: false, opens: true })
      } else {
        const subject = { kind: 'domain', value: target.value } as const
        statements.push({ kind: 'dispute', subject, target: target.id as StatementId })
        open.push(target)
        said.push({ value: target.value, object: `opinion ${this.#count}`, type: 'opinion', label, revoked: false })
      }
    }
    const lane = this.#lanes.get(label)
    if (lane === undefined) throw new Error(`no lane of ${label}`)
    const ids = await this.#node.say(lane, statements)
    for (const [at, one] of said.entries()) {
      const { value, object, type } = one
      if (one.opens === true) open.push({ id: ids[at] ?? '', value, object, type })
      this.said.push({ value, object, type, label: one.label, revoked: one.revoked })
    }
  }
}

const shared = temporaryFolder()
let node: ReaderNode
let model: Model
const tokens = new Map<Tlp, string>()

beforeAll(async () => {
  node = await openReaderNode((await shared).path)
  model = new Model(node)
  for (let left = 60; left > 0; left -= 1) await model.step()
  for (const clearance of labels) tokens.set(clearance, await node.token({ clearance, rate: 100_000 }))
})
afterAll(async () => {
  await node[Symbol.asyncDispose]()
  await (await shared)[Symbol.asyncDispose]()
})

interface Question {
  readonly clearance: (typeof labels)[number]
  readonly collection: (typeof collections)[number]
  readonly types: readonly string[]
  readonly version: 'last' | 'first' | 'all'
  readonly limit: number
}

const questions = fc.record({
  clearance: fc.constantFrom(...labels),
  collection: fc.constantFrom(...collections),
  types: fc.constantFrom<readonly string[]>(
    ['indicator'],
    ['observed-data'],
    ['opinion'],
    ['indicator', 'opinion'],
    ['indicator', 'observed-data', 'opinion'],
  ),
  version: fc.constantFrom('last', 'first', 'all'),
  limit: fc.integer({ min: 1, max: 50 }),
})

function rank(label: Tlp): number {
  return labels.indexOf(label as (typeof labels)[number])
}

/** What the question gives, by nothing but the list of what was said. */
function expected({ clearance, collection, types, version }: Question, said: readonly Said[]): Said[] {
  const seen = said.filter(({ label }) => {
    const isOfLabel = collection === 'all' || label === labels[collections.indexOf(collection) - 1]
    return isOfLabel && rank(label) <= rank(clearance)
  })
  return seen.filter((one, at) => {
    if (!types.includes(one.type)) return false
    if (version === 'all') return true
    const same = (other: Said): boolean => other.object === one.object
    return (version === 'first' ? seen.findIndex(same) : seen.findLastIndex(same)) === at
  })
}

function valueOf(object: StixText): string {
  const extensions = object['extensions'] as Record<string, { value?: string }>
  return Object.values(extensions)[0]?.value ?? ''
}

function queryOf({ types, version, limit }: Question): Record<string, string> {
  return { 'match[type]': types.join(','), 'match[version]': version, limit: String(limit) }
}

function isThere({ clearance, collection }: Question): boolean {
  return collection === 'all' || collections.indexOf(collection) - 1 <= rank(clearance)
}

describe('a walk', () => {
  it('gives what a naive filter gives, for every clearance, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(questions, async (question) => {
        const secret = tokens.get(question.clearance)
        const query = queryOf(question)
        if (!isThere(question)) {
          expect((await ask(node, secret, of(question.collection, 'objects/', query))).status).toBe(404)
          return
        }
        const wanted = expected(question, model.said)
        const { objects, pages } = await walk(node, secret, question.collection, query)
        expect(objects.map((one) => [one.type, valueOf(one), one['revoked'] === true])).toEqual(
          wanted.map(({ type, value, revoked }) => [type, value, revoked]),
        )
        expect(pages.every(({ body }) => (body.objects?.length ?? 0) <= question.limit)).toBe(true)
        const manifest = (await walk(node, secret, question.collection, query, 'manifest/')).objects
        expect(manifest.map(({ id }) => id)).toEqual(objects.map(({ id }) => id))
        const dates = manifest.map((one) => String(one['date_added']))
        expect(dates).toEqual([...new Set(dates)].sort())
        // By time, as clients without next go on.
        const byTime: unknown[] = []
        for (let after: string | undefined; ;) {
          const got = await ask(
            node,
            secret,
            of(question.collection, 'objects/', { ...query, ...(after !== undefined && { added_after: after }) }),
          )
          byTime.push(...(got.body.objects ?? []).map(({ id, modified }) => [id, modified]))
          if (got.body.more !== true) break
          after = String(got.headers['x-taxii-date-added-last'])
        }
        expect(byTime).toEqual(objects.map(({ id, modified }) => [id, modified]))
      }),
      { numRuns: 60, seed: 11 },
    )
  })

  it('repeats and skips nothing while statements come', async () => {
    await fc.assert(
      fc.asyncProperty(questions, async (drawn) => {
        const question = { ...drawn, version: 'all' as const }
        if (!isThere(question)) return
        const secret = tokens.get(question.clearance)
        let steps = 0
        const between = async (): Promise<void> => {
          if (steps++ < 12) await model.step()
        }
        const { objects } = await walk(node, secret, question.collection, queryOf(question), 'objects/', between)
        const wanted = expected(question, model.said)
        const seen = objects.map((one) => [one.type, valueOf(one), one['revoked'] === true])
        // What came behind the last page is in none.
        expect(seen).toEqual(wanted.slice(0, seen.length).map(({ type, value, revoked }) => [type, value, revoked]))
        const date = await ask(
          node,
          secret,
          of(question.collection, 'manifest/', { ...queryOf(question), limit: '5000' }),
        )
        const rest = (date.body.objects ?? []).slice(seen.length)
        expect(rest).toHaveLength(wanted.length - seen.length)
      }),
      { numRuns: 15, seed: 12 },
    )
  })
})
