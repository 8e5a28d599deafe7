// When the newest charter has expired, publishing stops with a code; reading goes on.
import { expect, test } from 'vitest'
import { localReader } from '../../../node/access/access.ts'
import { createPartners, startPartner } from '../../helpers/partners.ts'

test('an expired charter stops publishing and nothing else', async () => {
  await using partners = await createPartners({ kinds: ['exchange'], now: Date.now() - 400 * 86_400_000 })
  const node = await startPartner(partners.partners[0]!)
  try {
    const draft = { kind: 'indicator', value: 'a.example.com', category: 'scam' } as const
    await expect(node.facade.publish(draft)).rejects.toMatchObject({ code: 'charter-expired' })
    const status = await node.facade.status(localReader)
    expect(status.health).toBe('red')
    expect(status.warnings.map(({ code }) => code)).toContain('charter-expired')
  } finally {
    await node.stop()
  }
})
