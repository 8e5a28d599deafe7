// Writes zip archives, whole and broken ones, as PKWARE's APPNOTE has them.
import { crc32, deflateRawSync, zstdCompressSync } from 'node:zlib'

export interface Entry {
  readonly name: string
  readonly data: string | Uint8Array
  /** How it is packed: 0, 8 or 93. Others are written as 8 and called so. */
  readonly method?: number
  /** Of deflate: 0 leaves the data readable. */
  readonly level?: number
  /** Sizes behind the data, as those write who do not know them before. */
  readonly described?: 'signed' | 'bare' | 'signed-64' | 'bare-64'
  readonly zip64?: boolean
  readonly encrypted?: boolean
  /** Added to what the archive says of the CRC and the size. */
  readonly wrong?: { readonly crc?: number; readonly size?: number }
}

export function zip(...entries: readonly Entry[]): Buffer {
  return Buffer.concat([...entries.map(member), Buffer.from('PK\x01\x02 the directory, which nobody reads')])
}

function member(entry: Entry): Buffer {
  const data = Buffer.from(entry.data)
  const { method = 8, wrong = {} } = entry
  const packed =
    method === 0
      ? data
      : method === 93
        ? zstdCompressSync(data)
        : deflateRawSync(data, entry.level === undefined ? {} : { level: entry.level })
  const crc = (crc32(data) + (wrong.crc ?? 0)) >>> 0
  const size = data.length + (wrong.size ?? 0)
  const name = Buffer.from(entry.name)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE((entry.described === undefined ? 0 : 8) | (entry.encrypted === true ? 1 : 0) | 0x800, 6)
  header.writeUInt16LE(method, 8)
  if (entry.described === undefined) {
    header.writeUInt32LE(crc, 14)
    header.writeUInt32LE(entry.zip64 === true ? 0xffffffff : packed.length, 18)
    header.writeUInt32LE(entry.zip64 === true ? 0xffffffff : size, 22)
  }
  header.writeUInt16LE(name.length, 26)
  const extra = entry.zip64 === true ? Buffer.concat([Buffer.from([1, 0, 16, 0]), long(size), long(packed.length)]) : ''
  header.writeUInt16LE(extra.length, 28)
  return Buffer.concat([header, name, Buffer.from(extra), packed, descriptorOf(entry, crc, packed.length, size)])
}

function descriptorOf({ described }: Entry, crc: number, packed: number, size: number): Buffer {
  if (described === undefined) return Buffer.alloc(0)
  const sizes = described.endsWith('64') ? [long(packed), long(size)] : [short(packed), short(size)]
  return Buffer.concat([described.startsWith('signed') ? short(0x08074b50) : Buffer.alloc(0), short(crc), ...sizes])
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
