// entente network admit: a partner becomes a member, and gets its invitation.
import { equalBytes, toHex } from '../../protocol/bytes.ts'
import { type Charter, type Member, memberOf } from '../../protocol/charter.ts'
import { decodeRequest } from '../../protocol/invitation.ts'
import { parseTlp } from '../../protocol/marking.ts'
import { admit as admission, commitRoot, type CharterChange } from '../../node/governing/change.ts'
import { GoverningError } from '../../node/governing/errors.ts'
import { loadHome } from '../../node/home/home.ts'
import { askJson } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { anyNode } from '../connect.ts'
import { writeNew } from '../files.ts'
import { baseOf, heldCharter } from '../governing/held.ts'
import { type ProposeOptions, type Proposed, propose, proposedView, tellProposed } from '../governing/propose.ts'
import { readAll } from '../input.ts'
import type { Run } from '../invocation.ts'

interface Options {
  readonly out: string
  readonly proposal?: string
  readonly clearance: string
  readonly expiresDays: string
}

export const admit: Run<Options> = async (invocation, [file = ''], options) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  const text = Buffer.from(await readAll(file)).toString('utf8')
  const { member } = decodeRequest(text)
  await using client = await anyNode(invocation)
  const base = baseOf(await heldCharter(client))
  const change = admissionOf(base.prior.charter, member, options.clearance)
  const settings: ProposeOptions = {
    expiresDays: options.expiresDays,
    ...(options.proposal === undefined ? {} : { out: options.proposal }),
  }
  const proposed = change === undefined ? undefined : await propose({ home, client, base, output }, change, settings)
  const rootKey = toHex(member.rootKey)
  if (proposed?.file !== undefined) {
    await tellProposed(output, proposed, { member: member.id, rootKey })
    output.say(`Compare its root key with what the partner told you: ${rootKey}`)
    output.say(`Once the charter is published, run this again: it writes the invitation to ${options.out}`)
    return 'ok'
  }
  const body = { request: Buffer.from(text).toString('base64') }
  const { invitation } = await askJson<{ invitation: string }>(client, { method: 'POST', path: '/v1/invitation', body })
  await writeNew(options.out, Buffer.from(invitation, 'base64'))
  const { network } = base.prior
  const charter = proposed?.review.state.version ?? base.prior.version
  if (output.json) {
    const view = proposed === undefined ? { network, charter, published: true } : proposedView(proposed)
    await output.object({ file: options.out, member: member.id, rootKey, ...view })
    return 'ok'
  }
  await output.text(
    `${member.id} (${cleanText(member.name)}, ${member.kind}, ${member.jurisdiction}) ${doneIn(proposed)}`,
  )
  output.say(`Compare its root key with what the partner told you: ${rootKey}`)
  output.say(`Send it ${options.out}, and tell it the network id by another way: ${network}`)
  return 'ok'
}

/** The change that makes the charter name the member as its request does; `undefined` where it does so already. */
function admissionOf(charter: Charter, member: Member, clearance: string): CharterChange | undefined {
  const entry = memberOf(charter, member.id)
  if (entry === undefined) return admission(charter, member, parseTlp(clearance))
  if (!equalBytes(entry.rootKey, member.rootKey)) {
    const key = toHex(member.rootKey)
    throw new GoverningError('member-listed', `${member.id} is listed with another root key than ${key}`)
  }
  if (entry.status === 'removed') throw new GoverningError('member-removed', `${member.id} was removed`)
  if (entry.status === 'suspended') throw new GoverningError('member-suspended', `${member.id} is suspended`)
  const { nextRootHash } = member
  const committed = entry.nextRootHash !== undefined && nextRootHash !== undefined
  if (nextRootHash === undefined || (committed && equalBytes(entry.nextRootHash, nextRootHash))) return undefined
  return commitRoot(charter, member.id, nextRootHash)
}

function doneIn(proposed: Proposed | undefined): string {
  if (proposed === undefined) return 'was a member already'
  const { changes, state } = proposed.review
  const how = changes.some(({ what }) => what === 'member-admitted')
    ? 'is admitted'
    : 'is committed to its next root key'
  return `${how} by charter version ${state.version}`
}
