// The charter that the node holds, and handing it the next one.
import { equalBytes, fromHex } from '../../protocol/bytes.ts'
import { type CharterState, charterHash, decodeCharter } from '../../protocol/charter.ts'
import { type ControlObject, decodeControl, encodeControl } from '../../protocol/control.ts'
import { type NetworkId, parseHexId } from '../../protocol/ids.ts'
import type { CharterView } from '../../node/api/schemas.ts'
import { explain } from '../../node/codes.ts'
import { GoverningError } from '../../node/governing/errors.ts'
import type { Base } from '../../node/governing/proposal.ts'
import { askJson } from '../ask.ts'
import { type Client, malformed } from '../client.ts'
import { RefusedError } from '../errors.ts'

/** `rivals`: valid charters of the next version that contradict each other; empty where all is well. */
export interface Held {
  readonly newest: CharterState
  readonly rivals: readonly CharterState[]
}

export async function heldCharter(client: Client): Promise<Held> {
  const view = await askJson<CharterView>(client, { method: 'GET', path: '/v1/charter' })
  const network = parseHexId<NetworkId>(view.network)
  const hash = fromHex(view.hash)
  if (network === undefined || hash === undefined) throw malformed('a charter without its network')
  return { newest: stateIn(view.object, network), rivals: view.rivals.map((rival) => stateIn(rival, network)) }
}

function stateIn(base64: string, network: NetworkId): CharterState {
  const { payload } = decodeControl(new Uint8Array(Buffer.from(base64, 'base64')))
  const charter = decodeCharter(payload)
  return { network, version: charter.version, hash: charterHash(payload), payload, charter }
}

/** What the next charter rests on. Throws `charter-conflict`: then `network settle` comes first. */
export function baseOf({ newest, rivals }: Held): Base {
  if (rivals.length > 0) {
    const hint = 'See both, and settle it: entente network settle.'
    throw new RefusedError('charter-conflict', `two valid charters of version ${newest.version + 1} exist`, hint, 0)
  }
  return { prior: newest, authority: newest.charter }
}

/** What a proposal rests on: one that names a rival settles the conflict, under the governors of the charter before both. */
export function baseFor(held: Held, object: ControlObject): Base {
  const { prev } = decodeCharter(object.payload)
  const named = prev === undefined ? undefined : held.rivals.find(({ hash }) => equalBytes(hash, prev))
  return named === undefined ? baseOf(held) : { prior: named, authority: held.newest.charter }
}

/** Hands a control object to the node. Throws RefusedError with the node's code where it does not take it. */
export async function applyControl(client: Client, object: ControlObject | Uint8Array): Promise<void> {
  const bytes = object instanceof Uint8Array ? object : encodeControl(object)
  const body = { object: Buffer.from(bytes).toString('base64') }
  const { code } = await askJson<{ code: string }>(client, { method: 'POST', path: '/v1/control', body })
  if (code === 'accepted' || code === 'held' || code === 'record-stale') return
  throw new RefusedError(code, 'the node refused the control object', explain(code)?.hint ?? '', 0)
}

/** Hands in a charter that is signed by enough. */
export async function publishCharter(client: Client, object: ControlObject): Promise<void> {
  try {
    await applyControl(client, object)
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'charter-rollback') {
      throw new GoverningError('proposal-stale', 'another charter was published meanwhile', { cause: error })
    }
    throw error
  }
}
