// Where the lanes of a member or a node are to end: as this node holds them, as other members' files have them, and as the
// operator names them.
import type { FinalPosition } from '../../protocol/charter.ts'
import { type BundleId, type LaneHash, type NodeKey, parseHexId } from '../../protocol/ids.ts'
import type { LanePositionView } from '../../node/api/schemas.ts'
import { GoverningError } from '../../node/governing/errors.ts'
import { type PositionsOf, joinPositions, parsePositions } from '../../node/governing/positions.ts'
import { askJson } from '../ask.ts'
import { type Client, malformed } from '../client.ts'
import { CliError } from '../errors.ts'
import { humanTime } from '../human.ts'
import { readAll, wholeNumber } from '../input.ts'
import type { Output } from '../output.ts'
import { printTable } from '../table.ts'

export interface PositionOptions {
  /** Files of `network positions`. */
  readonly positions?: readonly string[]
  /** ISO 8601: bundles issued from then on do not count. */
  readonly before?: string
  /** LANEHASH=SEQ, 0 for none of the lane. */
  readonly lastGood?: readonly string[]
}

/** A lane as it is to end. `held`: how far this node holds it, 0 where only a file names it. */
export interface LastLane {
  readonly lane: LaneHash
  readonly held: number
  readonly seq: number
  readonly bundle: BundleId | null
  readonly issuedAt: string | null
}

export interface LastPositions {
  readonly lanes: readonly LastLane[]
  /** Of the lanes of which something counts. */
  readonly positions: readonly FinalPosition[]
}

/** Of all lanes of a member, or of one of its nodes. Throws `positions-invalid`, `positions-conflict`, `usage`, `gap`. */
export async function lastPositions(
  client: Client,
  of: PositionsOf & { readonly node?: NodeKey },
  options: PositionOptions,
): Promise<LastPositions> {
  const query = { member: of.member, ...(of.node === undefined ? {} : { node: of.node }) }
  const before = options.before === undefined ? {} : { issuedBefore: timeOf(options.before) }
  const own = await askPositions(client, { ...query, ...before })
  const files = await Promise.all((options.positions ?? []).map((file) => positionsIn(file, of)))
  const lanes = new Map<LaneHash, LastLane>(own.map((one) => [one.lane as LaneHash, lastLane(one)]))
  for (const position of joinPositions([...own.flatMap(positionOf), ...files.flat()])) {
    const known = lanes.get(position.lane)
    if (known?.seq === position.seq) continue
    lanes.set(position.lane, { ...position, held: known?.held ?? 0, issuedAt: null })
  }
  for (const text of options.lastGood ?? []) {
    const { lane, seq } = namedPosition(text, [...lanes.keys()])
    if (seq === 0) lanes.set(lane, { lane, held: lanes.get(lane)?.held ?? 0, seq, bundle: null, issuedAt: null })
    else {
      const [found] = await askPositions(client, { ...query, lane, seq })
      if (found === undefined) throw malformed('no position')
      lanes.set(lane, lastLane(found))
    }
  }
  const sorted = [...lanes.values()].sort((a, b) => (a.lane < b.lane ? -1 : 1))
  const positions = sorted.flatMap(({ lane, seq, bundle }) => (bundle === null ? [] : [{ lane, seq, bundle }]))
  return { lanes: sorted, positions }
}

/** What the node says of the lanes of a member. */
export async function askPositions(
  client: Client,
  query: Readonly<Record<string, string | number>>,
): Promise<LanePositionView[]> {
  const ask = { method: 'GET', path: '/v1/positions', query } as const
  return (await askJson<{ positions: LanePositionView[] }>(client, ask)).positions
}

/** The position in an answer, where something of the lane counts. */
export function positionOf({ lane, seq, bundle }: LanePositionView): FinalPosition[] {
  return bundle === null ? [] : [{ lane: lane as LaneHash, seq, bundle: bundle as BundleId }]
}

/** Milliseconds of an ISO 8601 time. Throws `usage`. */
export function timeOf(text: string): number {
  const ms = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(ms) || ms < 0) throw new CliError('usage', `${JSON.stringify(text)} is no time in ISO 8601`)
  return ms
}

/** A number of lanes, in words. */
export function lanesText(count: number): string {
  return count === 1 ? '1 lane' : `${count} lanes`
}

/** The lanes on stderr, with what is held beyond their ends. */
export async function positionTable(output: Output, { lanes }: LastPositions): Promise<void> {
  const head = ['lane', 'counts up to', 'issued', 'held here', 'suspect here']
  const rows = lanes.map(({ lane, seq, issuedAt, held }) => [
    lane.slice(0, 16),
    seq === 0 ? 'nothing' : String(seq),
    issuedAt === null ? '-' : humanTime(issuedAt),
    held === 0 ? 'not' : String(held),
    String(Math.max(0, held - seq)),
  ])
  const said: Output = { ...output, text: (line) => Promise.resolve(output.say(line)) }
  await printTable(said, head, rows)
}

function lastLane({ lane, held, seq, bundle, issuedAt }: LanePositionView): LastLane {
  return { lane: lane as LaneHash, held, seq, bundle: bundle as BundleId | null, issuedAt }
}

async function positionsIn(file: string, of: PositionsOf): Promise<readonly FinalPosition[]> {
  try {
    return parsePositions(Buffer.from(await readAll(file)).toString('utf8'), of).positions
  } catch (error) {
    if (error instanceof GoverningError)
      throw new GoverningError(error.code, `${file}: ${error.message}`, { cause: error })
    throw error
  }
}

/** LANEHASH=SEQ; the hash may be cut to at least eight digits that no other lane begins with. */
function namedPosition(text: string, lanes: readonly LaneHash[]): { readonly lane: LaneHash; readonly seq: number } {
  const [name = '', number] = text.split('=')
  const seq = wholeNumber('--last-good LANEHASH=SEQ', number, 0, Number.MAX_SAFE_INTEGER)
  const whole = parseHexId<LaneHash>(name)
  const found =
    whole === undefined && name.length >= 8 ? lanes.filter((lane) => lane.startsWith(name.toLowerCase())) : []
  const lane = whole ?? (found.length === 1 ? found[0] : undefined)
  if (seq === undefined || lane === undefined) {
    throw new CliError('usage', `--last-good takes LANEHASH=SEQ of a lane that is listed, not ${JSON.stringify(text)}`)
  }
  return { lane, seq }
}
