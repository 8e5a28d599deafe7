// The rows of a file, packed or not: one importer over every member of an archive, each read as a file of its own.
import { ByteSource } from './byte-source.ts'
import type { FeedCode } from './codes.ts'
import { FeedError } from './errors.ts'
import { refused } from './lines.ts'
import { type UnpackBounds, packingBytes, packingOf, unpack } from './unpack.ts'
import type { FeedRow, Importer, ImporterOptions, RefusedRow } from './types.ts'

/** Beside data in the archives that people make. */
const documentation =
  /^(?:readme|licen[cs]e|copying|notice|changelog|contributing|authors)(?:[._-].*)?$|\.(?:md|rst|pdf)$/i
/** What systems leave in archives: no row at all. */
const leftovers = /^(?:\.|Thumbs\.db$)/

/** Of the name of a file, without its folders. */
export function isDocumentation(name: string): boolean {
  return documentation.test(name)
}

export function isLeftover(name: string): boolean {
  return leftovers.test(name)
}

/** Faults that no other member would be without. */
const ofTheWhole: ReadonlySet<FeedCode> = new Set(['archive-bomb', 'option-invalid', 'format-unknown'])

/**
 * A member that cannot be read is a refused row, and the others go on; where none can be, the first one's error is thrown.
 * Throws FeedError as `unpack` and the importer do.
 */
export async function* rowsOfMembers(
  importer: Importer,
  bytes: AsyncIterable<Uint8Array>,
  options: ImporterOptions,
  bounds?: UnpackBounds,
): AsyncGenerator<readonly FeedRow[]> {
  let packed = false
  const source = new ByteSource(bytes, (count) => {
    if (packed) options.onBytes?.(count)
  })
  try {
    const packing = packingOf(await source.peek(packingBytes))
    if (packing === undefined) {
      yield* importer.parse(source.rest(), options)
      return
    }
    packed = true
    const { onBytes, ...inner } = options
    onBytes?.(source.consumed)
    if (packing === 'zip') yield* rowsOfArchive(importer, source, inner, bounds)
    else {
      for await (const member of unpack(source, options.sourceName, bounds)) {
        yield* importer.parse(member.bytes, named(inner, member.name))
      }
    }
  } finally {
    await source.close()
  }
}

async function* rowsOfArchive(
  importer: Importer,
  source: ByteSource,
  options: ImporterOptions,
  bounds: UnpackBounds | undefined,
): AsyncGenerator<readonly FeedRow[]> {
  let tried = 0
  const failures: { name: string; error: FeedError }[] = []
  const rowsOfFailures = (): RefusedRow[] =>
    failures.splice(0).map(({ name, error }) => ({ ...refused(1, name, error.code, error.message), member: name }))
  const members = unpack(source, options.sourceName, bounds)
  try {
    for await (const { name = '', bytes } of members) {
      if (leftovers.test(name)) continue
      if (documentation.test(name)) {
        yield [{ ...refused(1, name, 'member-skipped', 'the member is documentation'), member: name }]
        continue
      }
      tried += 1
      try {
        for await (const rows of importer.parse(bytes, named(options, name))) {
          yield rows.map((row) => ({ ...row, member: name }))
        }
        if (failures.length > 0) yield rowsOfFailures()
      } catch (error) {
        if (!(error instanceof FeedError) || ofTheWhole.has(error.code)) throw error
        failures.push({ name, error })
      }
    }
  } catch (error) {
    // The last one failed because the archive does.
    failures.pop()
    yield rowsOfFailures()
    throw error
  }
  const [first] = failures
  if (tried === 0) throw new FeedError('archive-empty', 'the archive holds no file that could be a feed')
  if (first !== undefined && failures.length === tried) {
    const others = failures.length === 1 ? '' : ` (and ${failures.length - 1} other members)`
    throw new FeedError(first.error.code, `${first.name}: ${first.error.message}${others}`, { cause: first.error })
  }
  yield rowsOfFailures()
}

function named(options: ImporterOptions, sourceName: string | undefined): ImporterOptions {
  return sourceName === undefined ? options : { ...options, sourceName }
}
