// How much is pushed at once: batches of one caller and of all, and the bytes that they hold. What does not fit is refused
// before it is read.
import { PushError } from './errors.ts'
import type { PushLimits } from './limits.ts'

export interface Slot extends Disposable {
  /** Makes room for more bytes. Throws `push-busy`. */
  reserve(bytes: number): void
}

export interface Slots {
  /** Throws `push-busy`. `bytes`: as many as the body says that it has. */
  take(caller: string, bytes: number): Slot
  /** Batches that are under way. */
  taken(): number
}

export function createSlots(limits: PushLimits): Slots {
  const callers = new Map<string, number>()
  let all = 0
  let held = 0
  const busy = (why: string): PushError =>
    new PushError('push-busy', why, { retryAfter: Math.min(30, Math.max(1, Math.ceil(all / 4))) })

  return {
    taken: () => all,
    take: (caller, bytes) => {
      const own = callers.get(caller) ?? 0
      if (own >= limits.atOnceOfCallerMax) throw busy(`${own} batches of this caller are under way`)
      if (all >= limits.atOnceMax) throw busy(`${all} batches are under way`)
      if (held + bytes > limits.bytesAtOnceMax) throw busy('the batches under way hold as many bytes as they may')
      callers.set(caller, own + 1)
      all += 1
      held += bytes
      let [reserved, used, isOver] = [bytes, 0, false]
      return {
        reserve: (more) => {
          used += more
          const beyond = used - reserved
          if (beyond <= 0) return
          if (held + beyond > limits.bytesAtOnceMax) throw busy('the batches under way hold as many bytes as they may')
          held += beyond
          reserved += beyond
        },
        [Symbol.dispose]: () => {
          if (isOver) return
          isOver = true
          all -= 1
          held -= reserved
          const left = (callers.get(caller) ?? 1) - 1
          if (left === 0) callers.delete(caller)
          else callers.set(caller, left)
        },
      }
    },
  }
}
