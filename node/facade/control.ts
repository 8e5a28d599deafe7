// Control objects that the operator hands in.
import type { Applied, Trust } from '../trust/types.ts'
import { equalBytes } from '../../protocol/bytes.ts'
import { decodeCharter } from '../../protocol/charter.ts'
import { decodeControl } from '../../protocol/control.ts'
import { ProtocolError } from '../../protocol/errors.ts'

/**
 * Hands an object to trust, unless it is a charter of a version that is in force already with other content: a proposal
 * that came too late would contradict the charter that was published, and stop the whole network.
 */
export async function applyControl(object: Uint8Array, trust: Pick<Trust, 'apply' | 'charterAt'>): Promise<Applied> {
  return contradicts(object, trust) ? { code: 'charter-rollback' } : trust.apply(object)
}

function contradicts(bytes: Uint8Array, trust: Pick<Trust, 'charterAt'>): boolean {
  try {
    const { type, payload } = decodeControl(bytes)
    if (type !== 'charter') return false
    const inForce = trust.charterAt(decodeCharter(payload).version)
    return inForce !== undefined && !equalBytes(inForce.payload, payload)
  } catch (error) {
    // Trust says what is wrong with it.
    if (error instanceof ProtocolError) return false
    throw error
  }
}
