// Control objects in the audit log: charters, certificates, revocations and fork proofs that this node took in. Node
// records are left out: they are addresses, and come with every start of every node.
import { toHex } from '../../protocol/bytes.ts'
import { type ControlObject, controlHash, decodeControl } from '../../protocol/control.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { Applied, Trust } from '../trust/types.ts'
import { nodeActor } from './actors.ts'
import type { Audit, AuditEvent } from './types.ts'

export interface AuditedControl {
  /** `apply`, which hands an object to trust, recorded under who hands it in, also where it is refused. */
  handIn(object: Uint8Array, actor: string, apply: () => Promise<Applied>): Promise<Applied>
}

export function auditControl(trust: Pick<Trust, 'onAccepted'>, audit: Audit): AuditedControl {
  /** Who hands in what is being applied. */
  const handed = new Map<string, string>()

  trust.onAccepted((object) => {
    const control = decodeControl(object)
    if (control.type === 'node-record') return
    const hash = toHex(controlHash(control))
    audit.record(eventOf(control, hash, handed.get(hash) ?? nodeActor))
  })
  return {
    handIn: async (object, actor, apply) => {
      const control = decoded(object)
      if (control === undefined) {
        const applied = await apply()
        audit.record({ action: 'control', actor, decision: 'refused', code: applied.code })
        return applied
      }
      const hash = toHex(controlHash(control))
      handed.set(hash, actor)
      try {
        const applied = await apply()
        if (applied.code !== 'accepted' && applied.code !== 'held') {
          audit.record({ ...eventOf(control, hash, actor), decision: 'refused', code: applied.code })
        }
        return applied
      } finally {
        handed.delete(hash)
      }
    },
  }
}

function eventOf({ type, signatures }: ControlObject, hash: string, actor: string): AuditEvent {
  return {
    action: type === 'revocation' ? 'key-revoke' : 'control',
    actor,
    objects: [hash],
    decision: 'allowed',
    detail: { type, signatures: signatures.length },
  }
}

function decoded(object: Uint8Array): ControlObject | undefined {
  try {
    return decodeControl(object)
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}
