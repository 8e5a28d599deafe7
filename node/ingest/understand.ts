// What a slot says to this version.
import type { Slot } from '../../protocol/bundle.ts'
import type { Statement } from '../../protocol/statement-shape.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { decodeStatement } from '../../protocol/statement.ts'

/** `undefined` where it is erased or not understood: it keeps its place. */
export function understand(slot: Slot): Statement | undefined {
  if (slot.statement === undefined) return undefined
  try {
    return decodeStatement(slot.statement)
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}
