// As whom the node is asked, and why: the headers of every request. A token is read from its file: the command line of a
// process can be seen by others.
import { readFile, stat } from 'node:fs/promises'
import type { AskedAs } from './client.ts'
import { CliError } from './errors.ts'
import type { Invocation } from './invocation.ts'

const tokenPattern = /^[A-Za-z0-9_-]{16,128}$/

/** Throws `token-unreadable`, `token-open-to-others`. */
export async function askedAs({ tokenFile, purpose }: Invocation): Promise<AskedAs> {
  return {
    ...(tokenFile === undefined ? {} : { authorization: `Bearer ${await tokenIn(tokenFile)}` }),
    // Headers are bytes that Node takes as latin1; the node reads UTF-8.
    ...(purpose === undefined ? {} : { 'x-purpose': Buffer.from(purpose, 'utf8').toString('latin1') }),
  }
}

async function tokenIn(file: string): Promise<string> {
  let text: string
  try {
    text = (await readFile(file, 'latin1')).trim()
    if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) {
      throw new CliError('token-open-to-others', `${file} can be read by others`)
    }
  } catch (error) {
    if (error instanceof CliError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new CliError('token-unreadable', `${file} cannot be read: ${reason}`, { cause: error })
  }
  // Its content is never told.
  if (!tokenPattern.test(text)) throw new CliError('token-unreadable', `${file} holds no token`)
  return text
}
