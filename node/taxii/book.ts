// Saved filters as they are kept in the store: a change is durable before it acts.
import { isDeepStrictEqual } from 'node:util'
import type { Store } from '../store/types.ts'
import { TaxiiError } from './errors.ts'
import { takenAliases } from './collections.ts'
import type { CollectionFilter, SavedFilter } from './types.ts'

const key = 'taxii-collections'
const namePattern = /^[a-z0-9][a-z0-9._-]{0,62}$/
const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const savedMax = 256
const descriptionMaxChars = 512

export interface Book {
  list(): readonly SavedFilter[]
  /** The same again is no change. Throws `collection-exists`, `collection-invalid`. */
  add(asked: { name: string; description?: string; filter: CollectionFilter }): Promise<SavedFilter>
  /** Throws `collection-not-found`. */
  remove(name: string): Promise<void>
}

export function openBook(store: Pick<Store, 'meta' | 'putMeta'>, clock: () => number): Book {
  const bytes = store.meta(key)
  let saved = bytes === undefined ? [] : (JSON.parse(Buffer.from(bytes).toString('utf8')) as SavedFilter[])
  let turn: Promise<unknown> = Promise.resolve()

  /** One change after the other: each begins from what the one before left. */
  const change = <Value>(make: () => { next: SavedFilter[]; value: Value }): Promise<Value> => {
    const done = turn.then(async () => {
      const { next, value } = make()
      await store.putMeta({ [key]: Buffer.from(JSON.stringify(next)) })
      saved = next
      return value
    })
    turn = done.catch(() => undefined)
    return done
  }

  return {
    list: () => saved,
    add: (asked) =>
      change(() => {
        assertValid(asked)
        const same = saved.find(({ name }) => name === asked.name)
        if (same !== undefined) {
          if (isDeepStrictEqual(same.filter, asked.filter) && same.description === asked.description) {
            return { next: saved, value: same }
          }
          throw new TaxiiError('collection-exists', `${asked.name} is there already, with another filter`)
        }
        if (saved.length >= savedMax) {
          throw new TaxiiError('collection-invalid', `at most ${savedMax} filters are saved`)
        }
        const value: SavedFilter = { ...asked, createdAt: clock() }
        return { next: [...saved, value].sort((a, b) => (a.name < b.name ? -1 : 1)), value }
      }),
    remove: (name) =>
      change(() => {
        const next = saved.filter((one) => one.name !== name)
        if (next.length === saved.length) {
          throw new TaxiiError('collection-not-found', `no saved filter is named ${JSON.stringify(name)}`)
        }
        return { next, value: undefined }
      }),
  }
}

function assertValid({ name, description = '', filter }: { name: string; description?: string; filter: object }): void {
  if (!namePattern.test(name)) throw new TaxiiError('collection-invalid', `${JSON.stringify(name)} is no name`)
  if (takenAliases.has(name) || uuidPattern.test(name)) {
    throw new TaxiiError('collection-invalid', `${name} is the name of another collection`)
  }
  if (Object.keys(filter).length === 0) {
    throw new TaxiiError('collection-invalid', `a filter that takes everything is the collection "all"`)
  }
  if (description.length > descriptionMaxChars) {
    throw new TaxiiError('collection-invalid', `a description has at most ${descriptionMaxChars} characters`)
  }
}
