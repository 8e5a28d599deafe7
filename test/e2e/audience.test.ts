// An audience tried out with the command that partners use, against a running node: tables, JSON, exit codes.
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { AudienceTestView } from '../../node/api/schemas.ts'
import {
  type NodeProcess,
  codeIn,
  entente,
  initArgs,
  jsonLines,
  runNode,
  temporaryFolder,
  told,
} from '../helpers/commands.ts'

// Processes start slowly where much else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const folder = await temporaryFolder('audience')
const { dir } = folder
const home = join(dir, 'exchange')
const at = { home, cwd: dir }
let node: NodeProcess | undefined

beforeAll(async () => {
  await told([...initArgs('exchange'), '--listen', '/ip4/127.0.0.1/tcp/0'], at)
  await told(['network', 'create', '--name', 'Test'], at)
  node = await runNode(home)
  const other = { home: join(dir, 'agency'), cwd: dir }
  const request = join(dir, 'agency.request')
  await told([...initArgs('agency'), '--listen', '/ip4/127.0.0.1/tcp/0'], other)
  await told(['member', 'request', '--out', request], other)
  await told(['network', 'admit', request, '--clearance', 'TLP:AMBER', '--out', join(dir, 'agency.invitation')], at)
})

afterAll(async () => {
  await node?.[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

const tested = (expression: string, ...more: string[]) => entente(['audience', 'test', expression, ...more], at)

describe('entente audience test', () => {
  it('tells who would receive, and ends with 0', async () => {
    const ended = await tested('kind:agency', '--marking', 'green')
    expect(ended).toMatchObject({ code: 0 })
    expect(ended.stdout).toMatch(
      /would receive TLP:GREEN to kind:agency\n.*member.*clearance.*nodes.*\n.*agency.*TLP:AMBER/,
    )
    expect(ended.stdout).toMatch(/would not\n.*because\n.*exchange.*not in the audience; holds it as its author/)
    expect(ended.stderr).toContain('1 member besides this one, sealed for')
    expect(ended.stderr).toContain('cannot read what was said before')
  })

  it('the same as JSON', async () => {
    const [view] = await told<AudienceTestView>(
      ['audience', 'test', 'MEMBER:agency OR member:agency', '--history', '--jurisdictions', 'de,ch,us,gb,fr'],
      at,
    )
    expect(view).toMatchObject({
      audience: 'member:agency',
      marking: 'TLP:GREEN',
      jurisdictions: ['CH', 'DE', 'FR', 'GB', 'US'],
      shareHistory: true,
      restricted: true,
      refusal: null,
    })
  })

  it.each([
    ['member:exchange', [], 'audience-empty'],
    ['everyone', ['--marking', 'TLP:AMBER+STRICT'], 'clearance-exceeded'],
    ['group:nobody', [], 'audience-name-unknown'],
    ['not group:nobody', [], 'audience-name-unknown'],
    ['kind:agency', ['--jurisdictions', 'AQ'], 'audience-empty'],
    ['kind:', [], 'audience-malformed'],
    ['everyone', ['--marking', 'TLP:WHITE'], 'marking-unknown'],
  ])('%s %j ends with 4 and %s', async (expression, more, code) => {
    const ended = await entente(['--json', 'audience', 'test', expression, ...more], at)
    expect([ended.code, codeIn(ended)]).toEqual([4, code])
    const [view] = jsonLines<AudienceTestView>(ended.stdout)
    // What cannot be read has no answer; what nobody receives has one that says why.
    if (view !== undefined) expect(view.refusal?.code).toBe(code)
    expect(view === undefined).toBe(code === 'audience-malformed' || code === 'marking-unknown')
  })

  it('says where an expression is wrong', async () => {
    const ended = await tested('kind:agency und kind:bank')
    expect(ended.code).toBe(4)
    expect(ended.stderr).toContain('character 13: and, or, or the end is expected, not "und"')
    expect(ended.stderr).toContain('group:ransomware and not jurisdiction:US')
  })

  it('needs an expression, and a node that runs', async () => {
    expect((await entente(['audience', 'test'], at)).code).toBe(2)
    expect((await entente(['audience', 'test', 'everyone'], { home: join(dir, 'agency'), cwd: dir })).code).toBe(5)
  })
})
