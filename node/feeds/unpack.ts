// What a file holds behind its packing: gzip and zstd one file, zip several. By its first bytes, by stream, within bounds.
import { ByteSource } from './byte-source.ts'
import { FeedError } from './errors.ts'
import { type Codec, inflate } from './inflate.ts'
import { feedLimits } from './limits.ts'
import { zipMembers } from './zip.ts'

export interface Member {
  /** Without folders, and without the ending of the packing; `undefined` where nobody said. */
  readonly name: string | undefined
  /** To be read, or left, before the next member is asked for. */
  readonly bytes: AsyncIterable<Uint8Array>
}

export type Packing = Codec | 'zip'

export interface UnpackBounds {
  readonly maxBytes: number
  readonly maxRatio: number
  /** Up to here the ratio does not count. */
  readonly freeBytes: number
}

const bounds: UnpackBounds = {
  maxBytes: feedLimits.unpackedMaxBytes,
  maxRatio: feedLimits.unpackedMaxRatio,
  freeBytes: feedLimits.unpackedFreeBytes,
}

const read: readonly (readonly [packing: Packing, magic: readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
]

const known: readonly (readonly [name: string, at: number, magic: readonly number[]])[] = [
  ['xz', 0, [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['bzip2', 0, [0x42, 0x5a, 0x68]],
  ['lz4', 0, [0x04, 0x22, 0x4d, 0x18]],
  ['7z', 0, [0x37, 0x7a, 0xbc, 0xaf]],
  ['rar', 0, [0x52, 0x61, 0x72, 0x21]],
  ['a tar archive', 257, [0x75, 0x73, 0x74, 0x61, 0x72]],
  ['a spreadsheet or document of an old office', 0, [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF', 0, [0x25, 0x50, 0x44, 0x46]],
]

/** How many bytes `packingOf` looks at. */
export const packingBytes = 262

/** How a file is packed, by how it begins. Throws FeedError `feed-compressed` for packings that are not read. */
export function packingOf(head: Uint8Array): Packing | undefined {
  const begins = (magic: readonly number[], from = 0) => magic.every((byte, at) => head[from + at] === byte)
  const packing = read.find(([, magic]) => begins(magic))?.[0]
  // A skippable frame of zstd (RFC 8878, 3.1.2) begins with one of sixteen numbers.
  if (packing === undefined && begins([0x2a, 0x4d, 0x18], 1) && ((head[0] ?? 0) & 0xf0) === 0x50) return 'zstd'
  const other = known.find(([, at, magic]) => begins(magic, at))?.[0]
  if (packing === undefined && other !== undefined) throw new FeedError('feed-compressed', `the file is ${other}`)
  return packing
}

/**
 * The members of a packed file: one for gzip and zstd, all files of a zip. Each may be packed once more. Throws FeedError
 * `archive-bomb` beyond the bounds, `archive-nested`, and what `inflate` and `zipMembers` throw.
 */
export async function* unpack(
  source: ByteSource,
  name: string | undefined,
  limits: UnpackBounds = bounds,
): AsyncGenerator<Member, void, void> {
  let unpacked = 0
  const bounded = async function* (bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
    for await (const piece of bytes) {
      unpacked += piece.byteLength
      if (unpacked > limits.maxBytes) throw bomb(`to more than ${limits.maxBytes} bytes`)
      if (unpacked > limits.freeBytes && unpacked > limits.maxRatio * source.consumed) {
        throw bomb(`to more than ${limits.maxRatio} times its size`)
      }
      yield piece
    }
  }
  const open = async function* (from: ByteSource, called: string | undefined, level: number): AsyncGenerator<Member> {
    const packing = packingOf(await from.peek(packingBytes))
    if (packing === undefined) {
      yield { name: called, bytes: from.rest() }
      return
    }
    if (level === feedLimits.packedLevelsMax) {
      throw new FeedError('archive-nested', `${called ?? 'the file'} is packed more than ${level} times over`)
    }
    if (packing !== 'zip') {
      const inner = new ByteSource(bounded(stream(packing, from)))
      yield* closing(inner, open(inner, withoutEnding(called), level + 1))
      return
    }
    for await (const member of zipMembers(from)) {
      const inner = new ByteSource(bounded(member.bytes))
      yield* closing(inner, open(inner, baseName(member.name), level + 1))
    }
    await from.skip() // the directory
  }
  yield* open(source, name, 0)
}

async function* closing(source: ByteSource, members: AsyncIterable<Member>): AsyncGenerator<Member, void, void> {
  try {
    yield* members
  } finally {
    await source.close()
  }
}

/** A zstd file may be several frames, and a gzip file padded with zeros. */
async function* stream(codec: Codec, source: ByteSource): AsyncGenerator<Buffer, void, void> {
  for (;;) {
    yield* inflate(codec, source)
    while (codec === 'gzip' && (await source.peek(1))[0] === 0) await source.take(1)
    const behind = await source.peek(packingBytes)
    if (behind.length === 0) return
    if (codec !== 'zstd' || packingOf(behind) !== 'zstd') {
      throw new FeedError('archive-malformed', `something that is no ${codec} stands behind the ${codec} data`)
    }
  }
}

function bomb(how: string): FeedError {
  return new FeedError('archive-bomb', `the file unpacks ${how}`)
}

function baseName(path: string): string {
  return path.replace(/^.*[/\\]/s, '')
}

function withoutEnding(name: string | undefined): string | undefined {
  return name?.replace(/\.(?:gz|gzip|zst|zstd)$/i, '')
}
