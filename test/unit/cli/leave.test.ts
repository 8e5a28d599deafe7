// A process that is done ends with its code: by itself, or shortly after where something is still open.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'

const leave = new URL('../../../cli/leave.ts', import.meta.url).href

async function run(before: string): Promise<{ code: unknown; text: string }> {
  const script = `process.on('exit', () => process._rawDebug('left'))
const exit = process.exit
process.exit = (code) => { process._rawDebug('asked'); exit(code) }
${before}
const { leave } = await import(${JSON.stringify(leave)})
leave(3)`
  // Its standard input stays open.
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['pipe', 'pipe', 'pipe'] })
  let text = ''
  child.stderr.on('data', (piece: Buffer) => (text += piece.toString()))
  child.stdout.resume()
  const [code] = (await once(child, 'close')) as [unknown]
  return { code, text: text.replace(/^\(node.*\n.*\n?/gm, '').trim() }
}

test.each([
  ['nothing is open', '', 'left'],
  ['what it wrote was long', `process.stdout.write('x'.repeat(2_000_000))`, 'left'],
  ['its input is still open', `process.stdin.on('data', () => undefined)`, 'left'],
  ['a server listens', `(await import('node:net')).createServer().listen(0)`, 'asked\nleft'],
])('%s', async (_, before, expected) => {
  expect(await run(before)).toEqual({ code: 3, text: expected })
})
