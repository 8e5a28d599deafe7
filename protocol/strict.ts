// The one decoder of signed and hashed messages: bytes that are not the canonical encoding of what they say are refused.
import { Reader, Writer } from 'protobufjs/minimal.js'
import { equalBytes } from './bytes.ts'
import { ProtocolError } from './errors.ts'
import { limits } from './limits.ts'

/** A generated message class. The hidden arguments of protobufjs' decoders carry the depth at which a message begins. */
export interface WireType<T> {
  decode(reader: Reader, length?: number, end?: number, depth?: number): T
  encode(message: never, writer?: Writer): { finish(shared?: boolean): Uint8Array }
}

// protobufjs refuses beyond its own limit, which is global: beginning deeper leaves ours without touching it.
const startDepth = Reader.recursionLimit - limits.nestingMax + 1

const writerMaxBytes = 1024 * 1024
let idleWriter: Writer | undefined = Writer.create()

/**
 * Runs `use` on the encoding of a message, in a buffer that is written anew each time: every received statement is
 * encoded once, only to be compared. A writer that failed half-way or grew large is dropped.
 */
function written<T>(type: WireType<unknown>, message: unknown, use: (bytes: Uint8Array) => T): T {
  const writer = idleWriter ?? Writer.create()
  idleWriter = undefined
  writer.pos = 0
  const result = use(type.encode(message as never, writer).finish(true))
  if (writer.buf.byteLength <= writerMaxBytes) idleWriter = writer
  return result
}

/** A view of `bytes` that protobufjs reads and slices without copying. */
function bufferOf(bytes: Uint8Array): Buffer {
  if (bytes instanceof Buffer) return bytes
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function read<T>(type: WireType<T>, bytes: Uint8Array, discardUnknown: boolean): T {
  const reader = Reader.create(bufferOf(bytes))
  reader.discardUnknown = discardUnknown
  try {
    return type.decode(reader, undefined, undefined, startDepth)
  } catch (cause) {
    throw new ProtocolError('encoding-invalid', 'the message cannot be decoded', { cause })
  }
}

/**
 * The message in `bytes`, where `bytes` is its one canonical encoding. Unknown fields are dropped before the comparison,
 * so that they are refused like every other deviation.
 * @throws ProtocolError 'too-large' | 'encoding-invalid'
 */
export function decodeStrict<T>(type: WireType<T>, bytes: Uint8Array, maxBytes: number = limits.frameMaxBytes): T {
  if (bytes.byteLength > maxBytes) {
    throw new ProtocolError('too-large', `${bytes.byteLength} bytes where at most ${maxBytes} are allowed`)
  }
  const message = read(type, bytes, true)
  if (!written(type, message, (canonical) => equalBytes(canonical, bytes))) {
    throw new ProtocolError('encoding-invalid', 'the bytes are not the canonical encoding of the message')
  }
  return message
}

/** The message in `bytes` with its unknown fields kept as `$unknowns`: to tell a later version from a broken sender. */
export function decodeLoose<T>(type: WireType<T>, bytes: Uint8Array): T {
  return read(type, bytes, false)
}

/** The canonical encoding: fields in order, defaults left out. */
export function encode<T>(type: WireType<T>, message: T): Uint8Array {
  return written(type, message, (bytes) => Buffer.from(bytes))
}
