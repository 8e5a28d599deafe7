// The warninglists that are kept in the store: a newer version takes the place of the older one. What is looked up is built
// when it is first needed, and again after a change.
import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompressSync } from 'node:zlib'
import type { SubjectKind } from '../../protocol/names.ts'
import type { Store } from '../store/types.ts'
import { QualityError } from './errors.ts'
import { qualityLimits } from './limits.ts'
import { type WarninglistMatcher, buildMatcher } from './matcher.ts'
import { type Warninglist, type WarninglistType, formatWarninglist, parseWarninglist } from './warninglist.ts'

/** What is told of a list without reading it. */
export interface ShelvedList {
  readonly name: string
  readonly type: WarninglistType
  readonly version: number
  readonly description: string
  readonly entries: number
  /** Kinds of subjects that it speaks of; `undefined`: all. */
  readonly kinds: readonly SubjectKind[] | undefined
  /** SHA-256 of what is kept, in hexadecimal. */
  readonly hash: string
  /** Of a list of expressions: instructions of all together. */
  readonly size: number
  /** Milliseconds since 1970. */
  readonly addedAt: number
}

export type Shelving = 'added' | 'replaced' | 'unchanged'

export interface Shelf {
  /** By name. */
  readonly list: () => ShelvedList[]
  /** Throws QualityError `warninglist-unknown`. */
  readonly get: (name: string) => { readonly about: ShelvedList; readonly list: Warninglist }
  /** Resolves when it is durable. Rejects with QualityError `warninglist-older` | `warninglists-full`. */
  readonly add: (list: Warninglist) => Promise<{ readonly about: ShelvedList; readonly result: Shelving }>
  /** Throws QualityError `warninglist-unknown`. */
  readonly remove: (name: string) => Promise<ShelvedList>
  /** What to wait for before `match` knows every list; `undefined`: nothing. */
  readonly ready: () => Promise<void> | undefined
  readonly match: WarninglistMatcher
}

const indexKey = 'warninglists'
const listKey = (name: string): string => `warninglist:${name}`
const compress = promisify(zstdCompress)

export function openShelf(store: Pick<Store, 'meta' | 'putMeta'>, clock: () => number): Shelf {
  const index = new Map(readIndex(store).map((about) => [about.name, about]))
  const none: WarninglistMatcher = () => undefined
  let match = index.size === 0 ? none : undefined
  let building: Promise<void> | undefined
  let changes = 0

  const listed = (): ShelvedList[] => [...index.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  const changed = (): void => {
    changes++
    match = index.size === 0 ? none : undefined
  }
  const known = (name: string): ShelvedList => {
    const about = index.get(name)
    if (about === undefined) throw new QualityError('warninglist-unknown', `no warninglist is named ${name}`)
    return about
  }
  const write = async (entries: Readonly<Record<string, Uint8Array | undefined>>): Promise<void> => {
    await store.putMeta({ ...entries, [indexKey]: Buffer.from(JSON.stringify([...index.values()])) })
  }
  // A list at a time: others go on meanwhile.
  const build = async (): Promise<void> => {
    while (match === undefined) {
      const [begun, builder] = [changes, buildMatcher()]
      for (const { name } of listed()) {
        const bytes = store.meta(listKey(name))
        if (bytes !== undefined) builder.add(decode(bytes))
        await new Promise((resolve) => setImmediate(resolve))
      }
      if (begun === changes) match = builder.match
    }
  }
  const assertRoom = (about: ShelvedList): void => {
    const others = [...index.values()].filter(({ name }) => name !== about.name)
    const sum = (of: (list: ShelvedList) => number): number => [...others, about].reduce((all, one) => all + of(one), 0)
    const expressions = sum(({ type, entries }) => (type === 'regex' ? entries : 0))
    const full =
      others.length >= qualityLimits.warninglistsMax
        ? `${others.length} lists`
        : sum(({ entries }) => entries) > qualityLimits.entriesMax
          ? `more than ${qualityLimits.entriesMax} entries`
          : expressions > qualityLimits.expressionsMax || sum(({ size }) => size) > qualityLimits.expressionSizeMax
            ? `more than ${qualityLimits.expressionsMax} expressions, or longer ones`
            : undefined
    if (full !== undefined) throw new QualityError('warninglists-full', `the warninglists would be ${full}`)
  }

  return {
    list: listed,
    get: (name) => {
      const about = known(name)
      return { about, list: decode(store.meta(listKey(name)) ?? new Uint8Array()) }
    },
    add: async (list) => {
      const { name, type, version, description, kinds, entries, expressions } = list
      const bytes = formatWarninglist(list)
      // What is kept must be read again by the same bounds.
      if (bytes.length > qualityLimits.warninglistMaxBytes) {
        throw new QualityError('warninglist-invalid', `warninglist: "${name}": it is too large`)
      }
      const about: ShelvedList = {
        ...{ name, type, version, description, entries: entries.length },
        kinds: kinds === undefined ? undefined : [...kinds],
        hash: hash('sha256', bytes, 'hex'),
        size: expressions.reduce((sum, { size }) => sum + size, 0),
        addedAt: clock(),
      }
      const packed = await compress(bytes)
      const before = index.get(name)
      if (before?.hash === about.hash) return { about: before, result: 'unchanged' }
      if (before !== undefined && before.version > version) {
        throw new QualityError(
          'warninglist-older',
          `"${name}" is kept in version ${before.version}, this is ${version}`,
        )
      }
      assertRoom(about)
      index.set(name, about)
      changed()
      await write({ [listKey(name)]: packed })
      // What was built while the list was on its way into the store did not have it.
      changed()
      return { about, result: before === undefined ? 'added' : 'replaced' }
    },
    remove: async (name) => {
      const about = known(name)
      index.delete(name)
      changed()
      await write({ [listKey(name)]: undefined })
      changed()
      return about
    },
    ready: () => {
      if (match !== undefined) return undefined
      building ??= build().finally(() => (building = undefined))
      return building
    },
    match: (subject) => (match ?? none)(subject),
  }
}

function decode(packed: Uint8Array): Warninglist {
  return parseWarninglist(zstdDecompressSync(packed, { maxOutputLength: qualityLimits.warninglistMaxBytes + 2 ** 20 }))
}

function readIndex(store: Pick<Store, 'meta'>): ShelvedList[] {
  const bytes = store.meta(indexKey)
  return bytes === undefined ? [] : (JSON.parse(Buffer.from(bytes).toString('utf8')) as ShelvedList[])
}
