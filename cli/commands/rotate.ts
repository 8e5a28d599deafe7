// entente node rotate-key and certify, member rotate-root: new keys in the place of old ones.
import { equalBytes, toHex } from '../../protocol/bytes.ts'
import { decodeCertificate } from '../../protocol/certificate.ts'
import { type Charter, memberOf } from '../../protocol/charter.ts'
import { sha256 } from '../../protocol/hash.ts'
import type { MemberId } from '../../protocol/ids.ts'
import { apiCodes } from '../../node/api/codes.ts'
import { GoverningError } from '../../node/governing/errors.ts'
import { certifyNode } from '../../node/home/certify.ts'
import { HomeError } from '../../node/home/errors.ts'
import { type Home, loadHome, networkOf, readNodeSeeds } from '../../node/home/home.ts'
import { requestMembership } from '../../node/home/membership.ts'
import { drawRootKey, nextRootFile, publicRootKey, replaceRootKey } from '../../node/home/root-rotation.ts'
import { rotateNodeKeys } from '../../node/home/rotation.ts'
import { confirm } from '../confirm.ts'
import { anyNode, isRunning, runningNode } from '../connect.ts'
import { CliError, RefusedError } from '../errors.ts'
import { writeNew } from '../files.ts'
import { applyControl, heldCharter } from '../governing/held.ts'
import { type PositionOptions, lastPositions } from '../governing/last-positions.ts'
import { given } from '../input.ts'
import type { Invocation, Run } from '../invocation.ts'

interface KeyOptions extends PositionOptions {
  readonly kemOnly?: boolean
  readonly reason?: string
  readonly rootKeyFile?: string
  readonly yes?: boolean
}

export const rotateKey: Run<KeyOptions> = async (invocation, _args, options) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  const member = home.profile.id as MemberId
  const network = networkOf(home)
  if (await isRunning(invocation.home)) {
    throw new RefusedError('node-running', `a node runs in ${home.dir}`, apiCodes['node-running'].hint, 0)
  }
  await checkRoot(invocation, home, options.rootKeyFile)
  const what = options.kemOnly === true ? 'the KEM key' : 'the node key and the KEM key'
  await confirm(output, `Replace ${what} of ${home.dir}, and end the old for ever?`, options.yes)
  const rotated = await rotateNodeKeys(home, {
    nowMs: Date.now(),
    kemOnly: options.kemOnly === true,
    ...given('reason', options.reason),
    ...given('rootKeyFile', options.rootKeyFile),
    lastPositions: async (node) => {
      await using client = await anyNode(invocation)
      return (await lastPositions(client, { network, member, node }, options)).positions
    },
  })
  if (output.json) {
    await output.object(rotated)
    return 'ok'
  }
  await output.text(rotated.node)
  output.say(`It has certificate ${rotated.serial}; the former keys are in ${rotated.retired}.`)
  if (rotated.former !== rotated.node) output.say(`${rotated.former} is revoked as soon as this node runs.`)
  output.say('Next: entente run')
  return 'ok'
}

export const certify: Run<{ rootKeyFile?: string }> = async (invocation, _args, { rootKeyFile }) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  await checkRoot(invocation, home, rootKeyFile)
  const { node, serial } = await certifyAgain(invocation, home, rootKeyFile)
  if (output.json) await output.object({ node, serial })
  else await output.text(`${node} has certificate ${serial}`)
  return 'ok'
}

interface RootOptions {
  readonly out?: string
  readonly newRootKey?: string
  readonly nextRootKey?: string
}

