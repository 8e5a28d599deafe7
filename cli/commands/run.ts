// entente run: the node of a home, in the foreground, until it is told to stop.
import { setTimeout } from 'node:timers/promises'
import { createApi } from '../../node/api/api.ts'
import type { ComposeOptions, RunningNode } from '../../node/api/facade.ts'
import { boundHeap } from '../../node/heap.ts'
import { type Home, loadHome } from '../../node/home/home.ts'
import { type LogLevel, createLog, logLevels } from '../../node/log.ts'
import { composeNode } from '../../node/node.ts'
import { StoreError } from '../../node/store/errors.ts'
import { version } from '../../node/version.ts'
import { isRunning } from '../connect.ts'
import { CliError } from '../errors.ts'
import { wholeNumber } from '../input.ts'
import type { Run } from '../invocation.ts'

/** How often, and how long apart, a locked store is tried again. */
const lockTries = 25
const lockRetryMs = 200

interface Options {
  readonly listen?: string[]
  readonly httpPort?: string
  readonly logLevel?: string
}

export const run: Run<Options> = async ({ home: dir, output, signal }, _args, options) => {
  const onWritten = boundHeap()
  const home = withOptions(await loadHome(dir), options)
  const level = levelOf(options.logLevel ?? home.config.logLevel ?? 'info')
  const log = createLog({ level, clock: Date.now, write: (line) => process.stderr.write(line) })
  const node = await composed(home, { network: true, log, onWritten }, signal)
  try {
    await using api = await createApi(node.facade, { log, version })
    const addresses = await api.listen({ socket: true, http: home.config.http })
    log.info('node-running', {
      version,
      member: home.profile.id,
      network: home.network,
      api: addresses,
      pid: process.pid,
    })
    if (output.json) await output.object({ running: true, home: dir, api: addresses, pid: process.pid })
    await aborted(AbortSignal.any([signal, node.failed, parentGone()]))
    log.info('node-stopping')
  } finally {
    await node.stop()
  }
  if (node.failed.aborted) throw node.failed.reason
  log.info('node-stopped')
  return 'ok'
}

/** The home's node. A command that works on a stopped home holds the store for a moment: that is waited for. */
async function composed(home: Home, options: ComposeOptions, signal: AbortSignal): Promise<RunningNode> {
  for (let left = lockTries; ; left--) {
    try {
      return await composeNode(home, options)
    } catch (error) {
      const locked = error instanceof StoreError && error.code === 'store-locked'
      if (!locked || left === 0 || (await isRunning(home.dir))) throw error
      await setTimeout(lockRetryMs, undefined, { signal })
    }
  }
}

function withOptions(home: Home, options: Options): Home {
  const port = wholeNumber('--http-port', options.httpPort, 0, 65535)
  return {
    ...home,
    config: {
      ...home.config,
      ...(options.listen === undefined ? {} : { listen: options.listen }),
      ...(port === undefined ? {} : { http: { host: '127.0.0.1', port } }),
    },
  }
}

function levelOf(name: string): LogLevel {
  const level = logLevels.find((known) => known === name)
  if (level === undefined) throw new CliError('usage', `--log-level is one of ${logLevels.join(', ')}`)
  return level
}

/** Aborted when the process that started this one, over a channel, is gone: a trial's nodes end with the trial. */
function parentGone(): AbortSignal {
  const gone = new AbortController()
  process.once('disconnect', () => gone.abort())
  return gone.signal
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
