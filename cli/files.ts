// Files that commands write for people: whole or not at all, and never over something else unless that is meant.
import { writeWhole } from '../node/home/files.ts'
import { CliError, RefusedError } from './errors.ts'
import { reasonOf } from './input.ts'

/** Writes a new file, whole or not at all. Throws `file-exists`, `file-unwritable`, and what a stream throws with a code of its own. */
export async function writeNew(
  path: string,
  data: string | Uint8Array | AsyncIterable<string>,
  mode = 0o644,
): Promise<void> {
  try {
    await writeWhole(path, data, { exclusive: true, mode })
  } catch (error) {
    if (error instanceof CliError || error instanceof RefusedError) throw error
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new CliError('file-exists', `${path} is already there`, { cause: error })
    }
    throw new CliError('file-unwritable', `${path} cannot be written: ${reasonOf(error)}`, { cause: error })
  }
}
