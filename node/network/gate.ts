// The one gate: no protocol but the handshake passes on a connection that is not admitted, in neither direction. It sits
// in the registrar, so that streams which libraries open by themselves, gossipsub's among them, meet it too.
import type { Connection, Stream, StreamMiddleware } from '@libp2p/interface'
import { NetworkError } from './errors.ts'

/** What the gate needs of libp2p's registrar. */
export interface GatedRegistrar {
  getMiddleware(protocol: string): StreamMiddleware[]
}

export interface Gate {
  /** Lets every protocol pass on this connection from now on. */
  admit(connection: Connection): void
  /** Lets nothing pass any more. Streams that are open end with the connection. */
  shut(connection: Connection): void
  isAdmitted(connection: Connection): boolean
}

/**
 * Takes over the middleware lookup of `registrar`. That also gives out a new list each time: libp2p 3.3.11 pushes the
 * handler of each inbound stream onto the list it is given, so that handlers would run twice from the second stream on.
 * @throws TypeError where the registrar is not of the shape that is known: a gate that is never asked would stand open.
 */
export function createGate(registrar: GatedRegistrar, open: ReadonlySet<string>): Gate {
  if (typeof registrar.getMiddleware !== 'function') throw new TypeError('the registrar has no middleware')
  const admitted = new WeakSet<Connection>()
  const original = registrar.getMiddleware.bind(registrar)

  const check = (stream: Stream, connection: Connection, next: (stream: Stream, connection: Connection) => void) => {
    if (!admitted.has(connection)) {
      throw new NetworkError('not-admitted', `${stream.protocol} before the handshake is finished`)
    }
    next(stream, connection)
  }

  registrar.getMiddleware = (protocol) =>
    open.has(protocol) ? [...original(protocol)] : [check, ...original(protocol)]

  return {
    admit: (connection) => void admitted.add(connection),
    isAdmitted: (connection) => admitted.has(connection),
    shut: (connection) => void admitted.delete(connection),
  }
}
