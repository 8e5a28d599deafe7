// The certificates of a member that count: what a charter that changes its root key lists, so that they go on counting.
import type { MemberId } from '../../protocol/ids.ts'
import type { CertificateFact } from '../api/facade.ts'
import type { Trust } from '../trust/types.ts'
import { toHex } from '../../protocol/bytes.ts'
import { ProtocolError } from '../../protocol/errors.ts'

/** In the order of their node keys. @throws ProtocolError 'member-unknown' */
export function certificatesOf(member: MemberId, trust: Pick<Trust, 'member' | 'nodes'>): CertificateFact[] {
  if (trust.member(member) === undefined) throw new ProtocolError('member-unknown', `the charter lists no ${member}`)
  return trust
    .nodes()
    .filter((known) => known.member === member)
    .map(({ node, serial, hash, revoked }) => ({ node, serial, hash: toHex(hash), revoked }))
    .sort((a, b) => (a.node < b.node ? -1 : 1))
}
