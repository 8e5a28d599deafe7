// The facts of an export out of the newest charter.
import { decodeCharter } from '../../protocol/charter-content.ts'
import { decodeControl } from '../../protocol/control.ts'
import type { MemberId, NetworkId } from '../../protocol/ids.ts'
import { createIds } from './ids.ts'
import { createTimes } from './text.ts'
import type { ExportFacts } from './types.ts'

/** `object` is the charter as a control object that counts. */
export function factsOf(network: string, object: Uint8Array): ExportFacts {
  const charter = decodeCharter(decodeControl(object).payload)
  return {
    network: network as NetworkId,
    ids: createIds(network as NetworkId),
    time: createTimes(),
    networkName: charter.name,
    issuedAt: charter.issuedAt,
    members: new Map(charter.members.map((member) => [member.id, member])),
  }
}

/** The name of a member; its id where the charter does not know it any more. */
export function nameOf({ members }: ExportFacts, id: MemberId): string {
  return members.get(id)?.name ?? id
}
