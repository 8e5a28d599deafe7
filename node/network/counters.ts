// What went over the wire and what was refused, since the start.
import type { NetworkCounters } from './types.ts'

type Bytes = 'sync' | 'control' | 'gossip' | 'announce'

export interface Counters {
  readonly bytes: (kind: Bytes) => (direction: 'in' | 'out', bytes: number) => void
  readonly frame: (direction: 'in' | 'out') => void
  readonly message: (direction: 'in' | 'out') => void
  readonly announcement: (direction: 'in' | 'out') => void
  readonly refused: (code: string) => void
  readonly read: () => NetworkCounters
}

/** Codes come from peers too: beyond so many different ones they are counted together. */
const codesMax = 256

export function createCounters(): Counters {
  const bytes = {
    ...{ syncIn: 0, syncOut: 0, controlIn: 0, controlOut: 0 },
    ...{ gossipIn: 0, gossipOut: 0, announceIn: 0, announceOut: 0 },
  }
  const frames = { in: 0, out: 0 }
  const messages = { in: 0, out: 0 }
  const announcements = { in: 0, out: 0 }
  const refused = new Map<string, number>()
  return {
    bytes: (kind) => (direction, count) => {
      bytes[direction === 'in' ? (`${kind}In` as const) : (`${kind}Out` as const)] += count
    },
    frame: (direction) => {
      frames[direction]++
    },
    message: (direction) => {
      messages[direction]++
    },
    announcement: (direction) => {
      announcements[direction]++
    },
    refused: (code) => {
      const name = refused.has(code) || refused.size < codesMax ? code : 'other'
      refused.set(name, (refused.get(name) ?? 0) + 1)
    },
    read: () => ({
      syncBytesIn: bytes.syncIn,
      syncBytesOut: bytes.syncOut,
      syncFramesIn: frames.in,
      syncFramesOut: frames.out,
      controlBytesIn: bytes.controlIn,
      controlBytesOut: bytes.controlOut,
      gossipBytesIn: bytes.gossipIn,
      gossipBytesOut: bytes.gossipOut,
      gossipMessagesIn: messages.in,
      gossipMessagesOut: messages.out,
      announceBytesIn: bytes.announceIn,
      announceBytesOut: bytes.announceOut,
      announcementsIn: announcements.in,
      announcementsOut: announcements.out,
      refused: Object.fromEntries(refused),
    }),
  }
}
