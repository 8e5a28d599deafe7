import { describe, expect, it } from 'vitest'
import { protocolCodes } from '../../../protocol/codes.ts'
import type { ProtocolCode } from '../../../protocol/codes.ts'
import { networkCodes } from '../../../node/network/codes.ts'
import type { NetworkCode } from '../../../node/network/codes.ts'
import { gossipResult, isDeferred } from '../../../node/network/verdicts.ts'

describe('what gossipsub is told', () => {
  it.each(Object.entries(protocolCodes))('%s', (code, { verdict }) => {
    const told = { accept: 'accept', ignore: 'ignore', reject: 'reject', defer: 'ignore' }[verdict]
    expect(gossipResult(code as ProtocolCode)).toBe(told)
    expect(isDeferred(code as ProtocolCode)).toBe(verdict === 'defer')
  })

  it.each(Object.keys(networkCodes))('%s is about this node or this peer, and rejects nothing', (code) => {
    expect(gossipResult(code as NetworkCode)).toBe('ignore')
  })

  it('only what the bytes of a header say rejects: every node must see the fault alike', () => {
    const rejecting = Object.entries(protocolCodes).filter(([, { verdict }]) => verdict === 'reject')
    expect(rejecting.map(([code]) => code).sort()).toEqual(
      [
        ...['encoding-invalid', 'field-invalid', 'key-invalid', 'signature-invalid', 'too-large'],
        ...['audience-required', 'restricted-on-gossip', 'seal-missing', 'seal-unexpected'],
      ].sort(),
    )
  })
})
