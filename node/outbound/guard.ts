// Which addresses this node asks by itself: the public internet, and nothing of its own house unless that is allowed.
import { lookup as resolve, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { OutboundError } from './codes.ts'

/** Whether an address is on the public internet. An IPv4 address inside IPv6 is judged as what it is. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  return ipaddr.process(address).range() === 'unicast'
}

/**
 * Looks names up as the system does, and refuses what leads home. It sits below the connection, so that a name which
 * changes its answer between the check and the connection is caught as well.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error !== null) return callback(error, '')
    const [first] = addresses
    const refused = addresses.find(({ address }) => !isPublic(address))
    if (first === undefined || refused !== undefined) {
      const where = refused?.address ?? 'nothing'
      return callback(new OutboundError('target-private', `${hostname} leads to ${where}`), '')
    }
    if (options.all === true) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

/** Throws OutboundError where the host of a URL is itself an address that is not public. */
export function assertPublicHost({ hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(host) && !isPublic(host)) throw new OutboundError('target-private', `${host} is not public`)
}
