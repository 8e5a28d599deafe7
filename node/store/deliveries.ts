// What recipients of restricted lanes were given and acknowledged: a mark where one came further, by lane, member, state
// and sequence number, so that the mark which covers a bundle is the first one at or behind it.
import type { LaneId, MemberId, NodeKey } from '../../protocol/ids.ts'
import { toHex } from '../../protocol/bytes.ts'
import { idBytes } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import type { Database } from './database.ts'
import { codeEnd, codeNumber, keys } from './keys.ts'
import { corrupt } from './records.ts'
import type { DeliveryMark, DeliveryState } from './types.ts'

const timeBytes = 8

// ---------------------------------------------------------------- mark: u64 at, 32 node, proof

export function encodeMark({ at, node, proof }: DeliveryMark): Uint8Array {
  const time = Buffer.alloc(timeBytes)
  time.writeBigUInt64BE(BigInt(at))
  return Buffer.concat([time, idBytes(node), proof ?? new Uint8Array(0)])
}

function decodeMark(value: Uint8Array): Pick<DeliveryMark, 'at' | 'node' | 'proof'> {
  const start = timeBytes + limits.keyBytes
  if (value.byteLength < start) throw corrupt('a mark of a delivery is cut')
  const at = Number(Buffer.from(value.buffer, value.byteOffset, timeBytes).readBigUInt64BE())
  const node = toHex(value.subarray(timeBytes, start)) as NodeKey
  return { at, node, ...(value.byteLength === start ? {} : { proof: value.subarray(start) }) }
}

/** The first mark at or behind `seq`; left out: the newest. */
export async function readMark(
  database: Database,
  lane: LaneId,
  member: MemberId,
  state: DeliveryState,
  seq: number | undefined,
): Promise<DeliveryMark | undefined> {
  const gte = keys.delivery(lane, member, state, seq ?? 0)
  const lte = gte.slice(0, -codeEnd.length) + codeEnd
  const [found] = await database.iterator({ gte, lte, reverse: seq === undefined, limit: 1 }).all()
  if (found === undefined) return undefined
  const [key, value] = found
  return { lane, member, state, seq: codeNumber(key, key.length - codeEnd.length), ...decodeMark(value) }
}

/** Members that left marks in the lane, in order; one seek each. */
export async function markedMembers(database: Database, lane: LaneId): Promise<MemberId[]> {
  const members: MemberId[] = []
  const first = keys.deliveries(lane)
  const iterator = database.keys({ gte: first, lt: `${first}\x7f` })
  try {
    for (let key = await iterator.next(); key !== undefined; key = await iterator.next()) {
      const member = key.slice(first.length, key.indexOf('\0', first.length)) as MemberId
      members.push(member)
      iterator.seek(`${first}${member}\x01`)
    }
  } finally {
    await iterator.close()
  }
  return members
}
