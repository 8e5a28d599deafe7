// Files and folders of the node's own machine as sources: size and time of change say whether there is something new.
import { createReadStream } from 'node:fs'
import { opendir, stat } from 'node:fs/promises'
import { hash } from 'node:crypto'
import { basename, join } from 'node:path'
import { FeedError } from '../feeds/errors.ts'
import { importerOf } from '../feeds/index.ts'
import { refused } from '../feeds/lines.ts'
import { isDocumentation, isLeftover } from '../feeds/members.ts'
import type { FeedRow, RefusedRow } from '../feeds/types.ts'
import { ScheduledError } from './codes.ts'
import { scheduledLimits } from './limits.ts'
import { type OpenOptions, type Opened, counted, fileSource, firstBytes, onePart } from './opened.ts'
import type { SourceSpec } from './types.ts'

export async function openFile({ location, format, maxBytes }: SourceSpec, open: OpenOptions): Promise<Opened> {
  const before = await stampOf([location])
  if (isAsBefore(before, open)) return { ...fileSource('file'), parts: undefined, finished: () => open.memory }
  const counter = { bytes: 0 }
  const bytes = counted(readFile(location, maxBytes), counter)
  const options = { ...open.options, sourceName: basename(location) }
  const rows = importerOf(format).parse(open.lookOnly === true ? firstBytes(bytes) : bytes, options)
  return {
    ...fileSource('file'),
    bytes: () => counter.bytes,
    parts: onePart(unlessChanged(rows, [location], before)),
    finished: () => ({ condition: { stamp: before } }),
  }
}

/** Every file of a folder and of those below it, each with the name of its path; what systems leave behind is passed over. */
export async function openFolder({ location, format, maxBytes }: SourceSpec, open: OpenOptions): Promise<Opened> {
  const names = await filesBelow(location)
  const paths = names.map((name) => join(location, name))
  const before = await stampOf(paths)
  const note = `${names.length} files`
  if (isAsBefore(before, open)) return { ...fileSource('folder'), note, parts: undefined, finished: () => open.memory }
  const counter = { bytes: 0 }
  const openName = (name: string) => counted(readFile(join(location, name), maxBytes), counter)
  return {
    ...fileSource('folder'),
    note,
    bytes: () => counter.bytes,
    parts: onePart(unlessChanged(rowsOfFiles(names, openName, format, open), paths, before)),
    finished: () => ({ condition: { stamp: before } }),
  }
}

/** A file that cannot be read is a refused row, and the others go on; where none can be, the first one's error is thrown. */
async function* rowsOfFiles(
  names: readonly string[],
  openName: (name: string) => AsyncIterable<Uint8Array>,
  format: string,
  { options, lookOnly }: OpenOptions,
): AsyncGenerator<readonly FeedRow[]> {
  const failures: { name: string; error: FeedError }[] = []
  let tried = 0
  for (const name of names) {
    if (isDocumentation(basename(name))) {
      yield [{ ...refused(1, name, 'member-skipped', 'the file is documentation'), member: name }]
      continue
    }
    tried += 1
    try {
      const bytes = lookOnly === true ? firstBytes(openName(name)) : openName(name)
      for await (const rows of importerOf(format).parse(bytes, { ...options, sourceName: basename(name) })) {
        yield rows.map((row) => ({ ...row, member: row.member === undefined ? name : `${name}/${row.member}` }))
      }
    } catch (error) {
      const fault = asFeedError(error, name)
      if (fault === undefined || fault.code === 'option-invalid' || fault.code === 'spool-failed') throw error
      failures.push({ name, error: fault })
    }
  }
  const [first] = failures
  if (tried === 0) throw new FeedError('archive-empty', 'the folder holds no file that could be a feed')
  if (first !== undefined && failures.length === tried) {
    throw new FeedError(first.error.code, `${first.name}: ${first.error.message}`, { cause: first.error })
  }
  if (failures.length > 0) {
    yield failures.map(({ name, error }): RefusedRow => ({
      ...refused(1, name, error.code, error.message),
      member: name,
    }))
  }
}

function asFeedError(error: unknown, name: string): FeedError | undefined {
  if (error instanceof FeedError) return error
  const isOfSystem = error instanceof Error && 'syscall' in error
  return isOfSystem
    ? new FeedError('source-absent', `${name} cannot be read: ${error.message}`, { cause: error })
    : undefined
}

/** Rows of files that were not written to meanwhile: else nothing can be said of what they no longer hold. */
async function* unlessChanged(
  rows: AsyncIterable<readonly FeedRow[]>,
  paths: readonly string[],
  before: string,
): AsyncGenerator<readonly FeedRow[]> {
  yield* rows
  if ((await stampOf(paths)) !== before)
    throw new ScheduledError('source-changing', 'it was written to while it was read')
}

function isAsBefore(stamp: string, { memory, anew }: OpenOptions): boolean {
  return !anew && memory.condition?.stamp === stamp
}

async function stampOf(paths: readonly string[]): Promise<string> {
  const stamps: string[] = []
  for (const path of paths) {
    const found = await stat(path, { bigint: true }).catch(() => undefined)
    stamps.push(`${path}\0${found?.mtimeNs ?? ''}\0${found?.size ?? ''}\0${found?.ino ?? ''}`)
  }
  return hash('sha256', stamps.join('\n'), 'hex')
}

async function* readFile(path: string, maxBytes: number = scheduledLimits.defaultMaxBytes): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Uint8Array>) {
    bytes += piece.byteLength
    if (bytes > maxBytes) throw new ScheduledError('source-unreadable', `${path} is larger than ${maxBytes} bytes`)
    yield piece
  }
}

/** Paths below a folder, in their order. Links to folders are not followed. */
async function filesBelow(folder: string): Promise<string[]> {
  const names: string[] = []
  const walk = async (below: string): Promise<void> => {
    for await (const entry of await opendir(join(folder, below))) {
      if (isLeftover(entry.name)) continue
      const name = join(below, entry.name)
      if (entry.isDirectory()) await walk(name)
      else if (entry.isFile() || (entry.isSymbolicLink() && (await isFileAt(join(folder, name))))) names.push(name)
      if (names.length > scheduledLimits.folderFilesMax) {
        throw new ScheduledError(
          'folder-too-large',
          `${folder} holds more than ${scheduledLimits.folderFilesMax} files`,
        )
      }
    }
  }
  try {
    await walk('')
  } catch (cause) {
    if (cause instanceof ScheduledError) throw cause
    throw new ScheduledError('source-unreadable', `${folder} cannot be read`, { cause })
  }
  return names.sort()
}

async function isFileAt(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true
}
