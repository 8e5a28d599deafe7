// Listeners by name. One that throws is logged and does not keep the others from hearing.
import { reasonOf } from './errors.ts'
import type { NetworkEvents, NetworkLog } from './types.ts'

type Listener<Name extends keyof NetworkEvents> = (event: NetworkEvents[Name]) => void
type Listeners = { readonly [Name in keyof NetworkEvents]: Set<Listener<Name>> }

export interface Events {
  on<Name extends keyof NetworkEvents>(name: Name, listener: Listener<Name>): () => void
  emit<Name extends keyof NetworkEvents>(name: Name, event: NetworkEvents[Name]): void
}

export function createEvents(log: NetworkLog): Events {
  const listeners: Listeners = { peer: new Set(), gone: new Set(), refused: new Set(), synced: new Set() }
  return {
    on: (name, listener) => {
      listeners[name].add(listener)
      return () => void listeners[name].delete(listener)
    },
    emit: (name, event) => {
      for (const listener of listeners[name]) {
        try {
          listener(event)
        } catch (error) {
          log.warn('network.listener-failed', { name, reason: reasonOf(error) })
        }
      }
    },
  }
}
