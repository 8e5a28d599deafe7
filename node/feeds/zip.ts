// Zip archives as they come: one local header and its data after the other, without the directory at the end, so that an
// archive of any size needs no file, and of a cut one everything before the cut is read.
import { crc32 } from 'node:zlib'
import type { ByteSource } from './byte-source.ts'
import { FeedError } from './errors.ts'
import { type Codec, inflate } from './inflate.ts'
import { feedLimits } from './limits.ts'
import { shown } from './text.ts'

export interface ZipMember {
  /** With its folders, as the archive has it. */
  readonly name: string
  /** To be read, or left, before the next member is asked for; what was left is skipped. */
  readonly bytes: AsyncIterable<Uint8Array>
}

const localHeader = 0x04034b50
const descriptor = 0x08074b50
/** What stands behind the last member: directory, its end in both forms, and the records between. */
const behindMembers: ReadonlySet<number> = new Set([0x02014b50, 0x06054b50, 0x06064b50, 0x08064b50])

const codecs: ReadonlyMap<number, Codec | 'stored'> = new Map([
  [0, 'stored'],
  [8, 'deflate'],
  [93, 'zstd'],
])

interface Header {
  readonly name: string
  readonly codec: Codec | 'stored'
  readonly crc: number
  readonly packed: number
  readonly unpacked: number
  /** The three stand behind the data instead (APPNOTE 4.3.9). */
  readonly isDescribed: boolean
}

/**
 * The members in the order of the archive, folders left out (PKWARE APPNOTE 6.3.10). Throws FeedError `archive-encrypted`,
 * `feed-compressed` for a method that is not read, `archive-malformed`, `feed-truncated`.
 */
export async function* zipMembers(source: ByteSource): AsyncGenerator<ZipMember, void, void> {
  for (let count = 0; ; count += 1) {
    const signature = await source.peek(4)
    if (signature.length < 4) throw truncated()
    const kind = signature.readUInt32LE(0)
    if (behindMembers.has(kind)) return
    if (kind !== localHeader) throw malformed('something that is no member of the archive')
    if (count === feedLimits.archiveMembersMax) {
      throw new FeedError('archive-bomb', `the archive has more than ${feedLimits.archiveMembersMax} members`)
    }
    const header = await readHeader(source)
    const content = contentOf(header, source)
    try {
      if (!header.name.endsWith('/')) yield { name: header.name, bytes: kept(content) }
      // What the reader left: a member that was not asked for, or not to its end.
      while ((await content.next()).done !== true);
    } finally {
      await content.return()
    }
  }
}

async function readHeader(source: ByteSource): Promise<Header> {
  const fixed = await exactly(source, 30)
  const [flags, method] = [fixed.readUInt16LE(6), fixed.readUInt16LE(8)]
  const raw = await exactly(source, fixed.readUInt16LE(26))
  const extra = await exactly(source, fixed.readUInt16LE(28))
  const name = raw.toString('utf8')
  if ((flags & 0x2041) !== 0) throw new FeedError('archive-encrypted', `${shown(name)} in the archive is encrypted`)
  const codec = codecs.get(method)
  if (codec === undefined) {
    throw new FeedError('feed-compressed', `${shown(name)} in the archive is packed by method ${method}`)
  }
  const [packed, unpacked] = sizesOf(fixed, extra)
  const isDescribed = (flags & 0x08) !== 0
  if (isDescribed && codec === 'stored' && !name.endsWith('/')) {
    throw new FeedError('feed-compressed', `${shown(name)} in the archive is stored without saying how long it is`)
  }
  return { name, codec, crc: fixed.readUInt32LE(14), packed, unpacked, isDescribed }
}

/** Packed and unpacked; those that do not fit 32 bits stand in the extra field of Zip64 (APPNOTE 4.5.3). */
function sizesOf(fixed: Buffer, extra: Buffer): [number, number] {
  const [packed, unpacked] = [fixed.readUInt32LE(18), fixed.readUInt32LE(22)]
  for (let at = 0; at + 4 <= extra.length;) {
    const size = extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === 1 && size >= 16 && at + 20 <= extra.length && packed === 0xffffffff) {
      return [Number(extra.readBigUInt64LE(at + 12)), Number(extra.readBigUInt64LE(at + 4))]
    }
    at += 4 + size
  }
  return [packed, unpacked]
}

/** The same pieces; leaving early leaves the rest for later. */
async function* kept(content: AsyncGenerator<Buffer, void, void>): AsyncGenerator<Buffer, void, void> {
  for (let next = await content.next(); next.done !== true; next = await content.next()) yield next.value
}

/** The content, held against what the archive says of it. */
async function* contentOf(header: Header, source: ByteSource): AsyncGenerator<Buffer, void, void> {
  let [crc, unpacked] = [0, 0]
  const from = source.consumed
  const pieces = header.codec === 'stored' ? stored(header.packed, source) : inflate(header.codec, source)
  for await (const piece of pieces) {
    crc = crc32(piece, crc)
    unpacked += piece.length
    yield piece
  }
  const packed = source.consumed - from
  const holds = header.isDescribed
    ? await matchesDescriptor(source, { crc, packed, unpacked })
    : header.crc === crc && header.packed === packed && header.unpacked === unpacked
  if (!holds) throw malformed(`${shown(header.name)}, which is not what the archive says of it`)
}

async function* stored(size: number, source: ByteSource): AsyncGenerator<Buffer, void, void> {
  for (let left = size; left > 0;) {
    const piece = await source.next()
    if (piece === undefined) throw truncated()
    source.giveBack(piece.subarray(Math.min(left, piece.length)))
    yield piece.subarray(0, left)
    left -= Math.min(left, piece.length)
  }
}

/** Whether the descriptor in one of its four forms (with or without signature, of 32 or 64 bits) says the same. */
async function matchesDescriptor(
  source: ByteSource,
  is: { crc: number; packed: number; unpacked: number },
): Promise<boolean> {
  const bytes = await source.peek(24)
  if (bytes.length < 12) throw truncated()
  for (const at of bytes.readUInt32LE(0) === descriptor ? [4, 0] : [0]) {
    if (bytes.readUInt32LE(at) !== is.crc) continue
    for (const size of [4, 8] as const) {
      const end = at + 4 + 2 * size
      if (bytes.length < end) continue
      const [packed, unpacked] = [at + 4, at + 4 + size].map((place) =>
        size === 4 ? bytes.readUInt32LE(place) : Number(bytes.readBigUInt64LE(place)),
      )
      if (packed !== is.packed || unpacked !== is.unpacked) continue
      await source.take(end)
      return true
    }
  }
  return false
}

async function exactly(source: ByteSource, count: number): Promise<Buffer> {
  const bytes = await source.take(count)
  if (bytes.length < count) throw truncated()
  return bytes
}

function truncated(): FeedError {
  return new FeedError('feed-truncated', 'the file ends inside its zip archive; it was cut')
}

function malformed(what: string): FeedError {
  return new FeedError('archive-malformed', `the zip archive holds ${what}`)
}
