// How often somebody may ask: requests a minute, by token or by address.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import ipaddr from 'ipaddr.js'

const windowSeconds = 60

export interface Rates {
  /** Counts a request of `who`; gives the seconds to wait where it is one too many. */
  take(who: string, perMinute: number): Promise<number | undefined>
}

export function createRates(): Rates {
  const limiters = new Map<number, RateLimiterMemory>()
  return {
    take: async (who, perMinute) => {
      let limiter = limiters.get(perMinute)
      if (limiter === undefined) {
        limiters.set(perMinute, (limiter = new RateLimiterMemory({ points: perMinute, duration: windowSeconds })))
      }
      try {
        await limiter.consume(who)
        return undefined
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        return Math.max(1, Math.ceil(error.msBeforeNext / 1000))
      }
    },
  }
}

/** Whom an address stands for: an IPv6 network of 64 bits is one subscriber's. */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`
}
