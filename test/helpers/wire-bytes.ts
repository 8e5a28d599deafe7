// Protobuf by hand: taking an encoding apart and putting it together wrongly, as an enemy would.

export interface Field {
  readonly number: number
  readonly type: number
  /** The value without tag; of a length-delimited field without its length. */
  readonly value: Uint8Array
}

export function varint(value: number | bigint, padTo = 0): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt(value)
  do {
    bytes.push(Number(rest & 127n))
    rest >>= 7n
  } while (rest > 0n)
  while (bytes.length < padTo) bytes.push(0)
  return Uint8Array.from(bytes, (byte, at) => (at < bytes.length - 1 ? byte | 128 : byte))
}

export function tag(number: number, type: number): Uint8Array {
  return varint(number * 8 + type)
}

export function delimited(number: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([tag(number, 2), varint(value.byteLength), value])
}

function readVarint(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0
  for (let scale = 1, end = at; ; scale *= 128, end += 1) {
    const byte = bytes[end]
    if (byte === undefined) throw new RangeError('varint')
    value += (byte & 127) * scale
    if (byte < 128) return { value, end: end + 1 }
  }
}

/** The top-level fields of a message without groups and fixed fields. */
export function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = []
  for (let at = 0; at < bytes.byteLength;) {
    const { value: head, end } = readVarint(bytes, at)
    const number = Math.floor(head / 8)
    const type = head % 8
    if (type === 0) {
      const { end: after } = readVarint(bytes, end)
      fields.push({ number, type, value: bytes.subarray(end, after) })
      at = after
    } else if (type === 2) {
      const { value: length, end: from } = readVarint(bytes, end)
      fields.push({ number, type, value: bytes.subarray(from, from + length) })
      at = from + length
    } else throw new RangeError(`wire type ${type}`)
  }
  return fields
}

export function writeField({ number, type, value }: Field): Uint8Array {
  return type === 2 ? delimited(number, value) : Buffer.concat([tag(number, type), value])
}

export function writeFields(fields: readonly Field[]): Uint8Array {
  return Buffer.concat(fields.map(writeField))
}

/** Every way in which an encoding may deviate without saying something else, by the name of the case. */
export function deviations(bytes: Uint8Array): { name: string; bytes: Uint8Array }[] {
  const fields = fieldsOf(bytes)
  const all: { name: string; bytes: Uint8Array }[] = []
  const add = (name: string, ...parts: readonly Uint8Array[]): void => {
    all.push({ name, bytes: Buffer.concat(parts) })
  }
  const around = (at: number, ...middle: readonly Uint8Array[]): Uint8Array[] => [
    writeFields(fields.slice(0, at)),
    ...middle,
    writeFields(fields.slice(at + 1)),
  ]
  fields.forEach((field, at) => {
    const { number, type, value } = field
    const own = writeField(field)
    const next = fields[at + 1]
    add(
      `overlong tag of field ${number}`,
      ...around(at, varint(number * 8 + type, 5), own.subarray(tag(number, type).length)),
    )
    add(`field ${number} twice`, ...around(at, own, type === 2 ? delimited(number, new Uint8Array(0)) : own))
    if (next !== undefined && next.number !== number) {
      add(
        `field ${number} behind ${next.number}`,
        writeFields(fields.slice(0, at)),
        writeField(next),
        own,
        writeFields(fields.slice(at + 2)),
      )
    }
    add(`field ${number} as fixed64`, ...around(at, tag(number, 1), new Uint8Array(8)))
    add(`field ${number} as fixed32`, ...around(at, tag(number, 5), new Uint8Array(4)))
    add(`field ${number} as a group`, ...around(at, tag(number, 3), tag(number, 4)))
    if (type === 0) {
      const { value: plain } = readVarint(value, 0)
      add(`overlong varint in field ${number}`, ...around(at, tag(number, 0), varint(plain, 10)))
      add(`explicit default in field ${number}`, ...around(at, tag(number, 0), Uint8Array.of(0)))
      add(`field ${number} beyond 2^53`, ...around(at, tag(number, 0), varint(2n ** 53n)))
      add(`field ${number} is 2^64 - 1`, ...around(at, tag(number, 0), varint(2n ** 64n - 1n)))
      add(`field ${number} length-delimited`, ...around(at, delimited(number, value)))
    } else {
      add(`overlong length of field ${number}`, ...around(at, tag(number, 2), varint(value.byteLength, 5), value))
      add(`field ${number} claims 4 GiB`, ...around(at, tag(number, 2), varint(0xffff_ffff), value))
      add(`field ${number} as a varint`, ...around(at, tag(number, 0), Uint8Array.of(1)))
    }
  })
  add('unknown varint behind', bytes, tag(1000, 0), Uint8Array.of(1))
  add('unknown bytes before', delimited(1000, Uint8Array.of(1)), bytes)
  add('unknown group', bytes, tag(1000, 3), tag(1000, 4))
  add('groups without end', bytes, tag(1000, 3))
  add('end of a group that never began', bytes, tag(1000, 4))
  add(
    'groups nested 40 deep',
    bytes,
    ...Array.from({ length: 40 }, () => tag(1000, 3)),
    ...Array.from({ length: 40 }, () => tag(1000, 4)),
  )
  add('wire type 6', bytes, tag(1000, 6))
  add('wire type 7', bytes, tag(1000, 7))
  add('field number 0', bytes, Uint8Array.of(0, 0))
  return all
}

/** The submessage field `number` as two fields that a decoder would merge. */
export function splitSubmessage(bytes: Uint8Array, number: number): Uint8Array {
  const fields = fieldsOf(bytes)
  return Buffer.concat(
    fields.map((field) => {
      if (field.number !== number) return writeField(field)
      const inner = fieldsOf(field.value)
      return Buffer.concat([
        delimited(number, writeFields(inner.slice(0, 1))),
        delimited(number, writeFields(inner.slice(1))),
      ])
    }),
  )
}

/** The same message with the value of one length-delimited field replaced. */
export function replaceField(bytes: Uint8Array, number: number, value: Uint8Array): Uint8Array {
  return writeFields(fieldsOf(bytes).map((field) => (field.number === number ? { ...field, value } : field)))
}
