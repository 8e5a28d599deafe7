// Requests to a node's API over the Unix socket of its home, as any client would make them.
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { findSocket } from '../../node/home/paths.ts'

export interface SocketClient {
  /** Sends the body, or whatever a stream gives, and calls `line` with each line of the answer; resolves at its end. */
  lines(ask: Ask, line: (value: unknown) => void): Promise<void>
  close(): void
}

export interface Ask {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly type?: string
  readonly body?: string | AsyncIterable<Uint8Array>
  readonly signal?: AbortSignal
}

export const jsonLines = 'application/x-ndjson'

/** A client that keeps its connection between requests. */
export function socketClient(home: string): SocketClient {
  const socketPath = findSocket(home)
  if (socketPath === undefined) throw new Error(`no node runs in ${home}`)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    lines: async ({ method, path, type, body, signal }, line) => {
      const headers = { host: 'localhost', ...(type === undefined ? {} : { 'content-type': type }) }
      const sent = request({ socketPath, method, path, headers, agent, ...(signal === undefined ? {} : { signal }) })
      const answered = new Promise<IncomingMessage>((resolve, reject) => {
        sent.once('response', resolve)
        sent.once('error', reject)
      })
      const [response] = await Promise.all([answered, send(sent, body)])
      let rest = ''
      response.setEncoding('utf8')
      for await (const chunk of response as AsyncIterable<string>) {
        const parts = (rest + chunk).split('\n')
        rest = parts.pop() ?? ''
        for (const part of parts) if (part !== '') line(JSON.parse(part))
      }
      if (response.statusCode === 200 && rest !== '') line(JSON.parse(rest))
      else if (response.statusCode !== 200) throw new Error(`the node answered ${response.statusCode ?? 0}: ${rest}`)
    },
    close: () => agent.destroy(),
  }
}

async function send(sent: ClientRequest, body: Ask['body']): Promise<void> {
  if (body === undefined || typeof body === 'string') {
    sent.end(body)
    return
  }
  for await (const piece of body) {
    if (!sent.write(piece)) await new Promise((resolve) => sent.once('drain', resolve))
  }
  sent.end()
}
