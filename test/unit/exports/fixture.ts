// Statements as a reader may see them, and exports of them, without a store.
import { exportTime } from '../../../node/exports/text.ts'
import type { Surfaced } from '../../../node/api/facade.ts'
import { judgeStandings } from '../../../node/api/standing.ts'
import {
  type ExportFacts,
  type ExportRequest,
  type ExportSource,
  Tally,
  exportFolder,
  exportText,
} from '../../../node/exports/index.ts'
import { createIds } from '../../../node/exports/ids.ts'
import { isWithin } from '../../../node/exports/select.ts'
import type { StoredStatement } from '../../../node/store/types.ts'
import type { MemberId, NetworkId } from '../../../protocol/ids.ts'
import type { Subject } from '../../../protocol/statement-shape.ts'
import { subjectKey } from '../../../protocol/subjects/index.ts'
import { held } from '../api/double.ts'

export { held, statementId } from '../api/double.ts'

export const facts: ExportFacts = {
  network: 'cc'.repeat(32) as NetworkId,
  networkName: 'Trial',
  time: exportTime,
  ids: createIds('cc'.repeat(32) as NetworkId),
  issuedAt: Date.UTC(2026, 5, 1),
  members: new Map([
    ['acme' as MemberId, { name: 'Acme Exchange', kind: 'exchange', jurisdiction: 'CH' }],
    ['cert' as MemberId, { name: 'National CERT', kind: 'agency', jurisdiction: 'DE' }],
  ]),
}

export const now = Date.UTC(2026, 5, 2)
const btc = 'bip122:000000000019d6689c085ae165831e93'

/** One subject of each kind. */
export const subjects: readonly Subject[] = [
  { kind: 'address', chain: btc, value: '12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h' },
  { kind: 'address', chain: 'eip155:1', value: '0x52908400098527886e0f7030069857d2e4169ee7' },
  { kind: 'transaction', chain: btc, value: 'ab'.repeat(32) },
  { kind: 'domain', value: 'evil.example.com' },
  { kind: 'url', value: 'https://evil.example.com/a?b=%27c%27' },
  { kind: 'ip', value: '185.1.2.3' },
  { kind: 'ip', value: '2a00:1450:4001::1' },
  { kind: 'email', value: 'mallory@example.com' },
  { kind: 'phone', value: '+41791234567' },
  { kind: 'iban', value: 'DE89370400440532013000' },
  { kind: 'account', value: 'telegram:mallory' },
  { kind: 'account', value: 'x:mallory' },
  { kind: 'file-hash', value: `sha256:${'cd'.repeat(32)}` },
]

export function sourceOf(all: readonly StoredStatement[], nowMs = now): ExportSource {
  const judged = (subject: Subject): Surfaced[] =>
    judgeStandings(
      all.filter(({ statement }) => subjectKey(statement.subject) === subjectKey(subject)),
      nowMs,
    )
  return {
    query: async function* (filter, after = 0) {
      for (const one of all) {
        if (one.cursor <= after || !isWithin(one, filter)) continue
        yield judged(one.statement.subject).find((other) => other.held.id === one.id)!
      }
    },
    about: judged,
  }
}

export interface Exported {
  readonly text: string
  readonly tally: Tally
  readonly told: readonly string[]
}

export async function exported(
  all: readonly StoredStatement[],
  request: Partial<ExportRequest> & Pick<ExportRequest, 'as'>,
): Promise<Exported> {
  const { job, told, tally } = jobOf(all, request)
  let text = ''
  for await (const piece of exportText(job)) text += piece
  return { text, tally, told }
}

export async function folder(
  all: readonly StoredStatement[],
  request: Partial<ExportRequest> = {},
): Promise<{ files: Map<string, string>; tally: Tally }> {
  const { job, tally } = jobOf(all, { ...request, as: 'misp' })
  const files = new Map<string, string>()
  for await (const { file = '', text } of exportFolder(job)) files.set(file, (files.get(file) ?? '') + text)
  return { files, tally }
}

function jobOf(all: readonly StoredStatement[], request: Partial<ExportRequest> & Pick<ExportRequest, 'as'>) {
  const tally = new Tally()
  const told: string[] = []
  const onWrite = ({ held: { id } }: Surfaced): void => {
    tally.written++
    told.push(id)
  }
  const job = { source: sourceOf(all), facts, request: { filter: {}, ...request }, tally, onWrite, now }
  return { job, told, tally }
}

/** An indicator by acme, `number` gives its id and its time. */
export function indicator(
  number: number,
  statement: Partial<StoredStatement['statement']> = {},
  more: Partial<StoredStatement> = {},
): StoredStatement {
  return held(number, { category: 'phishing', ...statement }, { ...timeOf(number), ...more })
}

export function timeOf(number: number): Pick<StoredStatement, 'issuedAt' | 'receivedAt'> {
  const at = Date.UTC(2026, 4, 1) + number * 1000
  return { issuedAt: at, receivedAt: at + 500 }
}
