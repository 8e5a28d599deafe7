// The three homes of the trial network: made as partners make theirs, by the same commands, or found as they are.
import { createServer } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { existsSync } from 'node:fs'
import { homePaths } from '../../node/home/paths.ts'
import { initHome, loadHome } from '../../node/home/home.ts'
import type { Invocation } from '../invocation.ts'
import { admit } from '../commands/admit.ts'
import { create, join as joinNetwork, request } from '../commands/network.ts'
import { type TrialPartner, trialPartners, trialProfiles } from './samples.ts'

export interface TrialHomes {
  readonly dir: string
  readonly homes: Readonly<Record<TrialPartner, string>>
  /** Whether they were there already. */
  readonly resumed: boolean
}

const trialName = 'Entente trial'

/** Makes what is missing of the three homes in `dir`; what an earlier start left half done is finished. */
export async function trialHomes(dir: string, invocation: Invocation): Promise<TrialHomes> {
  const homes = Object.fromEntries(trialPartners.map((name) => [name, join(dir, name)])) as TrialHomes['homes']
  const resumed = trialPartners.every((name) => existsSync(homePaths(homes[name]).config))
  const listen: string[] = []
  for (const name of trialPartners) {
    if (!existsSync(homePaths(homes[name]).config)) {
      await initHome(homes[name], {
        profile: { id: name, kind: name, ...trialProfiles[name] },
        listen: [`/ip4/127.0.0.1/tcp/${await freePort()}`],
        bootstrap: listen,
      })
    }
    listen.push(...(await loadHome(homes[name])).config.listen)
  }
  const silent = quiet(invocation)
  if ((await loadHome(homes.exchange)).network === undefined) {
    await create({ ...silent, home: homes.exchange }, [], { name: trialName, expiresDays: '365' })
  }
  const { network } = await loadHome(homes.exchange)
  const mail = await mkdtemp(join(tmpdir(), 'entente-mail-'))
  try {
    for (const name of trialPartners) {
      if ((await loadHome(homes[name])).network !== undefined) continue
      const asked = join(mail, `${name}.request`)
      const invited = join(mail, `${name}.invitation`)
      await request({ ...silent, home: homes[name] }, [], { out: asked })
      await admit({ ...silent, home: homes.exchange }, [asked], {
        out: invited,
        clearance: 'TLP:GREEN',
        expiresDays: '365',
      })
      await joinNetwork({ ...silent, home: homes[name] }, [invited], { network } as never)
    }
  } finally {
    await rm(mail, { recursive: true, force: true })
  }
  return { dir, homes, resumed }
}

/** The commands say what they do to nobody: the trial tells it in its own words. */
function quiet(invocation: Invocation): Invocation {
  const { output } = invocation
  return {
    ...invocation,
    output: { ...output, json: false, object: async () => {}, text: async () => {}, say: () => {}, draw: () => {} },
  }
}

/** A port of the loopback that is free now. It is kept in the home, so that the trial finds itself again. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new TypeError('a port without a number')
  return address.port
}
