// The node's own record: says to the network where it can be reached, again whenever that has changed.
import type { NodeKey } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import { encodeControl } from '../../protocol/control.ts'
import { issueRecord } from '../../protocol/record.ts'
import type { NetworkDeps } from './types.ts'

type RecordDeps = Pick<NetworkDeps, 'trust' | 'nodeSecretKey' | 'clock' | 'log'> & { readonly own: NodeKey }

/** Makes and applies a record where the addresses differ from those of the newest; trust passes it on. */
export async function publishRecord(deps: RecordDeps, addresses: readonly string[]): Promise<void> {
  const { trust, own } = deps
  const wanted = reachable(addresses)
  if (wanted.join() === (trust.addresses().get(own) ?? []).join()) return
  // Also where the clock was set back the newest serial counts.
  const serial = Math.max(deps.clock(), trust.recordSerial(own) + 1)
  const record = { network: trust.networkId, nodeKey: own, serial, addresses: wanted }
  const { code } = await trust.apply(encodeControl(issueRecord(record, deps.nodeSecretKey)))
  if (code !== 'accepted' && code !== 'held') deps.log.warn('network.record-refused', { code })
}

/** Without the peer id, which the key of the record says; without the loopback where there is another way. */
export function reachable(addresses: readonly string[]): string[] {
  const bare = [...new Set(addresses.map((address) => address.replace(/\/p2p\/[^/]+$/, '')))]
  const outside = bare.filter((address) => !/^\/(ip4\/127\.|ip6\/::1\/)/.test(address))
  return (outside.length > 0 ? outside : bare)
    .filter((address) => address.length <= limits.addressMaxChars)
    .slice(0, limits.nodeAddressesMax)
}
