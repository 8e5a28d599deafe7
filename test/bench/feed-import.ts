// Hands the files of the corpus to an importer until enough is published, and tells how long that took.
import type { ImportEvent } from '../../node/ingest/import.ts'
import type { ImportRequest } from '../../node/api/facade.ts'
import type { Tlp } from '../../protocol/names.ts'
import { type FeedFile, generation } from './corpus.ts'

export interface Imported {
  readonly read: number
  readonly published: number
  readonly seconds: number
  /** Processor time of the thread that runs JavaScript: what a busy machine does not change. */
  readonly threadSeconds: number
}

export type ImportFeed = (
  bytes: AsyncIterable<Uint8Array>,
  request: ImportRequest,
  signal: AbortSignal,
) => AsyncIterable<ImportEvent>

const pieceBytes = 64 * 1024

/** Files of about `statements` rows, and never fewer; derived before anything is timed. */
export function filesFor(statements: number, from = 0): FeedFile[] {
  const files: FeedFile[] = []
  let rows = 0
  for (let number = from; ; number += 1) {
    for (const file of generation(number)) {
      if (rows >= statements) return files
      files.push(file)
      rows += rowsOf(file)
    }
  }
}

/** Publishes the files; the time ends when everything is durable. */
export async function importFiles(
  importFeed: ImportFeed,
  files: readonly FeedFile[],
  marking: Tlp = 'TLP:GREEN',
): Promise<Imported> {
  const { signal } = new AbortController()
  let [read, published] = [0, 0]
  const timer = startTimer()
  for (const file of files) {
    for await (const event of importFeed(pieces(file.text), { ...requestOf(file), marking }, signal)) {
      if (event.type !== 'summary') continue
      read += event.read
      published += event.published
    }
  }
  return { read, published, ...timer() }
}

/** Gives the time since, on the wall and of this thread. */
export function startTimer(): () => Pick<Imported, 'seconds' | 'threadSeconds'> {
  const begin = performance.now()
  const used = process.threadCpuUsage()
  return () => {
    const { user, system } = process.threadCpuUsage(used)
    return { seconds: (performance.now() - begin) / 1000, threadSeconds: (user + system) / 1e6 }
  }
}

export function requestOf({ feed, format, sourceName, category }: FeedFile): ImportRequest {
  return {
    feed,
    format,
    marking: 'TLP:GREEN',
    confidence: 80,
    ...(category === undefined ? {} : { category }),
    ...(sourceName === undefined ? {} : { sourceName }),
  }
}

/** A file as a socket delivers it. */
export async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}

/** How many subjects a file names, roughly and never more than there are: what it takes to stop at about the number asked for. */
function rowsOf({ text, format }: FeedFile): number {
  if (format === 'scamsniffer') return new Set(text.match(/0x[0-9a-f]{40}/g)).size
  if (format === 'metamask') return 13_000
  return text.match(/\n\s*[^\s#\]}]/g)?.length ?? text.split(',').length
}
