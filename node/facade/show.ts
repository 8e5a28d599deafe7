// A statement with its full chain: who made it, by which key, under which charter, in which bundle, and how it came here.
import type { StatementId } from '../../protocol/ids.ts'
import type { Reader } from '../access/access.ts'
import type { Surfaced } from '../api/facade.ts'
import type { Provenance } from '../api/schemas.ts'
import type { Store } from '../store/types.ts'
import type { Trust } from '../trust/types.ts'
import { parseStatementId } from '../../protocol/ids.ts'
import { toHex } from '../../protocol/bytes.ts'
import { formatAudience } from '../../protocol/audience-text.ts'
import { isoTime, viewOf } from '../api/view.ts'

/** Everything that this node knows about where a statement comes from; `undefined` where it may not be seen here. */
export async function provenanceOf(
  store: Store,
  trust: Trust,
  reader: Reader,
  id: StatementId,
  about: (reader: Reader, id: StatementId) => readonly Surfaced[],
): Promise<Provenance | undefined> {
  const held = store.statement(reader, id)
  const place = parseStatementId(id)
  if (held === undefined || place === undefined) return undefined
  const bundle = await store.bundleById(place.bundle)
  const node = trust.memberOfNode(held.node)
  const member = trust.member(held.member)
  if (bundle === undefined || node === undefined || member === undefined) return undefined
  const all = about(reader, id)
  const surfaced = all.find((one) => one.held.id === id)
  if (surfaced === undefined) return undefined
  const { header } = bundle
  // A TLP:RED lane holds what others may read and this one may not: how much of it is theirs to know.
  const whole = reader.kind === 'local' || held.marking.tlp !== 'TLP:RED'
  // Whom this node is connected to is nothing for strangers.
  const peer = reader.kind === 'public' ? undefined : held.from.peer
  const from = peer === undefined ? undefined : trust.memberOfNode(peer)
  return {
    statement: viewOf(surfaced),
    author: {
      member: member.id,
      name: member.name,
      kind: member.kind,
      jurisdiction: member.jurisdiction,
      status: member.status,
      rootKey: toHex(member.rootKey),
    },
    node: {
      key: held.node,
      certificate: { serial: node.serial, issuedAt: isoTime(node.issuedAt), hash: toHex(node.hash) },
      revoked: node.revoked,
    },
    charter: { cited: header.charter.version, hash: header.charter.hash, newest: trust.charter().version },
    bundle: {
      id: bundle.id,
      index: held.index,
      ...(whole ? { count: header.count } : {}),
      root: toHex(header.root),
      issuedAt: isoTime(header.issuedAt),
    },
    lane: {
      id: held.lane,
      ...(whole ? { seq: held.seq, head: store.head(held.lane)?.seq ?? held.seq } : {}),
      prev: whole ? (header.prev ?? null) : null,
      marking: header.marking.tlp,
      audience: formatAudience(header.audience),
    },
    received: {
      at: isoTime(held.receivedAt),
      cursor: held.cursor,
      via: held.from.via,
      node: peer ?? null,
      member: from?.member ?? null,
    },
    related: all.filter((one) => relates(one, surfaced)).map(viewOf),
  }
}

/** What replaces, withdraws, disputes or sights `to`, and what it replaces itself. */
function relates({ held }: Surfaced, to: Surfaced): boolean {
  const { target, replaces } = held.statement
  return target === to.held.id || replaces === to.held.id || to.held.statement.replaces === held.id
}
