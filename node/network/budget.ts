// What one delivering peer may cost before a signature was looked at: messages a second with some to spare, and so many at
// once. Beyond it nothing is refused, only left to sync.
import type { NodeKey } from '../../protocol/ids.ts'
import { gossipLimits } from './limits.ts'

export interface Budgets {
  /** Whether `node` may have one more message judged now; to be given back with `done`. */
  take(node: NodeKey): boolean
  done(node: NodeKey): void
  forget(node: NodeKey): void
}

interface Account {
  tokens: number
  at: number
  inFlight: number
}

export function createBudgets(clock: () => number): Budgets {
  const accounts = new Map<NodeKey, Account>()
  const accountOf = (node: NodeKey): Account => {
    const account = accounts.get(node) ?? { tokens: gossipLimits.messagesBurst, at: clock(), inFlight: 0 }
    accounts.set(node, account)
    return account
  }
  return {
    take: (node) => {
      const account = accountOf(node)
      const now = clock()
      const earned = (Math.max(now - account.at, 0) / 1000) * gossipLimits.messagesPerSecond
      account.tokens = Math.min(account.tokens + earned, gossipLimits.messagesBurst)
      account.at = now
      if (account.tokens < 1 || account.inFlight >= gossipLimits.inFlightPerPeer) return false
      account.tokens -= 1
      account.inFlight += 1
      return true
    },
    done: (node) => {
      const account = accounts.get(node)
      if (account !== undefined && account.inFlight > 0) account.inFlight -= 1
    },
    forget: (node) => void accounts.delete(node),
  }
}
