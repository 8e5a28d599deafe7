// An audience tried out: it tells who, why not, and the very refusal with which publishing would answer.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testAudience } from '../../../node/facade/audience.ts'
import type { AudienceTest } from '../../../node/api/schemas/audience.ts'
import type { MemberId } from '../../../protocol/index.ts'
import { createCircle, type Circle, type CircleNode } from '../../helpers/circle.ts'
import { codeOf } from '../../helpers/protocol.ts'

let circle: Circle
let acme: CircleNode

beforeAll(async () => {
  circle = await createCircle(
    {
      acme: { kind: 'exchange', jurisdiction: 'CH', clearance: 'TLP:RED' },
      bund: { kind: 'agency', jurisdiction: 'DE', clearance: 'TLP:RED' },
      cash: { kind: 'exchange', jurisdiction: 'US', clearance: 'TLP:AMBER' },
      data: { kind: 'analytics', jurisdiction: 'DE', clearance: 'TLP:GREEN' },
      gone: { kind: 'exchange', jurisdiction: 'CH', clearance: 'TLP:RED', status: 'removed' },
      held: { kind: 'agency', jurisdiction: 'FR', clearance: 'TLP:RED', status: 'suspended' },
    },
    [
      { name: 'empty', members: [] },
      { name: 'fraud', members: ['acme', 'cash', 'data'] as MemberId[] },
    ],
  )
  acme = await circle.node('acme')
})

afterAll(async () => {
  await circle[Symbol.asyncDispose]()
})

const tried = (asked: AudienceTest, member = 'acme') =>
  testAudience(asked, { trust: acme.trust, member: member as MemberId })

describe('who', () => {
  test('would receive, and who would not and why', () => {
    const view = tried({ audience: 'Group:fraud or jurisdiction in (fr)', marking: 'amber' })
    expect(view).toMatchObject({
      audience: 'group:fraud or jurisdiction:FR',
      marking: 'TLP:AMBER',
      jurisdictions: [],
      shareHistory: false,
      restricted: true,
      charterVersion: 1,
      receiving: 1,
      refusal: null,
    })
    expect(view.members.map(({ member, receives, author, reason }) => [member, receives, author, reason])).toEqual([
      ['acme', true, true, null],
      ['cash', true, false, null],
      ['bund', false, false, 'outside'],
      ['data', false, false, 'clearance'],
      ['held', false, false, 'suspended'],
    ])
    expect(view.members[1]).toEqual({
      ...{ member: 'cash', name: 'Member cash', kind: 'exchange', jurisdiction: 'US', clearance: 'TLP:AMBER' },
      ...{ status: 'active', author: false, receives: true, reason: null, nodes: 1 },
    })
  })

  test('the caveat of jurisdictions keeps out whom the expression lets in', () => {
    const view = tried({ audience: 'everyone', jurisdictions: ['CH', 'DE'] })
    expect(view.members.filter(({ receives }) => receives).map(({ member }) => member)).toEqual([
      'acme',
      'bund',
      'data',
    ])
    expect(view.members.find(({ member }) => member === 'cash')).toMatchObject({ reason: 'jurisdiction' })
    expect(view).toMatchObject({ restricted: true, receiving: 2, jurisdictions: ['CH', 'DE'] })
  })

  test('nodes are counted that are certified and not revoked, the author’s own among them', () => {
    const own = acme.trust.nodes().filter(({ revoked, member }) => !revoked && member === 'acme').length
    expect(own).toBeGreaterThan(0)
    const view = tried({ audience: 'member:cash', marking: 'AMBER' })
    expect(view.members.find(({ member }) => member === 'acme')).toMatchObject({ receives: false, nodes: own })
    expect(view.nodes).toBe(acme.trust.nodes().filter(({ member }) => ['acme', 'cash'].includes(member)).length)
  })

  test('history is shared where it is asked for', () => {
    expect(tried({ audience: 'group:fraud', shareHistory: true })).toMatchObject({ shareHistory: true })
    expect(tried({ audience: 'everyone', marking: 'AMBER' })).toMatchObject({ shareHistory: false })
    expect(tried({ audience: 'everyone' })).toMatchObject({ shareHistory: true, restricted: false })
  })
})

describe('the refusal', () => {
  // Whatever is told here is what publishing says, and the other way round.
  test.each<[AudienceTest, string | undefined]>([
    [{ audience: 'everyone' }, undefined],
    [{ audience: 'everyone', marking: 'TLP:CLEAR' }, undefined],
    [{ audience: 'everyone', marking: 'TLP:AMBER' }, undefined],
    [{ audience: 'everyone', marking: 'TLP:AMBER+STRICT' }, undefined],
    [{ audience: 'everyone', marking: 'TLP:RED' }, 'audience-required'],
    [{ audience: 'group:fraud', marking: 'TLP:RED' }, 'audience-required'],
    [{ audience: 'member:bund', marking: 'TLP:RED' }, undefined],
    [{ audience: 'member:cash', marking: 'TLP:RED' }, 'audience-empty'],
    [{ audience: 'member:acme', marking: 'TLP:RED' }, 'audience-empty'],
    [{ audience: 'member:held,gone' }, 'audience-empty'],
    [{ audience: 'group:empty' }, 'audience-empty'],
    [{ audience: 'not everyone' }, 'audience-empty'],
    [{ audience: 'jurisdiction:AQ' }, 'audience-empty'],
    [{ audience: 'everyone', marking: 'TLP:AMBER', jurisdictions: ['AQ'] }, 'audience-empty'],
    [{ audience: 'everyone', jurisdictions: ['AQ'] }, 'audience-empty'],
    [{ audience: 'everyone', jurisdictions: ['US'] }, undefined],
    [{ audience: 'group:frauds' }, 'audience-name-unknown'],
    [{ audience: 'kind:agency or not group:frauds' }, 'audience-name-unknown'],
    [{ audience: 'member:bund,nobody', marking: 'TLP:RED' }, 'audience-name-unknown'],
    [{ audience: 'group:fraud and', marking: 'TLP:AMBER' }, 'audience-malformed'],
    [{ audience: 'everyone', marking: 'TLP:WHITE' }, 'marking-unknown'],
    [{ audience: 'everyone', jurisdictions: ['Germany'] }, 'field-invalid'],
  ])('%j: %s', async (asked, code) => {
    let told: string | undefined
    const thrown = codeOf(() => {
      told = tried(asked).refusal?.code
    })
    expect(thrown ?? told).toBe(code)
    const readers = asked.marking === 'TLP:RED' ? { readers: ['operator'] } : {}
    const value = `${Buffer.from(JSON.stringify(asked)).toString('hex').slice(-40)}.example.com`
    const said = await acme.ingest
      .publish({ ...asked, ...readers, kind: 'indicator', value, category: 'phishing' })
      .then(() => undefined)
      .catch((error: unknown) => (error as { code?: string }).code)
    expect(said).toBe(code)
  })

  test.each([
    ['data', 'TLP:AMBER', 'clearance-exceeded'],
    ['held', 'TLP:GREEN', 'member-inactive'],
    ['gone', 'TLP:GREEN', 'member-inactive'],
    ['cash', 'TLP:AMBER', undefined],
  ])('for %s at %s: %s', (member, marking, code) => {
    expect(tried({ audience: 'everyone', marking }, member).refusal?.code).toBe(code)
  })

  test('comes with a hint', () => {
    expect(tried({ audience: 'group:empty' }).refusal).toMatchObject({
      message: 'nobody but acme would receive TLP:GREEN to group:empty',
      hint: expect.stringContaining('entente audience test') as string,
    })
  })
})
