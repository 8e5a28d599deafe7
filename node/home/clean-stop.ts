// The mark of a clean stop: which lanes were open, and where they stood. A lane is continued only where the mark is found
// as it was written. A backup brought back has another inode and another change time, which nobody can set, so a restored
// home opens new lanes instead of writing a fork (docs/protocol.md#incarnations).
import { open, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { HomeError } from './errors.ts'
import { readIfThere } from './files.ts'

/** A lane as the mark has it: bytes in hexadecimal. */
export interface MarkedLane {
  readonly tlp: string
  readonly nonce: string
  readonly seq: number
  readonly id: string
}

interface Mark {
  readonly inode: string
  readonly changedNs: string
  readonly lanes: readonly MarkedLane[]
}

/** Writes the mark; the last act of a clean stop. */
export async function markCleanStop(path: string, lanes: readonly MarkedLane[]): Promise<void> {
  const stamp = `${path}.stamp`
  try {
    // The stamp is the file whose inode and change time count: the mark cannot hold those of itself.
    await rm(stamp, { force: true })
    await writeFile(stamp, '', { mode: 0o600, flag: 'wx' })
    const mark: Mark = { ...(await stampOf(stamp)), lanes }
    const file = await open(path, 'w', 0o600)
    try {
      await file.writeFile(`${JSON.stringify(mark)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await syncFolderOf(path)
  } catch (error) {
    throw new HomeError('home-io', `${path} cannot be written`, { cause: error })
  }
}

/**
 * The lanes that may be continued, and removes the mark durably before anything is published. `undefined`: the last stop
 * was not clean, or this home was restored from a copy.
 */
export async function takeCleanStop(path: string): Promise<readonly MarkedLane[] | undefined> {
  const stamp = `${path}.stamp`
  const bytes = await readIfThere(path)
  if (bytes === undefined) return undefined
  try {
    const mark = parseMark(bytes.toString())
    const now = await stampOf(stamp).catch(() => undefined)
    await rm(path, { force: true })
    await rm(stamp, { force: true })
    await syncFolderOf(path)
    if (mark === undefined || now === undefined) return undefined
    return mark.inode === now.inode && mark.changedNs === now.changedNs ? mark.lanes : undefined
  } catch (error) {
    throw new HomeError('home-io', `${path} cannot be removed`, { cause: error })
  }
}

function parseMark(text: string): Mark | undefined {
  try {
    const mark = JSON.parse(text) as Partial<Mark>
    return typeof mark.inode === 'string' && typeof mark.changedNs === 'string' && Array.isArray(mark.lanes)
      ? (mark as Mark)
      : undefined
  } catch {
    return undefined
  }
}

async function stampOf(path: string): Promise<Pick<Mark, 'inode' | 'changedNs'>> {
  const { ino, ctimeNs } = await stat(path, { bigint: true })
  return { inode: String(ino), changedNs: String(ctimeNs) }
}

async function syncFolderOf(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
