// Bytes to text: the encoding is honoured, and what is no text is marked, not replaced in silence.
import { isUtf8 } from 'node:buffer'
import { FeedError } from './errors.ts'
import { feedLimits } from './limits.ts'
import type { Encoding, ImporterOptions } from './types.ts'

/**
 * Stands where bytes could not be read as text, and for NUL. A noncharacter of Unicode, which no text may hold, so that
 * a row with it is known to be damaged however often it is split and joined.
 */
export const damaged = '\uFDD0'

/** Text as a report shows it: cut to a readable length, damage as U+FFFD. */
export function shown(text: string): string {
  const cut = text.length > feedLimits.shownMaxChars ? `${text.slice(0, feedLimits.shownMaxChars)}…` : text
  return cut.replaceAll(damaged, '\uFFFD')
}

/**
 * The feed as text, in pieces. `check` sees how it begins and throws FeedError `format-mismatch` where that is another
 * format. Throws `feed-empty`. Where the bytes break off, what came before counts.
 */
export async function* readText(
  bytes: AsyncIterable<Uint8Array>,
  options: ImporterOptions,
  check: (head: string) => void,
): AsyncGenerator<string> {
  let consumed = 0
  let head: string | undefined = ''
  try {
    for await (const { text, length } of decode(bytes, options.encoding ?? 'auto')) {
      consumed += length
      if (head === undefined) {
        if (text !== '') yield text
      } else {
        head += text
        if (head.trimStart().length >= headChars || head.length > feedLimits.rowMaxChars) {
          check(head)
          yield head
          head = undefined
        }
      }
      options.onBytes?.(consumed)
    }
  } catch (error) {
    const whole: string = head?.slice(0, head.lastIndexOf('\n') + 1) ?? ''
    if (whole.trim() !== '') {
      check(whole)
      yield whole
    }
    throw error
  }
  if (head === undefined) return
  if (head.trim() === '') throw new FeedError('feed-empty', 'the file has no content')
  check(head)
  yield head
}

const headChars = 512

async function* decode(bytes: AsyncIterable<Uint8Array>, encoding: Encoding) {
  let decoder: Decoder | undefined
  let held = Buffer.alloc(0)
  for await (const chunk of bytes) {
    let piece = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    if (decoder === undefined) {
      held = Buffer.concat([held, piece])
      if (held.length < markBytes) continue
      decoder = open(held, encoding)
      piece = held
    }
    for (let at = 0; at < piece.length; at += feedLimits.sliceBytes) {
      const slice = piece.subarray(at, at + feedLimits.sliceBytes)
      yield { text: clean(decoder.decode(slice)), length: slice.length }
    }
  }
  if (decoder === undefined) {
    decoder = open(held, encoding)
    yield { text: clean(decoder.decode(held)), length: held.length }
  }
  yield { text: clean(decoder.end()), length: 0 }
}

const markBytes = 2

function clean(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', damaged) : text
}

function open(head: Buffer, encoding: Encoding): Decoder {
  const mark = head.length < 2 ? 0 : head.readUInt16BE(0)
  const chosen = encoding !== 'auto' ? encoding : mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8'
  return withoutMark(decoders[chosen]())
}

interface Decoder {
  decode(bytes: Buffer): string
  end(): string
}

function withoutMark(decoder: Decoder): Decoder {
  let started = false
  return {
    decode(bytes) {
      const text = decoder.decode(bytes)
      if (started || text === '') return text
      started = true
      return text.startsWith('\uFEFF') ? text.slice(1) : text
    },
    end: () => decoder.end(),
  }
}

const decoders: Readonly<Record<Exclude<Encoding, 'auto'>, () => Decoder>> = {
  'utf-8': () => carrying(unfinishedUtf8, utf8Text),
  'utf-16le': () => carrying(unfinishedUtf16(1), (bytes) => wellFormed(bytes.toString('utf16le'))),
  'utf-16be': () =>
    carrying(unfinishedUtf16(0), (bytes) => wellFormed(Buffer.from(bytes).swap16().toString('utf16le'))),
  latin1: () => carrying(nothing, (bytes) => bytes.toString('latin1')),
  'windows-1252': () => {
    const decoder = new TextDecoder('windows-1252')
    return carrying(nothing, (bytes) => decoder.decode(bytes))
  },
}

/** Holds back the bytes of an unfinished character until the next piece. */
function carrying(unfinished: (bytes: Buffer) => number, text: (bytes: Buffer) => string): Decoder {
  let carry = Buffer.alloc(0)
  return {
    decode(bytes) {
      const whole = carry.length === 0 ? bytes : Buffer.concat([carry, bytes])
      const cut = whole.length - unfinished(whole)
      carry = Buffer.from(whole.subarray(cut))
      return text(whole.subarray(0, cut))
    },
    end: () => (carry.length === 0 ? '' : damaged),
  }
}

function nothing(): number {
  return 0
}

/** How many bytes at the end begin a UTF-8 sequence without ending it. */
function unfinishedUtf8(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte < 0xc0) continue
    const needs = byte < 0xc2 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 1
    return needs > back ? back : 0
  }
  return 0
}

function utf8Text(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  let text = ''
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(0x0a, from)
    const line = bytes.subarray(from, end === -1 ? bytes.length : end + 1)
    text += isUtf8(line) ? line.toString('utf8') : line.toString('utf8').replaceAll('\uFFFD', damaged)
    from += line.length
  }
  return text
}

/** Holds back an odd byte, and the first half of a surrogate pair, whose high byte is at `highAt` of its two. */
function unfinishedUtf16(highAt: 0 | 1): (bytes: Buffer) => number {
  return (bytes) => {
    const odd = bytes.length % 2
    const high = bytes[bytes.length - odd - 2 + highAt] ?? 0
    return high >= 0xd8 && high < 0xdc ? 2 + odd : odd
  }
}

function wellFormed(text: string): string {
  return text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, damaged)
}
