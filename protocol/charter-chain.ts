// All charters that a node holds, and which of them are accepted. A function of the set, not of the order of arrival:
// nodes that hold the same charters accept the same.
import { equalBytes, toHex } from './bytes.ts'
import { acceptGenesis, acceptSettlement, acceptSuccessor, decodeCharter, type CharterState } from './charter.ts'
import type { ProtocolCode } from './codes.ts'
import type { ControlObject } from './control.ts'
import { ProtocolError } from './errors.ts'
import type { NetworkId } from './ids.ts'

/** `states`: genesis to the newest that is accepted. `rivals`: valid charters of the next version, where two or more. */
export interface CharterChain {
  readonly network: NetworkId
  readonly states: readonly CharterState[]
  readonly rivals: readonly CharterState[]
}

/** The newest charter that is accepted. */
export function newestCharter(chain: CharterChain): CharterState {
  const last = chain.states.at(-1)
  if (last === undefined) throw new TypeError('a chain begins with its genesis')
  return last
}

/** The accepted charter of a version. */
export function charterAt(chain: CharterChain, version: number): CharterState | undefined {
  return chain.states[version - 1]
}

function versionOf(object: ControlObject): number | undefined {
  try {
    return object.type === 'charter' ? decodeCharter(object.payload).version : undefined
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}

/** Those that `accept` takes, each content once, whoever signed which copy. */
function accepted(
  objects: readonly ControlObject[],
  accept: (object: ControlObject) => CharterState | ProtocolCode,
): CharterState[] {
  const states = objects.map(accept).filter((state) => typeof state !== 'string')
  return [...new Map(states.map((state) => [toHex(state.hash), state])).values()]
}

/**
 * The chain of a set of charters, in any order, for a network id that the caller knows. Objects that are no charter, or
 * that do not follow, are left out.
 * @throws ProtocolError 'network-mismatch' where the genesis of that network is not among them, or the genesis' own fault
 */
export function buildChain(network: NetworkId, objects: readonly ControlObject[]): CharterChain {
  const byVersion = new Map<number, ControlObject[]>()
  for (const object of objects) {
    const version = versionOf(object)
    if (version === undefined) continue
    const same = byVersion.get(version)
    if (same === undefined) byVersion.set(version, [object])
    else same.push(object)
  }
  const [first] = byVersion.get(1) ?? []
  const genesis = first === undefined ? undefined : acceptGenesis(first, network)
  if (genesis === undefined) throw new ProtocolError('network-mismatch', 'no genesis charter of this network')
  const states: CharterState[] = [genesis]
  for (let current = genesis; ; current = states.at(-1) ?? genesis) {
    const rivals = accepted(byVersion.get(current.version + 1) ?? [], (object) => acceptSuccessor(current, object))
    const [only] = rivals
    if (only === undefined) return { network, states, rivals: [] }
    if (rivals.length === 1) {
      states.push(only)
      continue
    }
    // protocol.md#charter: accept neither; the way out is one version N + 2 that names one of them.
    const after = byVersion.get(current.version + 2) ?? []
    const ways = rivals.flatMap((named) =>
      accepted(after, (object) => acceptSettlement(current, named, object)).map((state) => ({ named, state })),
    )
    const [way] = ways
    if (way === undefined || ways.length > 1) return { network, states, rivals }
    states.push(way.named, way.state)
  }
}

/**
 * What a charter that arrives changes. `held` are the charters held so far, from which `chain` was built.
 * 'accepted': it is the newest now, or settles a conflict. 'charter-conflict': it is valid and contradicts another: keep it,
 * alert, and go on with `chain`, which ends before both. Any other code: it is not to be kept.
 */
export function extendChain(
  chain: CharterChain,
  held: readonly ControlObject[],
  object: ControlObject,
): { readonly chain: CharterChain; readonly code: 'accepted' | ProtocolCode } {
  const next = acceptSuccessor(newestCharter(chain), object)
  if (chain.rivals.length === 0) {
    if (typeof next !== 'string') return { chain: { ...chain, states: [...chain.states, next] }, code: 'accepted' }
    if (next !== 'charter-rollback') return { chain, code: next }
  }
  const rebuilt = buildChain(chain.network, [...held, object])
  const isObject = (state: CharterState): boolean => equalBytes(state.payload, object.payload)
  if (rebuilt.states.some(isObject)) return { chain: rebuilt, code: 'accepted' }
  if (rebuilt.rivals.some(isObject)) return { chain: rebuilt, code: 'charter-conflict' }
  return { chain, code: typeof next === 'string' ? next : 'charter-conflict' }
}
