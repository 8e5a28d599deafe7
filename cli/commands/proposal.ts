// entente network sign, show and publish: a proposal on its way from governor to governor.
import { equalBytes } from '../../protocol/bytes.ts'
import type { ControlObject } from '../../protocol/control.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { decodeProposal, encodeProposal, joinProposals, signProposal } from '../../protocol/proposal.ts'
import { GoverningError } from '../../node/governing/errors.ts'
import { type Base, type Review, isSigned, reviewProposal } from '../../node/governing/proposal.ts'
import { writeWhole } from '../../node/home/files.ts'
import { loadHome } from '../../node/home/home.ts'
import type { Client } from '../client.ts'
import { confirm } from '../confirm.ts'
import { anyNode } from '../connect.ts'
import { CliError } from '../errors.ts'
import { writeNew } from '../files.ts'
import { baseFor, heldCharter, publishCharter } from '../governing/held.ts'
import { governorKeyIn, signaturesView, wordsOf } from '../governing/propose.ts'
import { signatureLines } from '../governing/words.ts'
import { readAll, reasonOf } from '../input.ts'
import type { Run } from '../invocation.ts'
import type { Output } from '../output.ts'

interface Opened {
  readonly object: ControlObject
  readonly base: Base
  readonly review: Review
}

/** The proposal in files, which may be copies that governors signed apart, judged against what the node holds. */
async function open(client: Client, files: readonly string[]): Promise<Opened> {
  const held = await heldCharter(client)
  const copies: ControlObject[] = []
  for (const file of files) {
    const copy = decodeProposal(Buffer.from(await readAll(file)).toString('utf8'))
    // Each by itself, so that a copy with a wrong signature spoils no other.
    reviewProposal(baseFor(held, copy), copy, Date.now())
    copies.push(copy)
  }
  const [first, ...others] = copies
  if (first === undefined) throw new CliError('usage', 'a file is missing')
  const object = joinProposals(first, others)
  const base = baseFor(held, object)
  return { object, base, review: reviewProposal(base, object, Date.now()) }
}

export const sign: Run<{ out?: string; yes?: boolean }> = async (invocation, [file = ''], { out, yes }) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  await using client = await anyNode(invocation)
  const { object, base, review } = await open(client, [file])
  const key = await governorKeyIn(home, base.authority, review.state.charter)
  if (object.signatures.some((one) => equalBytes(one.key, key.publicKey))) {
    throw new GoverningError('signature-repeated', `${file} has the signature of this key already`)
  }
  const { version } = review.state
  if (!output.json) await tell(output, review)
  await confirm(output, `Sign charter version ${version}, which does what is listed?`, yes)
  const signed = signProposal(object, base.prior.network, key)
  await write(file, out, encodeProposal(signed))
  const after = reviewProposal(base, signed, Date.now())
  const target = out ?? file
  if (output.json) {
    await output.object({ file: target, charter: version, changes: after.changes, ...signaturesView(after) })
    return 'ok'
  }
  await output.text(`${target} is signed`)
  for (const line of signatureLines(after)) output.say(line)
  const next = after.missing.length === 0 ? 'publish' : 'sign'
  output.say(`Next: entente network ${next} ${target}${next === 'sign' ? ', at another governor' : ''}`)
  return 'ok'
}

export const show: Run<object> = async (invocation, files) => {
  const { output } = invocation
  await using client = await anyNode(invocation)
  const { review } = await open(client, files)
  const { network, version, charter } = review.state
  if (output.json) {
    const issuedAt = new Date(charter.issuedAt).toISOString()
    await output.object({ network, charter: version, issuedAt, changes: review.changes, ...signaturesView(review) })
    return 'ok'
  }
  await tell(output, review)
  for (const line of signatureLines(review)) await output.text(line)
  return 'ok'
}

export const publish: Run<object> = async (invocation, files) => {
  const { output } = invocation
  await using client = await anyNode(invocation)
  const { object, base, review } = await open(client, files)
  if (!isSigned(base, review, object)) {
    throw new ProtocolError('charter-threshold-unmet', `signatures are missing: ${review.missing.join('; ')}`)
  }
  await publishCharter(client, object)
  const { network, version } = review.state
  if (output.json) {
    await output.object({
      network,
      charter: version,
      published: true,
      changes: review.changes,
      ...signaturesView(review),
    })
    return 'ok'
  }
  for (const line of wordsOf(review.changes)) await output.text(line)
  await output.text(`charter version ${version} is in force`)
  return 'ok'
}

async function tell(output: Output, { state, changes }: Review): Promise<void> {
  await output.text(`charter version ${state.version}`)
  for (const line of wordsOf(changes)) await output.text(`  ${line}`)
}

/** Over the file that was read, or to a new one. */
async function write(file: string, out: string | undefined, text: string): Promise<void> {
  if (out !== undefined) return writeNew(out, text)
  if (file === '-') throw new CliError('usage', 'a proposal from stdin needs --out FILE')
  try {
    await writeWhole(file, text)
  } catch (error) {
    throw new CliError('file-unwritable', `${file} cannot be written: ${reasonOf(error)}`, { cause: error })
  }
}
