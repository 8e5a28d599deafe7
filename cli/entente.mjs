#!/usr/bin/env node
// The command line of a clone, for any Node.js from 18 on: installs what is missing, and goes on with the Node.js that
// was installed where this one is too old. Plain JavaScript, so that nothing is compiled before the cache is on.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import module from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import './setup.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const wanted = Number(/\d+/.exec(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node)?.[0])

if (Number(process.versions.node.split('.')[0]) >= wanted) {
  module.enableCompileCache()
  const [{ start }, { leave }] = await Promise.all([import('./start.ts'), import('./leave.ts')])
  leave(await start(process.argv))
} else {
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  // A terminal interrupts both; whoever ends this process means the other.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => {
    process.stderr.write(`entente: ${node} cannot be started: ${error.message} [setup-failed]\nhint: run npm ci\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}
