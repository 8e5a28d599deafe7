// A whole node in this process, as `entente run` composes it, and what the bench wants to know of it.
import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { type Api, createApi } from '../../node/api/api.ts'
import type { RunningNode } from '../../node/api/facade.ts'
import { localReader } from '../../node/access/access.ts'
import { boundHeap } from '../../node/heap.ts'
import { loadHome } from '../../node/home/home.ts'
import { silentLog } from '../../node/log.ts'
import { composeNode } from '../../node/node.ts'
import type { Tlp } from '../../protocol/names.ts'
import type { FeedFile } from './corpus.ts'
import { type Imported, importFiles } from './feed-import.ts'

export interface StartOptions {
  readonly network: boolean
  readonly api?: boolean
  readonly bootstrap?: readonly string[]
}

export interface NodeFacts {
  readonly statements: number
  readonly digest: string
  readonly peers: number
  readonly residentBytes: number
  readonly peakResidentBytes: number
  /** What TCP carried, handshakes and framing included. */
  readonly wireInBytes: number
  readonly wireOutBytes: number
}

export class NodeUnderTest {
  #node: RunningNode | undefined
  #api: Api | undefined
  readonly #sockets: Socket[] = []

  /** The addresses at which it listens. */
  async start(dir: string, { network, api, bootstrap }: StartOptions): Promise<readonly string[]> {
    for (const channel of ['net.client.socket', 'net.server.socket']) {
      subscribe(channel, (message) => this.#sockets.push((message as { socket: Socket }).socket))
    }
    boundHeap()
    const home = await loadHome(dir)
    const config = { ...home.config, bootstrap: [...(bootstrap ?? [])] }
    this.#node = await composeNode({ ...home, config }, { network, log: silentLog })
    if (api === true) {
      this.#api = await createApi(this.#node.facade, { log: silentLog, version: 'bench' })
      await this.#api.listen({ socket: true })
    }
    return (await this.#facade.status(localReader)).addresses
  }

  import(files: readonly FeedFile[], marking?: Tlp): Promise<Imported> {
    return importFiles((bytes, request, signal) => this.#facade.importFeed(bytes, request, signal), files, marking)
  }

  /** Resolves when so many peers are admitted. */
  async connected(peers: number): Promise<void> {
    const late = deadline(`${peers} peers`)
    while ((await this.#facade.peers(localReader)).length < peers) {
      late()
      await turn(2)
    }
  }

  /** From the first admitted peer until so many statements are durable and answer; looks every few milliseconds. */
  async arrived(statements: number): Promise<{ seconds: number }> {
    await this.connected(1)
    const begin = performance.now()
    const late = deadline(`${statements} statements`)
    for (let held = 0; held < statements; { statements: held } = await this.#facade.status(localReader)) {
      late(`${held} are held`)
      // Asking costs this node time: often enough for the clock, and no oftener.
      await turn(20)
    }
    return { seconds: (performance.now() - begin) / 1000 }
  }

  async facts(): Promise<NodeFacts> {
    const { statements, digest, peers, residentBytes } = await this.#facade.status(localReader)
    const tcp = this.#sockets.filter((socket) => socket.remotePort !== undefined || socket.localPort !== undefined)
    return {
      statements,
      digest,
      peers,
      residentBytes,
      peakResidentBytes: process.resourceUsage().maxRSS * 1024,
      wireInBytes: tcp.reduce((sum, socket) => sum + socket.bytesRead, 0),
      wireOutBytes: tcp.reduce((sum, socket) => sum + socket.bytesWritten, 0),
    }
  }

  async stop(): Promise<void> {
    await this.#api?.close()
    await this.#node?.stop()
    this.#api = this.#node = undefined
  }

  get #facade(): RunningNode['facade'] {
    if (this.#node === undefined) throw new Error('the node does not run')
    return this.#node.facade
  }
}

const waitMs = 120_000

/** Throws once what is waited for has not come in time. */
function deadline(what: string): (state?: string) => void {
  const end = performance.now() + waitMs
  return (state = '') => {
    if (performance.now() > end) throw new Error(`${what} did not come within ${waitMs / 1000} s; ${state}`)
  }
}

function turn(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
