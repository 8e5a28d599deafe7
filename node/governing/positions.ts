// Positions of lanes from several nodes: the file in which a member sends what it holds, and what many of them say together.
import { type Static, Type } from 'typebox'
import { Errors } from 'typebox/value'
import type { FinalPosition } from '../../protocol/charter.ts'
import type { BundleId, LaneHash, MemberId, NetworkId } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import { GoverningError } from './errors.ts'

const Hex32 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const closed = { additionalProperties: false } as const

const PositionsFile = Type.Object(
  {
    format: Type.Literal(1),
    network: Hex32,
    /** Whose lanes they are. */
    member: Type.String(),
    /** The member whose node wrote the file. It is not signed: whoever uses it trusts where it came from. */
    from: Type.String({ maxLength: limits.nameMaxChars }),
    positions: Type.Array(
      Type.Object(
        { lane: Hex32, seq: Type.Integer({ minimum: 1, maximum: limits.safeIntegerMax }), bundle: Hex32 },
        closed,
      ),
      // Of a member that uses all of its lanes; more could not stand in a charter.
      { maxItems: limits.finalLanesMax },
    ),
  },
  closed,
)
type PositionsFile = Static<typeof PositionsFile>

export interface PositionsOf {
  readonly network: NetworkId
  readonly member: MemberId
}

/** The file of positions, as JSON text. */
export function formatPositions(
  { network, member }: PositionsOf,
  from: string,
  positions: readonly FinalPosition[],
): string {
  const file: PositionsFile = { format: 1, network, member, from, positions: [...positions] }
  return `${JSON.stringify(file, undefined, 2)}\n`
}

/**
 * The positions in a file, which must be of this network and member.
 * @throws GoverningError 'positions-invalid'
 */
export function parsePositions(
  text: string,
  { network, member }: PositionsOf,
): { readonly from: string; readonly positions: readonly FinalPosition[] } {
  const file = read(text)
  if (file.network !== network) throw new GoverningError('positions-invalid', `it is of network ${file.network}`)
  if (file.member !== member) {
    throw new GoverningError('positions-invalid', `it has the lanes of ${file.member}, not of ${member}`)
  }
  if (new Set(file.positions.map(({ lane }) => lane)).size !== file.positions.length) {
    throw new GoverningError('positions-invalid', 'it names a lane twice')
  }
  return {
    from: file.from,
    positions: file.positions.map(({ lane, seq, bundle }) => ({
      lane: lane as LaneHash,
      seq,
      bundle: bundle as BundleId,
    })),
  }
}

/**
 * One position a lane, the highest, sorted by lane hash.
 * @throws GoverningError 'positions-conflict' where two name different bundles at one place
 */
export function joinPositions(positions: readonly FinalPosition[]): FinalPosition[] {
  const places = new Map<string, FinalPosition>()
  const highest = new Map<LaneHash, FinalPosition>()
  for (const position of positions) {
    const { lane, seq, bundle } = position
    const same = places.get(`${lane} ${seq}`)
    if (same !== undefined && same.bundle !== bundle) {
      throw new GoverningError('positions-conflict', `lane ${lane} at ${seq}: ${same.bundle} and ${bundle}`)
    }
    places.set(`${lane} ${seq}`, position)
    if ((highest.get(lane)?.seq ?? 0) < seq) highest.set(lane, position)
  }
  return [...highest.values()].sort((a, b) => (a.lane < b.lane ? -1 : 1))
}

function read(text: string): PositionsFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new GoverningError('positions-invalid', 'it is not JSON', { cause })
  }
  const [first] = Errors(PositionsFile, value)
  if (first !== undefined) {
    throw new GoverningError('positions-invalid', `${first.instancePath.slice(1) || 'the file'}: ${first.message}`)
  }
  return value as PositionsFile
}
