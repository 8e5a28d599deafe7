// What the holder of a token may know of the node: itself, and counts over what it may see.
import { mayRead } from '../access/access.ts'
import type { NodeFacade } from '../api/facade.ts'
import type { ReaderStatusView } from '../api/schemas.ts'
import type { FacadeDeps } from './facade.ts'
import { isoTime } from '../api/view.ts'
import { version } from '../version.ts'

type Deps = Pick<FacadeDeps, 'store' | 'trust' | 'access' | 'clock'>

export function createReaderStatus({ store, trust, access, clock }: Deps): NodeFacade['readerStatus'] {
  return (reader): ReaderStatusView => {
    const { charter, version: charterVersion } = trust.charter()
    const [token] = access.tokens.find(reader.id)
    // Each statement of a TLP:RED lane names its readers: how many there are is nobody's to know.
    const heads = store.heads().filter((head) => head.marking.tlp !== 'TLP:RED' && mayRead(reader, head))
    const network = reader.scopes.includes('network')
    return {
      version,
      network: trust.networkId,
      networkName: charter.name,
      member: reader.member,
      reader: {
        token: reader.id,
        name: reader.name,
        role: reader.role,
        clearance: reader.clearance,
        groups: [...reader.groups],
        scopes: [...reader.scopes],
        rate: token?.rate ?? 0,
        expiresAt: isoTime(token?.expiresAt ?? 0),
      },
      statements: heads.reduce((sum, { count }) => sum + count, 0),
      lanes: heads.length,
      // By the clock alone: when the last statement came is not for everybody to know.
      cursor: clock() * 1000 - 1,
      ...(network
        ? {
            charter: { version: charterVersion, expiresAt: isoTime(charter.expiresAt) },
            members: charter.members.map(({ id, name, kind, jurisdiction, status }) => ({
              ...{ id, name, kind, jurisdiction, status },
            })),
          }
        : {}),
    }
  }
}