/** Asks for the new root key as long as the charter names the old one; puts it in place once it names the new. */
export const rotateRoot: Run<RootOptions> = async (invocation, _args, options) => {
  const { output } = invocation
  const home = await loadHome(invocation.home)
  const file = options.newRootKey ?? nextRootFile(home)
  const charter = await charterOf(invocation)
  const { rootKey, nextRootHash } = entryOf(charter, home)
  const known = await publicRootKey(file)
  if (known !== undefined && equalBytes(known, rootKey)) return putInPlace(invocation, home, file)
  const { out } = options
  if (out === undefined) throw new CliError('usage', 'the charter names the old root key: --out FILE, for the request')
  if (nextRootHash !== undefined && (known === undefined || !equalBytes(nextRootHash, sha256(known)))) {
    const hint = 'Name the file of the key that was committed to: --new-root-key FILE.'
    throw new GoverningError('root-key-uncommitted', `the charter commits to ${toHex(nextRootHash)}`, { hint })
  }
  await drawRootKey(file)
  if (options.nextRootKey !== undefined) await drawRootKey(options.nextRootKey)
  const text = await requestMembership(home, { rootKeyFile: file, ...given('nextRootKeyFile', options.nextRootKey) })
  await writeNew(out, text)
  const newKey = toHex((await publicRootKey(file)) ?? new Uint8Array())
  if (output.json) {
    await output.object({ step: 'requested', file: out, member: home.profile.id, rootKey: newKey, rootKeyFile: file })
    return 'ok'
  }
  await output.text(`${out} asks for another root key of ${home.profile.id}`)
  output.say(`The new root key is in ${file}: back it up.`)
  output.say(`Send the file to a governor, who runs entente network root, and tell the key by another way: ${newKey}`)
  output.say('Once the charter names it, run this again: it puts the key in place and certifies the node.')
  return 'ok'
}

async function putInPlace(invocation: Invocation, home: Home, file: string): Promise<'ok'> {
  const { output } = invocation
  const retired = await replaceRootKey(home, file)
  const { node, serial } = await certifyAgain(invocation, home, undefined)
  if (output.json) {
    await output.object({ step: 'done', rootKeyFile: home.rootKeyFile, retired: retired ?? null, node, serial })
    return 'ok'
  }
  await output.text(`${home.rootKeyFile} is the root key of ${home.profile.id}; ${node} has certificate ${serial}`)
  if (retired !== undefined) output.say(`The former one is in ${retired}.`)
  output.say('Other nodes of this member: run entente node certify there.')
  return 'ok'
}

/** A certificate with the next serial, handed to the node where one runs; otherwise it goes out when it starts. */
async function certifyAgain(
  invocation: Invocation,
  home: Home,
  rootKeyFile: string | undefined,
): Promise<{ node: string; serial: number }> {
  const seeds = await readNodeSeeds(home)
  const object = await certifyNode(home, { network: networkOf(home), seeds, nowMs: Date.now(), rootKeyFile })
  if (await isRunning(invocation.home)) {
    await using client = await runningNode(invocation)
    await applyControl(client, object)
  }
  const { nodeKey, serial } = decodeCertificate(object.payload)
  return { node: nodeKey, serial }
}

/** Throws `root-key-mismatch` where the charter lists another root key: nothing that it signed would count. */
async function checkRoot(invocation: Invocation, home: Home, rootKeyFile: string | undefined): Promise<void> {
  const file = rootKeyFile ?? home.rootKeyFile
  const key = await publicRootKey(file)
  if (key === undefined) throw new HomeError('key-missing', `${file} is not there`)
  if (!equalBytes(entryOf(await charterOf(invocation), home).rootKey, key)) {
    throw new HomeError('root-key-mismatch', `${file} has ${toHex(key)}`)
  }
}

async function charterOf(invocation: Invocation): Promise<Charter> {
  await using client = await anyNode(invocation)
  return (await heldCharter(client)).newest.charter
}

function entryOf(charter: Charter, home: Home): NonNullable<ReturnType<typeof memberOf>> {
  const entry = memberOf(charter, home.profile.id as MemberId)
  if (entry === undefined) throw new GoverningError('member-unknown', `the charter lists no ${home.profile.id}`)
  return entry
}
