// Where things are in a node's home. Imports nothing of weight: every client command reads it to find the socket.
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

export interface HomePaths {
  readonly config: string
  readonly member: string
  readonly keys: string
  readonly nodeKey: string
  readonly kemKey: string
  /** Charter, certificates and records that the node reads at its start: *.control. */
  readonly control: string
  readonly store: string
  readonly token: string
  readonly cleanStop: string
}

export function homePaths(dir: string): HomePaths {
  const keys = join(dir, 'keys')
  return {
    config: join(dir, 'config.json'),
    member: join(dir, 'member.json'),
    keys,
    nodeKey: join(keys, 'node.key'),
    kemKey: join(keys, 'kem.key'),
    control: join(dir, 'control'),
    store: join(dir, 'store'),
    token: join(dir, 'api.token'),
    cleanStop: join(dir, 'clean-stop'),
  }
}

/** The home that `--home`, ENTENTE_HOME or the default names, absolute. */
export function homeFolder(option: string | undefined, env: string | undefined): string {
  return resolve(option ?? (env !== undefined && env !== '' ? env : join(homedir(), '.entente')))
}

/** The longest path that a Unix socket can have on every system (sockaddr_un: 104 bytes on macOS, with the NUL). */
const socketPathMaxBytes = 103

/** HOME/node.sock, or `undefined` where that is too long for a socket: then `socketPointer` names the place. */
export function directSocket(dir: string): string | undefined {
  const path = join(dir, 'node.sock')
  return Buffer.byteLength(path) <= socketPathMaxBytes ? path : undefined
}

/** A file that holds the path of the socket where the home's own path is too long. */
export function socketPointer(dir: string): string {
  return join(dir, 'node.sock.path')
}

/** The socket at which the node of this home listens when it runs; `undefined` where it cannot be running. */
export function findSocket(dir: string): string | undefined {
  const direct = directSocket(dir)
  if (direct !== undefined) return direct
  try {
    return readFileSync(socketPointer(dir), 'utf8').trim()
  } catch {
    return undefined
  }
}
