// What commands do with a client: one JSON answer, or JSON Lines as they come.
import type { Client, Ask } from './client.ts'
import { malformed, refusalIn } from './client.ts'

/** The JSON answer. Rejects as the client does. */
export async function askJson<Answer>(client: Client, ask: Ask): Promise<Answer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of (await client.send(ask)).body) chunks.push(chunk)
  return parse(Buffer.concat(chunks).toString()) as Answer
}

/** The bytes of an answer that is a file. */
export async function askBytes(client: Client, ask: Ask): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of (await client.send(ask)).body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/**
 * The objects of an answer in JSON Lines, as they come. A line `{"error":...}` is thrown as RefusedError, unless
 * `keepErrors`: then each line answers for itself.
 */
export async function* askLines<Line>(
  client: Client,
  ask: Ask,
  options: { keepErrors?: boolean } = {},
): AsyncGenerator<Line, void, void> {
  const { body } = await client.send(ask)
  for await (const text of textLines(body)) {
    if (options.keepErrors !== true && text.startsWith('{"error":')) throw refusalIn(text, 0) ?? malformed(text)
    yield parse(text) as Line
  }
}

/** Lines of `bytes` without their ends; empty ones are left out. */
export async function* textLines(bytes: AsyncIterable<Uint8Array | string>): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of bytes) {
    const lines = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield line
  }
  rest += decoder.decode()
  if (rest.trim() !== '') yield rest
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed('something that is not JSON')
  }
}
