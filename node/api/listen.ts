// Where the API listens: the home's Unix socket, and HTTP where that is configured.
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Http } from '../home/config.ts'
import { HomeError } from '../home/errors.ts'
import { isSystemError, readIfThere, writeWhole } from '../home/files.ts'
import { isOpenToOthers } from '../home/keys.ts'
import { directSocket, socketPointer } from '../home/paths.ts'
import { isLoopback, refusedHost } from './auth.ts'
import { ApiError } from './errors.ts'
import { failureOf } from './failure.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

export interface Listener {
  /** The path of the socket, or the URL. */
  readonly address: string
  close(): Promise<void>
}

/**
 * Listens at the socket of `home`, mode 0600. What a dead node left there is replaced. Throws `node-running` where
 * another node answers, `socket-failed` otherwise.
 */
export async function listenSocket(home: string, handle: Handler): Promise<Listener> {
  const direct = directSocket(home)
  const path = direct ?? join(await mkdtemp(join(tmpdir(), 'entente-')), 'node.sock')
  if (await answers(path)) throw new ApiError('node-running', `a node already listens at ${path}`)
  await rm(path, { force: true })
  const server = serverOf(handle)
  try {
    await bound(server, () => {
      // Between bind and chmod anybody could connect: the mask closes that gap.
      const mask = process.umask(0o177)
      try {
        server.listen(path)
      } finally {
        process.umask(mask)
      }
    })
    await chmod(path, 0o600)
    if (direct === undefined) await writeWhole(socketPointer(home), `${path}\n`, { mode: 0o600 })
  } catch (error) {
    throw new ApiError('socket-failed', `cannot listen at ${path}`, { cause: error })
  }
  return {
    address: path,
    close: async () => {
      await closed(server)
      await rm(path, { force: true })
      if (direct === undefined) {
        await rm(dirname(path), { recursive: true, force: true })
        await rm(socketPointer(home), { force: true })
      }
    },
  }
}

/** Beyond this many clients over HTTP the next wait: each costs a descriptor. */
const connectionsMax = 1024

/**
 * Listens over HTTP: at the loopback, or elsewhere with the names by which it is called and TLS. Throws
 * `host-not-loopback`, `socket-failed`, `key-missing`, `key-permissions`.
 */
export async function listenHttp(home: string, at: Http, handle: Handler): Promise<Listener> {
  const host = at.host === 'localhost' ? '127.0.0.1' : at.host
  const { tls, allowedHosts = [] } = at
  if (!isLoopback(host) && (allowedHosts.length === 0 || (tls === undefined && at.withoutTls !== true))) {
    throw new ApiError('host-not-loopback', `${at.host} is not the loopback`)
  }
  const named: Handler = (request, response) => {
    const refusal = refusedHost(request, allowedHosts)
    if (refusal === undefined) handle(request, response)
    else refuse(response, refusal)
  }
  const server = tls === undefined ? serverOf(named) : await secureServerOf(home, tls, named)
  server.maxConnections = connectionsMax
  try {
    await bound(server, () => server.listen(at.port, host))
  } catch (error) {
    throw new ApiError('socket-failed', `cannot listen at ${host} port ${at.port}`, { cause: error })
  }
  const { port } = server.address() as AddressInfo
  const name = host.includes(':') ? `[${host}]` : host
  return { address: `${tls === undefined ? 'http' : 'https'}://${name}:${port}`, close: () => closed(server) }
}

// An import may run for hours: only the head of a request has a time limit.
const timeouts = { requestTimeout: 0, headersTimeout: 15_000, keepAliveTimeout: 5_000 }

function serverOf(handle: Handler): Server {
  return asking(createServer(timeouts, handle), handle)
}

async function secureServerOf(home: string, tls: NonNullable<Http['tls']>, handle: Handler): Promise<Server> {
  const keyFile = resolve(home, tls.keyFile)
  const [cert, key] = await Promise.all([readIfThere(resolve(home, tls.certFile)), readIfThere(keyFile)])
  if (cert === undefined) throw new HomeError('key-missing', `${tls.certFile} is not there`)
  if (key === undefined) throw new HomeError('key-missing', `${tls.keyFile} is not there`)
  if (await isOpenToOthers(keyFile)) throw new HomeError('key-permissions', `${tls.keyFile} can be read by others`)
  try {
    return asking(createSecureServer({ ...timeouts, cert, key }, handle), handle)
  } catch (error) {
    throw new ApiError('tls-invalid', `${tls.certFile} and ${tls.keyFile} are no certificate with its key`, {
      cause: error,
    })
  }
}

/** Clients that ask before they send a body are answered by the routes, not by the server. */
function asking(server: Server, handle: Handler): Server {
  return server.on('checkContinue', handle)
}

function bound(server: Server, listen: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('listening', () => {
      server.removeListener('error', reject)
      resolve()
    })
    listen()
  })
}

/** How long answers under way may take before their connections are cut. */
const closeWithinMs = 3000

/** Takes no more connections and waits for the answers under way; kept-alive connections end as they fall idle. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), 20)
    const late = setTimeout(() => server.closeAllConnections(), closeWithinMs)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(late)
      resolve()
    })
  })
}

function refuse(response: ServerResponse, error: ApiError): void {
  const { status, body } = failureOf(error)
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', connection: 'close' })
  response.end(JSON.stringify(body))
}

/** Whether somebody accepts connections at `path`. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', (error) => {
      if (isSystemError(error, 'ENOENT') || isSystemError(error, 'ECONNREFUSED') || isSystemError(error, 'ENOTSOCK')) {
        resolve(false)
      } else reject(new ApiError('socket-failed', `cannot tell whether a node listens at ${path}`, { cause: error }))
    })
  })
}
