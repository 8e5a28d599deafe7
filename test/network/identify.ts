// What gossipsub asks for in the place of identify, for a plain libp2p node: introduces a peer when it is told to.
import { serviceCapabilities } from '@libp2p/interface'
import type { Connection, IdentifyResult, TypedEventTarget } from '@libp2p/interface'

interface Components {
  readonly events: TypedEventTarget<{ 'peer:identify': CustomEvent<IdentifyResult> }>
}

export interface Introducer {
  readonly [serviceCapabilities]: string[]
  readonly introduce: (connection: Connection, protocol: string) => void
}

export function introducer(components: unknown): Introducer {
  const { events } = components as Components
  return {
    [serviceCapabilities]: ['@libp2p/identify'],
    introduce: (connection, protocol) => {
      const detail = { peerId: connection.remotePeer, protocols: [protocol], connection, listenAddrs: [] }
      events.safeDispatchEvent('peer:identify', { detail })
    },
  }
}
