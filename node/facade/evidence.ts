// The evidence file of a statement: what proves it, what is known to have become of it, and this node's signed receipt.
import { type BundleId, type LaneId, type NodeKey, type StatementId, parseStatementId } from '../../protocol/ids.ts'
import type { Reader } from '../access/access.ts'
import type { StoredStatement } from '../store/types.ts'
import type { FacadeDeps } from './facade.ts'
import { decodeControl } from '../../protocol/control.ts'
import { decodeFork } from '../../protocol/fork.ts'
import { decodeRevocation } from '../../protocol/revocation.ts'
import { type Proven, buildEvidence, proveStatement } from '../../protocol/evidence.ts'
import { subjectKey } from '../../protocol/subjects/index.ts'

type Deps = Pick<FacadeDeps, 'store' | 'trust' | 'keys' | 'node' | 'clock'>

/** The file's bytes; `undefined` where the reader may not see the statement. Throws StoreError where its proof is broken. */
export async function evidenceOf(deps: Deps, reader: Reader, id: StatementId): Promise<Uint8Array | undefined> {
  const { store, trust } = deps
  const held = store.statement(reader, id)
  if (held === undefined) return undefined
  const subject = await proven(deps, held)
  if (subject === undefined) return undefined
  const others = store.about(reader, subjectKey(held.statement.subject)).filter((other) => speaksOf(other, id))
  const related: Proven[] = []
  for (const other of others) {
    const one = await proven(deps, other)
    if (one !== undefined) related.push(one)
  }
  const authors = new Set<NodeKey>([held.node, deps.node, ...others.map(({ node }) => node)])
  const lanes = new Set([held.lane, ...others.map(({ lane }) => lane)])
  const own = (object: Uint8Array): boolean => authors.has(decodeRevocation(decodeControl(object).payload).nodeKey)
  const touched = (object: Uint8Array): boolean => lanes.has(decodeFork(decodeControl(object).payload).lane)
  return buildEvidence(
    {
      network: trust.networkId,
      subject,
      related,
      charters: trust.objects('charter'),
      certificates: [...authors].flatMap((node) => trust.memberOfNode(node)?.object ?? []),
      revocations: trust.objects('revocation').filter(own),
      forks: trust.objects('fork-proof').filter(touched),
    },
    {
      nodeKey: deps.node,
      arrival: held.cursor,
      asOf: deps.clock(),
      frontier: [...lanes].flatMap((lane) => frontierOf(deps, reader, lane, held, others)),
    },
    deps.keys.secretKey,
  )
}

/**
 * How far the lane is held; of one that was displaced behind what is held in its place, that it was held to there. Of
 * TLP:RED no further than what is proved of it (`shown`), since what follows may be for others.
 */
function frontierOf(
  { store }: Deps,
  reader: Reader,
  lane: LaneId,
  proved: StoredStatement,
  shown: readonly StoredStatement[],
): { lane: LaneId; seq: number; bundle: BundleId }[] {
  const head = store.head(lane)
  if (reader.kind !== 'local' && head?.marking.tlp === 'TLP:RED') {
    const mine = [proved, ...shown].filter((one) => one.lane === lane)
    return placeOf(mine.reduce((last, one) => (one.seq > last.seq ? one : last), mine[0] ?? proved))
  }
  if (lane === proved.lane && (head?.seq ?? 0) < proved.seq) return placeOf(proved)
  return head === undefined ? [] : [{ lane, seq: head.seq, bundle: head.id }]
}

function placeOf({ id, lane, seq }: StoredStatement): { lane: LaneId; seq: number; bundle: BundleId }[] {
  const place = parseStatementId(id)
  return place === undefined ? [] : [{ lane, seq, bundle: place.bundle }]
}

/** The statement with its proof. Its bundle is rebuilt from the store and held against its root by the proof itself. */
async function proven({ store }: Deps, held: StoredStatement): Promise<Proven | undefined> {
  const place = parseStatementId(held.id)
  const bundle = place === undefined ? undefined : await store.bundleById(place.bundle)
  return bundle === undefined ? undefined : proveStatement(bundle, held.index)
}

/** A withdrawal, dispute or sighting of the statement, or what replaces it. */
function speaksOf({ statement }: StoredStatement, id: StatementId): boolean {
  return statement.replaces === id || (statement.target === id && statement.kind !== 'response')
}
