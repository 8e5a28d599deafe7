// What commands read: files, stdin, numbers and lists out of options.
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { textLines } from './ask.ts'
import { CliError } from './errors.ts'

/** The bytes of a file, or of stdin for `-`. Throws `file-unreadable` before the first byte. */
export async function readBytes(file: string): Promise<AsyncIterable<Uint8Array>> {
  if (file === '-') return process.stdin as AsyncIterable<Uint8Array>
  try {
    if ((await stat(file)).isDirectory()) throw new Error('it is a folder')
    const handle = await open(file, 'r')
    return createReadStream('', { fd: handle, highWaterMark: 256 * 1024 }) as AsyncIterable<Uint8Array>
  } catch (error) {
    throw new CliError('file-unreadable', `${file} cannot be read: ${reasonOf(error)}`, { cause: error })
  }
}

/** Everything in a small file, or in stdin for `-`. Throws `file-unreadable`. */
export async function readAll(file: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of await readBytes(file)) chunks.push(chunk)
  } catch (error) {
    if (error instanceof CliError) throw error
    throw new CliError('file-unreadable', `${file} cannot be read: ${reasonOf(error)}`, { cause: error })
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** Lines of a file or stdin, trimmed; empty ones and comments (#) are left out. */
export async function* readValues(file: string): AsyncGenerator<string, void, void> {
  for await (const line of textLines(await readBytes(file))) {
    const value = line.trim().replace(/^\uFEFF/, '')
    if (value !== '' && !value.startsWith('#')) yield value
  }
}

/** Bytes of a regular file, `undefined` where that cannot be known. */
export async function sizeOf(file: string): Promise<number | undefined> {
  if (file === '-') return undefined
  const found = await stat(file).catch(() => undefined)
  return found?.isFile() === true ? found.size : undefined
}

/** A whole number within bounds. Throws `usage`. */
export function wholeNumber(name: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN
  if (!(value >= min && value <= max)) {
    throw new CliError('usage', `${name} takes a whole number from ${min} to ${max}, not ${JSON.stringify(text)}`)
  }
  return value
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** `{ [key]: value }`, or nothing where the value is absent. */
export function given<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value }
}
