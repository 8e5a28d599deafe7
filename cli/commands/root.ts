// entente network root: governors give a member another root key.
import { fromHex, toHex } from '../../protocol/bytes.ts'
import type { Charter } from '../../protocol/charter.ts'
import { type NodeKey, parseHexId } from '../../protocol/ids.ts'
import { decodeRequest } from '../../protocol/invitation.ts'
import type { CertificateView } from '../../node/api/schemas.ts'
import { changeRoot } from '../../node/governing/change.ts'
import { memberNamed } from '../../node/governing/names.ts'
import { loadHome } from '../../node/home/home.ts'
import { askJson } from '../ask.ts'
import type { Client } from '../client.ts'
import { anyNode } from '../connect.ts'
import { CliError } from '../errors.ts'
import { baseOf, heldCharter } from '../governing/held.ts'
import { type ProposeOptions, propose, tellProposed } from '../governing/propose.ts'
import { readAll } from '../input.ts'
import type { Run } from '../invocation.ts'

type Options = ProposeOptions & { readonly except?: readonly string[] }

export const root: Run<Options> = async (invocation, [file = ''], options) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  const { member } = decodeRequest(Buffer.from(await readAll(file)).toString('utf8'))
  await using client = await anyNode(invocation)
  const base = baseOf(await heldCharter(client))
  const { charter } = base.prior
  const kept = await certificatesKept(client, charter, member.id, options.except ?? [])
  const change = changeRoot(charter, member, kept)
  const rootKey = toHex(member.rootKey)
  const question = `Did ${member.id} tell you by another way than the file that ${rootKey} is its new root key?`
  await tellProposed(output, await propose({ home, client, base, output }, change, { ...options, question }), {
    member: member.id,
    rootKey,
  })
  if (!output.json) output.say(`${member.id} then runs once more: entente member rotate-root`)
  return 'ok'
}

/** Control hashes of the certificates that go on counting: those of revoked nodes, too, whose earlier bundles count. */
async function certificatesKept(
  client: Client,
  charter: Charter,
  name: string,
  except: readonly string[],
): Promise<Uint8Array[]> {
  const query = { member: memberNamed(charter, name).id }
  const { certificates } = await askJson<{ certificates: CertificateView[] }>(client, {
    method: 'GET',
    path: '/v1/certificates',
    query,
  })
  const dropped = new Set(except.map(nodeKeyIn))
  for (const node of dropped) {
    if (certificates.every((one) => one.node !== node)) throw new CliError('usage', `${name} has no node ${node}`)
  }
  return certificates.filter(({ node }) => !dropped.has(node as NodeKey)).flatMap(({ hash }) => fromHex(hash) ?? [])
}

function nodeKeyIn(text: string): NodeKey {
  const key = parseHexId<NodeKey>(text)
  if (key === undefined) throw new CliError('usage', `--except takes a node key, not ${JSON.stringify(text)}`)
  return key
}
