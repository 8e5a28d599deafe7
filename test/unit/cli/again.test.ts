import { execFile } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startedWith } from '../../../cli/again.ts'

const flag = '--max-semi-space-size=8'
const arenas = { MALLOC_ARENA_MAX: '1' }

test.each([
  { what: 'nothing said', argv: [], env: {}, flags: [flag], left: arenas },
  { what: 'all of it said', argv: [flag], env: arenas, flags: [], left: {} },
  { what: 'another size', argv: ['--max-semi-space-size=32'], env: {}, flags: [], left: arenas },
  {
    what: 'another size in the environment',
    argv: [],
    env: { NODE_OPTIONS: '--no-warnings --max_semi_space_size=32' },
    flags: [],
    left: arenas,
  },
  { what: 'other flags', argv: ['--enable-source-maps'], env: {}, flags: [flag], left: arenas },
  { what: 'more arenas', argv: [], env: { MALLOC_ARENA_MAX: '4' }, flags: [flag], left: {} },
])('how a node is started: $what', ({ argv, env, flags, left }) => {
  expect(startedWith(argv, env)).toEqual({ flags, env: left })
})

test.skipIf(process.execve === undefined)('the process stays the same one, with its arguments', async () => {
  const again = pathToFileURL('cli/again.ts').href
  const script = `
    process.stdout.write(process.pid + ' ')
    ;(await import('${again}')).startAgain()
    process.stdout.write(JSON.stringify({ flags: process.execArgv.slice(-1), arenas: process.env.MALLOC_ARENA_MAX }))`
  const env = { ...process.env, MALLOC_ARENA_MAX: undefined, NODE_OPTIONS: undefined }
  const args = ['--input-type=module', '--eval', script]
  const { stdout } = await promisify(execFile)(process.execPath, args, { env })
  const [first, second, told] = stdout.split(' ')
  expect(second).toBe(first)
  expect(JSON.parse(told ?? '')).toEqual({ flags: [flag], arenas: '1' })
})
