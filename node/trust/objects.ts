// The control objects that are held, by what they are. Which of two objects stays is decided by the objects alone, so that
// nodes that saw the same ones hold the same ones, in whatever order they came.
import type { ControlObject } from '../../protocol/control.ts'
import type { LaneId, NodeKey } from '../../protocol/ids.ts'
import type { ControlType } from '../../protocol/names.ts'
import { toHex } from '../../protocol/bytes.ts'
import { decodeCertificate, replacesCertificate } from '../../protocol/certificate.ts'
import { controlHash, decodeControl } from '../../protocol/control.ts'
import { isRestricted } from '../../protocol/entitlement.ts'
import { type ForkProof, decodeFork } from '../../protocol/fork.ts'
import { type NodeRecord, decodeRecord, replacesRecord } from '../../protocol/record.ts'
import { type Revocation, decodeRevocation } from '../../protocol/revocation.ts'

/** A control object as it was received. */
export interface HeldObject {
  readonly hash: string
  readonly object: ControlObject
  readonly bytes: Uint8Array
  /** Never told to others: it would tell of a lane that they may not know of. Whoever has the lane sees the same. */
  readonly secret: boolean
}

export function holdObject(bytes: Uint8Array): HeldObject {
  const object = decodeControl(bytes)
  const secret = object.type === 'fork-proof' && tellsOfRestricted(object.payload)
  return { hash: toHex(controlHash(object)), object, bytes: Uint8Array.from(bytes), secret }
}

/** Marking and audience are not in the lane's id: one of both headers may be open. */
function tellsOfRestricted(payload: Uint8Array): boolean {
  const { a, b } = decodeFork(payload)
  return isRestricted(a.header) || isRestricted(b.header)
}

/** What taking an object in would change: the one that it pushes out, or that it is itself outdone. */
export type Contest =
  { readonly outdone: true } | { readonly outdone: false; readonly pushesOut: HeldObject | undefined }

export class ControlObjects {
  readonly #all = new Map<string, HeldObject>()

  has(hash: string): boolean {
    return this.#all.has(hash)
  }

  get(hash: string): HeldObject | undefined {
    return this.#all.get(hash)
  }

  add(held: HeldObject): void {
    this.#all.set(held.hash, held)
  }

  remove(held: HeldObject): void {
    this.#all.delete(held.hash)
  }

  /** Hashes, in order, of what others may have. */
  hashes(): string[] {
    return [...this.#all.values()]
      .filter(({ secret }) => !secret)
      .map(({ hash }) => hash)
      .sort()
  }

  of(type: ControlType): HeldObject[] {
    return [...this.#all.values()].filter(({ object }) => object.type === type)
  }

  /** The certificates held of each node key: one. */
  certificateOf(node: NodeKey): HeldObject | undefined {
    return this.of('certificate').find(({ object }) => decodeCertificate(object.payload).nodeKey === node)
  }

  recordOf(node: NodeKey): HeldObject | undefined {
    return this.of('node-record').find(({ object }) => decodeRecord(object.payload).nodeKey === node)
  }

  forkOf(lane: LaneId): HeldObject | undefined {
    return this.of('fork-proof').find(({ object }) => decodeFork(object.payload).lane === lane)
  }

  revocations(): Revocation[] {
    return this.of('revocation').map(({ object }) => decodeRevocation(object.payload))
  }

  forks(): ForkProof[] {
    return this.of('fork-proof').map(({ object }) => decodeFork(object.payload))
  }

  records(): NodeRecord[] {
    return this.of('node-record').map(({ object }) => decodeRecord(object.payload))
  }

  /** Certificates and records: the newest serial stays. Fork proofs: one a lane, the earliest position. */
  contest({ object, hash }: HeldObject): Contest {
    const rival = this.#rivalOf(object)
    if (rival === undefined) return { outdone: false, pushesOut: undefined }
    return wins(object, hash, rival) ? { outdone: false, pushesOut: rival } : { outdone: true }
  }

  #rivalOf(object: ControlObject): HeldObject | undefined {
    switch (object.type) {
      case 'certificate':
        return this.certificateOf(decodeCertificate(object.payload).nodeKey)
      case 'node-record':
        return this.recordOf(decodeRecord(object.payload).nodeKey)
      case 'fork-proof':
        return this.forkOf(decodeFork(object.payload).lane)
      case 'charter':
      case 'revocation':
        return undefined
    }
  }
}

function wins(object: ControlObject, hash: string, rival: HeldObject): boolean {
  if (object.type === 'certificate') return replacesCertificate(object, rival.object)
  if (object.type === 'node-record') return replacesRecord(object, rival.object)
  const difference = decodeFork(object.payload).seq - decodeFork(rival.object.payload).seq
  return difference === 0 ? hash < rival.hash : difference < 0
}
