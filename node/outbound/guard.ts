// Which addresses this node asks by itself: the public internet, and nothing of its own house unless that is allowed.
import { lookup as resolve, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { OutboundError } from './codes.ts'

/** Whether an address is on the public internet. An IPv4 address inside IPv6 is judged as what it is. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  // Of IPv6 the internet is 2000::/3 (RFC 4291, IANA); ::127.0.0.1, an old way to write the loopback, is outside of it.
  return parsed instanceof ipaddr.IPv4 || (parsed.parts[0] ?? 0) >> 13 === 1
}

/**
 * Looks names up as the system does, and refuses what leads home. It sits below the connection, so that a name which
 * changes its answer between the check and the connection is caught as well.
 */
export function lookupWithin(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error !== null) return callback(error, '')
      const [first] = addresses
      const refused = addresses.find(({ address }) => !isAllowed(address))
      if (first === undefined || refused !== undefined) {
        const where = refused?.address ?? 'nothing'
        return callback(new OutboundError('target-private', `${hostname} leads to ${where}`), '')
      }
      if (options.all === true) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

/** Throws OutboundError where the host of a URL is itself an address that is not allowed. */
export function assertHostWithin({ hostname }: URL, isAllowed: (address: string) => boolean): void {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(host) && !isAllowed(host)) throw new OutboundError('target-private', `${host} is not public`)
}
