// Finds who answers for the home: the node that runs in it, or, for commands that need no partners, a node composed in
// this process without its network. Both are asked in the same way.
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { findSocket, homePaths } from '../node/home/paths.ts'
import { askedAs } from './asked-as.ts'
import { type Ask, type AskedAs, type Client, refusedBy, socketClient, urlOf } from './client.ts'
import type { Invocation } from './invocation.ts'

/** The client of the node that runs in the home. Its first request says whether one does. */
export async function runningNode(invocation: Invocation): Promise<Client> {
  const { home, signal } = invocation
  await assertHome(home)
  return socketClient(home, signal, await askedAs(invocation))
}

/** The client of the running node, or of one composed here from a home whose node is stopped. */
export async function anyNode(invocation: Invocation): Promise<Client> {
  const { home, signal } = invocation
  await assertHome(home)
  const as = await askedAs(invocation)
  return (await isRunning(home)) ? socketClient(home, signal, as) : composed(invocation, as)
}

/** Whether somebody answers at the home's socket. */
export async function isRunning(home: string): Promise<boolean> {
  const path = findSocket(home)
  if (path === undefined || !existsSync(path)) return false
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

async function assertHome(home: string): Promise<void> {
  if (existsSync(homePaths(home).config)) return
  const { HomeError } = await import('../node/home/errors.ts')
  throw new HomeError('home-missing', `${home} is not the home of a node`)
}

async function composed({ home }: Invocation, as: AskedAs): Promise<Client> {
  const [{ composeNode }, { loadHome }, { createApi }, { silentLog }, { version }] = await Promise.all([
    import('../node/node.ts'),
    import('../node/home/home.ts'),
    import('../node/api/api.ts'),
    import('../node/log.ts'),
    import('../node/version.ts'),
  ])
  const node = await composeNode(await loadHome(home), { network: false, log: silentLog })
  const api = await createApi(node.facade, { log: silentLog, version })
  return {
    send: async (ask: Ask) => {
      const answer = await api.inject({
        method: ask.method,
        url: urlOf(ask),
        ...(await payloadOf(ask, as)),
      })
      if (answer.status !== 200) throw await refusedBy(answer.status, answer.body)
      return { body: answer.body }
    },
    [Symbol.asyncDispose]: async () => {
      await api.close()
      await node.stop()
    },
  }
}

async function payloadOf(
  { body, stream }: Ask,
  as: AskedAs,
): Promise<{ headers: Record<string, string>; payload?: never }> {
  if (stream !== undefined) {
    const { Readable } = await import('node:stream')
    return { headers: { ...as, 'content-type': stream.type }, payload: Readable.from(stream.bytes) as never }
  }
  if (body === undefined) return { headers: { ...as } }
  return { headers: { ...as, 'content-type': 'application/json' }, payload: JSON.stringify(body) as never }
}
