// From a change to the next charter: where this governor is enough it is signed and handed to the node at once, otherwise
// it becomes a file that the other governors sign.
import { equalBytes } from '../../protocol/bytes.ts'
import type { Charter } from '../../protocol/charter.ts'
import { encodeProposal, signProposal } from '../../protocol/proposal.ts'
import type { CharterChange } from '../../node/governing/change.ts'
import type { Change } from '../../node/governing/difference.ts'
import { type Base, type Review, isSigned, nextCharter, reviewProposal } from '../../node/governing/proposal.ts'
import { HomeError } from '../../node/home/errors.ts'
import { readGovernorKey } from '../../node/home/governor.ts'
import type { Home } from '../../node/home/home.ts'
import type { KeyPair } from '../../protocol/keys.ts'
import type { Client } from '../client.ts'
import { confirm } from '../confirm.ts'
import { writeNew } from '../files.ts'
import { wholeNumber } from '../input.ts'
import type { Output } from '../output.ts'
import { publishCharter } from './held.ts'
import { changeLines, signatureLines } from './words.ts'

const expiresMaxDays = 3650
const dayMs = 24 * 60 * 60 * 1000

/** Options that every command has which makes a charter. */
export interface ProposeOptions {
  readonly expiresDays?: string
  readonly out?: string
  readonly yes?: boolean
}

/** `file`: where the proposal is, when others must sign it; absent: the charter is in force. */
export interface Proposed {
  readonly review: Review
  readonly file: string | undefined
}

export interface ProposeDeps {
  readonly home: Home
  readonly client: Client
  readonly base: Base
  readonly output: Output
}

/** Signs the next charter with the governor key of the home. `question` is asked first, where it is given. */
export async function propose(
  { home, client, base, output }: ProposeDeps,
  change: CharterChange,
  options: ProposeOptions & { readonly question?: string },
): Promise<Proposed> {
  const nowMs = Date.now()
  const days = wholeNumber('--expires-days', options.expiresDays, 1, expiresMaxDays)
  const expiry = days === undefined ? {} : { expiresAt: nowMs + days * dayMs }
  const unsigned = nextCharter(base, change, { nowMs, ...expiry })
  const key = await governorKeyIn(home, base.authority, reviewProposal(base, unsigned, nowMs).state.charter)
  if (options.question !== undefined) {
    for (const line of wordsOf(reviewProposal(base, unsigned, nowMs).changes)) output.say(line)
    await confirm(output, options.question, options.yes)
  }
  const object = signProposal(unsigned, base.prior.network, key)
  const review = reviewProposal(base, object, nowMs)
  if (isSigned(base, review, object)) {
    await publishCharter(client, object)
    return { review, file: undefined }
  }
  const file = options.out ?? proposalName(review)
  await writeNew(file, encodeProposal(object))
  return { review, file }
}

/** The governor key of the home. Throws `governor-unknown` where none of the charters lists it. */
export async function governorKeyIn(home: Home, ...charters: readonly Charter[]): Promise<KeyPair> {
  const key = await readGovernorKey(home)
  const listed = charters.some(({ governors }) => governors.some((one) => equalBytes(one.key, key.publicKey)))
  if (listed) return key
  throw new HomeError('governor-unknown', `the charter does not list the key in ${home.governorKeyFile}`)
}

/** Tells what was done: the changes, then that they are in force, or who must sign. */
export async function tellProposed(
  output: Output,
  { review, file }: Proposed,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { version } = review.state
  if (output.json) {
    await output.object({ ...more, ...proposedView({ review, file }) })
    return
  }
  for (const line of wordsOf(review.changes)) await output.text(line)
  if (file === undefined) {
    await output.text(`charter version ${version} is in force`)
    return
  }
  await output.text(`${file} is the proposal of charter version ${version}`)
  for (const line of signatureLines(review)) output.say(line)
  output.say(`Send it to another governor, who runs: entente network sign ${file}`)
}

/** What --json has of it. */
export function proposedView({ review, file }: Proposed): Readonly<Record<string, unknown>> {
  const { state, changes } = review
  return {
    network: state.network,
    charter: state.version,
    published: file === undefined,
    ...(file === undefined ? {} : { proposal: file }),
    changes,
    ...signaturesView(review),
  }
}

export function signaturesView({ old, next, missing }: Review): Readonly<Record<string, unknown>> {
  const { signed, unsigned, threshold } = old
  return { signed: [...new Set([...signed, ...next.signed])].sort(), unsigned, threshold, missing }
}

export function wordsOf(changes: readonly Change[]): string[] {
  if (changes.length === 0) return ['changes nothing but the version']
  return changes.flatMap(changeLines)
}

/** NETWORK-vN.proposal, in letters that every file system takes. */
function proposalName({ state: { version, charter } }: Review): string {
  const name = charter.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return `${name === '' ? 'network' : name}-v${version}.proposal`
}
