// entente audit verify: the log of a node, or an exported one, held against its chain and against checkpoints.
import type { AuditVerdict } from '../../node/audit/types.ts'
import { type NetworkId, type NodeKey, parseHexId } from '../../protocol/ids.ts'
import { askLines, textLines } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { anyNode } from '../connect.ts'
import { CliError, RefusedError } from '../errors.ts'
import { humanCount } from '../human.ts'
import { readAll, readBytes } from '../input.ts'
import type { Invocation, Run } from '../invocation.ts'

interface Options {
  readonly checkpoint?: string[]
  readonly file?: string
  readonly network?: string
  readonly node?: string
}

export const verify: Run<Options> = async (invocation, _args, options) => {
  const checkpoints: string[] = []
  for (const file of options.checkpoint ?? []) checkpoints.push(Buffer.from(await readAll(file)).toString())
  if (options.file !== undefined) return report(invocation, fileVerdicts(invocation, options, checkpoints))
  if (options.network !== undefined || options.node !== undefined) {
    throw new CliError('usage', '--network and --node go with --file: a node knows its own')
  }
  await using client = await anyNode(invocation)
  return await report(
    invocation,
    askLines<AuditVerdict>(client, { method: 'POST', path: '/v1/audit/verify', body: { checkpoints } }),
  )
}

async function report(
  { output }: Invocation,
  verdicts: AsyncIterable<AuditVerdict>,
): Promise<'ok' | 'verification-failed'> {
  let summary: Extract<AuditVerdict, { type: 'summary' }> | undefined
  try {
    for await (const verdict of verdicts) {
      if (verdict.type === 'summary') summary = verdict
      if (output.json) await output.object(verdict)
      else if (verdict.type === 'finding') {
        await output.text(`${output.style('red', verdict.code)}  entry ${verdict.seq}: ${cleanText(verdict.detail)}`)
      }
    }
  } catch (error) {
    throw verificationFailure(error)
  }
  if (summary === undefined) throw new CliError('node-gone', 'the verification ended without a summary')
  const { entries, findings, checkpoints, last } = summary
  if (!output.json) {
    const verdict =
      findings === 0 ? output.style('green', 'clean') : output.style('red', `${humanCount(findings)} faults`)
    const against = checkpoints === 0 ? 'no checkpoint' : `${checkpoints} checkpoint${checkpoints === 1 ? '' : 's'}`
    await output.text(`${verdict}: ${humanCount(entries)} entries, held against ${against}`)
    if (last !== null) await output.text(`last: entry ${last.seq}, ${last.hash}`)
  }
  return findings === 0 ? 'ok' : 'verification-failed'
}

/** A checkpoint that is not good, or a file that is none, is no verified log. */
function verificationFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (typeof code !== 'string' || !failures.has(code) || !(error instanceof Error)) return error
  const hint = 'hint' in error ? String(error.hint) : ''
  return new RefusedError(code, error.message, hint, 0, 'verification-failed')
}

const failures: ReadonlySet<string> = new Set([
  ...['checkpoint-malformed', 'checkpoint-foreign', 'network-mismatch', 'signature-invalid'],
  ...['audit-malformed', 'audit-tail'],
])

/** Loads what verifies offline; the hint of a fault is looked up with it. */
async function* fileVerdicts(
  invocation: Invocation,
  { file = '', network, node }: Options,
  checkpoints: readonly string[],
): AsyncGenerator<AuditVerdict> {
  const [{ verifyAuditFile }, { explain }, { ProtocolError }] = await Promise.all([
    import('../../node/audit/file.ts'),
    import('../../node/codes.ts'),
    import('../../protocol/errors.ts'),
  ])
  const of = await logOf(invocation, network, node)
  try {
    yield* verifyAuditFile(textLines(await readBytes(file)), { ...of, checkpoints })
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    throw new RefusedError(error.code, error.message, explain(error.code)?.hint ?? '', 0)
  }
}

/** Whose log it must be: named, or of the home. Throws `audit-unpinned`, `usage`. */
async function logOf(
  { home }: Invocation,
  network: string | undefined,
  node: string | undefined,
): Promise<{ network: NetworkId; node: NodeKey }> {
  const named = { network: idOf<NetworkId>('--network', network), node: idOf<NodeKey>('--node', node) }
  const own = named.network === undefined || named.node === undefined ? await ownLog(home) : undefined
  const of = { network: named.network ?? own?.network, node: named.node ?? own?.node }
  if (of.network === undefined || of.node === undefined) {
    throw new CliError('audit-unpinned', 'whose log it is must be named: --network ID --node KEY')
  }
  return { network: of.network, node: of.node }
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names the brand
function idOf<Id extends NetworkId | NodeKey>(name: string, text: string | undefined): Id | undefined {
  const id = text === undefined ? undefined : parseHexId<Id>(text)
  if (text !== undefined && id === undefined) throw new CliError('usage', `${name} takes 64 hexadecimal digits`)
  return id
}

async function ownLog(home: string): Promise<{ network: NetworkId | undefined; node: NodeKey } | undefined> {
  const [{ loadHome, readNodeSeeds }, { generateKeyPair }, { hexId }] = await Promise.all([
    import('../../node/home/home.ts'),
    import('../../protocol/keys.ts'),
    import('../../protocol/ids.ts'),
  ])
  try {
    const loaded = await loadHome(home)
    const { node } = await readNodeSeeds(loaded)
    return { network: loaded.network, node: hexId<NodeKey>(generateKeyPair(node).publicKey) }
  } catch {
    // No home, or none that can be read: then it must be named.
    return undefined
  }
}
