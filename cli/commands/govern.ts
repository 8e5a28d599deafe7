// entente network suspend, remove, reinstate, clear, threshold, renew: one change of the charter each.
import { parseTlp } from '../../protocol/marking.ts'
import {
  type CharterChange,
  changeThreshold,
  clear as clearing,
  reinstate as reinstatement,
  remove as removal,
  suspend as suspension,
} from '../../node/governing/change.ts'
import { GoverningError } from '../../node/governing/errors.ts'
import { memberNamed } from '../../node/governing/names.ts'
import type { Base } from '../../node/governing/proposal.ts'
import { loadHome } from '../../node/home/home.ts'
import type { Client } from '../client.ts'
import { anyNode } from '../connect.ts'
import { baseOf, heldCharter } from '../governing/held.ts'
import { type LastPositions, type PositionOptions, lastPositions, positionTable } from '../governing/last-positions.ts'
import { type ProposeOptions, type Proposed, propose, tellProposed } from '../governing/propose.ts'
import { wholeNumber } from '../input.ts'
import type { Invocation, Run } from '../invocation.ts'

/** Reads the charter, makes the change, and tells what came of it. */
async function govern(
  invocation: Invocation,
  options: ProposeOptions & { readonly question?: string },
  change: (base: Base, client: Client) => CharterChange | Promise<CharterChange>,
  tell: (proposed: Proposed) => Promise<void> = (proposed) => tellProposed(invocation.output, proposed),
): Promise<'ok'> {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  await using client = await anyNode(invocation)
  const base = baseOf(await heldCharter(client))
  await tell(await propose({ home, client, base, output }, await change(base, client), options))
  return 'ok'
}

type LeaveOptions = ProposeOptions & PositionOptions

export const suspend: Run<LeaveOptions> = (invocation, [name = ''], options) =>
  govern(invocation, options, async (base, client) => {
    const last = await positionsIn(invocation, base, client, name, options)
    return suspension(base.prior.charter, name, last.positions)
  })

export const remove: Run<LeaveOptions> = (invocation, [name = ''], options) =>
  govern(
    invocation,
    { ...options, question: `Remove ${name}? That cannot be undone: it can only come back under another id.` },
    async (base, client) => {
      const last = await positionsIn(invocation, base, client, name, options)
      return removal(base.prior.charter, name, last.positions)
    },
  )

export const reinstate: Run<ProposeOptions> = (invocation, [name = ''], options) =>
  govern(invocation, options, ({ prior }) => reinstatement(prior.charter, name))

export const clear: Run<ProposeOptions & { clearance: string }> = (invocation, [name = ''], options) =>
  govern(invocation, options, ({ prior }) => clearing(prior.charter, name, parseTlp(options.clearance)))

export const threshold: Run<ProposeOptions> = (invocation, [text = ''], options) =>
  govern(invocation, options, ({ prior }) =>
    changeThreshold(prior.charter, wholeNumber('the threshold', text, 1, 100) ?? 1),
  )

export const renew: Run<ProposeOptions & { expiresDays: string }> = (invocation, _args, options) =>
  govern(
    invocation,
    options,
    ({ prior }) => {
      const days = wholeNumber('--expires-days', options.expiresDays, 1, 3650) ?? 365
      const { expiresAt } = prior.charter
      if (Date.now() + days * 86_400_000 > expiresAt) return {}
      throw new GoverningError('charter-unchanged', `it is in force until ${new Date(expiresAt).toISOString()} already`)
    },
    async (proposed) => {
      const expiresAt = new Date(proposed.review.state.charter.expiresAt).toISOString()
      await tellProposed(invocation.output, proposed, { expiresAt })
    },
  )

/** The last positions of a member, as `options` have them; what is unusual about them is said. */
async function positionsIn(
  { output }: Invocation,
  { prior }: Base,
  client: Client,
  name: string,
  options: PositionOptions,
): Promise<LastPositions> {
  const { id: member } = memberNamed(prior.charter, name)
  const last = await lastPositions(client, { network: prior.network, member }, options)
  if (!output.json && last.lanes.length > 0) await positionTable(output, last)
  if (last.lanes.length === 0) output.say(`This node holds no lane of ${name}: whatever it published is suspect.`)
  return last
}
