// What commands show of an import while it runs and at its end: progress, the file of rejected rows, and the totals.
import { type FileHandle, open } from 'node:fs/promises'
import { heldCodes } from '../node/quality/codes.ts'
import type { ImportLine } from '../node/api/schemas.ts'
import { cleanJson, cleanText } from './clean.ts'
import { CliError } from './errors.ts'
import { humanCount, humanDuration } from './human.ts'
import { reasonOf } from './input.ts'
import type { Output } from './output.ts'

type Line = Exclude<ImportLine, { error: unknown }>
export type Progress = Extract<Line, { type: 'progress' }>
export type Summary = Omit<Extract<Line, { type: 'summary' }>, 'type'>

const plainEveryMs = 5000

/** Rows, rate and time left: drawn over and over on a terminal, a line every five seconds elsewhere. */
export function createProgress(
  output: Output,
  total: number | undefined,
  sent: () => number,
): (line: Progress) => void {
  const started = performance.now()
  let told = started
  return ({ read, published, unchanged, rejected, bytes }) => {
    const now = performance.now()
    if (!output.live && now - told < plainEveryMs) return
    told = now
    const seconds = Math.max((now - started) / 1000, 0.001)
    const done = total === undefined ? undefined : Math.min((bytes ?? sent()) / Math.max(total, 1), 1)
    const left = done === undefined || done === 0 ? undefined : (seconds / done) * (1 - done) * 1000
    const text = [
      `${humanCount(read)} rows`,
      `${humanCount(Math.round(read / seconds))}/s`,
      `${humanCount(published)} published, ${humanCount(unchanged)} unchanged, ${humanCount(rejected)} rejected`,
      done === undefined ? undefined : `${Math.floor(done * 100)} %`,
      left === undefined ? undefined : `${humanDuration(left)} left`,
    ]
      .filter((part) => part !== undefined)
      .join('  ')
    if (output.live) output.draw(text)
    else output.say(text)
  }
}

export interface Rejects extends AsyncDisposable {
  readonly path: string
  count: number
  write(line: Extract<Line, { type: 'reject' }>): Promise<void>
}

/** The file of rejected rows: made with the first of them, so that a clean import leaves none. */
export function rejectsFile(path: string): Rejects {
  let file: FileHandle | undefined
  let text = ''
  const flush = async (): Promise<void> => {
    if (text === '') return
    try {
      file ??= await open(path, 'w')
      await file.writeFile(text)
    } catch (error) {
      throw new CliError('file-unwritable', `${path} cannot be written: ${reasonOf(error)}`, { cause: error })
    }
    text = ''
  }
  const rejects: Rejects = {
    path,
    count: 0,
    write: async ({ line, member, value, code, reason }) => {
      rejects.count++
      text += `${cleanJson({ line, member, value, code, reason })}\n`
      if (text.length >= 64 * 1024) await flush()
    },
    [Symbol.asyncDispose]: async () => {
      await flush()
      await file?.close()
    },
  }
  return rejects
}

/** The totals. */
export async function printSummary(summary: Summary, output: Output): Promise<void> {
  const { read, published, replaced, unchanged, rejected } = summary
  const refused = Object.entries(rejected)
  const total = sumOf(refused)
  const held = sumOf(refused.filter(([code]) => isHeld(code)))
  if (output.json) {
    return output.object({ read, published, replaced, unchanged, rejected, ...(held > 0 && { held }) })
  }
  const again = replaced > 0 ? ` (${humanCount(replaced)} replace what was said before)` : ''
  await output.text(
    `${humanCount(read)} read: ${humanCount(published)} published${again}, ${humanCount(unchanged)} unchanged, ${humanCount(total)} rejected${held > 0 ? `, ${humanCount(held)} of them held` : ''}`,
  )
  for (const [code, count] of refused.sort(([, a], [, b]) => b - a)) {
    await output.text(`  ${humanCount(count).padStart(10)}  ${cleanText(code)}`)
  }
  if (held > 0) {
    output.say('What was held is right in itself: entente quality held tells why. --force says it all the same.')
  }
}

function sumOf(counts: readonly (readonly [code: string, count: number])[]): number {
  return counts.reduce((sum, [, count]) => sum + count, 0)
}

function isHeld(code: string): boolean {
  return heldCodes.some((one) => one === code)
}
