import { beforeAll, describe, expect, it } from 'vitest'
import { judgeHello, judgeNode } from '../../../node/network/admission.ts'
import { wire } from '../../../protocol/names.ts'
import { idBytes } from '../../../protocol/ids.ts'
import type { Trust } from '../../../node/trust/types.ts'
import { createCommunity, memoryTrust } from '../../helpers/community.ts'

const community = createCommunity(['alpha', 'beta', 'gamma', 'delta'])
const [alpha, beta, gamma, delta] = ['alpha', 'beta', 'gamma', 'delta'].map(community.node)
const stranger = createCommunity(['stranger'], 'another').node('stranger')

function hello(change: wire.Hello.$Properties = {}): wire.Hello {
  return new wire.Hello({
    version: 1,
    network: idBytes(community.network),
    charterVersion: 1,
    charterHash: community.genesis.hash,
    certificate: alpha!.certificate,
    agent: 'test',
    ...change,
  })
}

describe('what a peer shows', () => {
  let trust: Trust
  beforeAll(async () => {
    trust = await memoryTrust(community.network, [community.genesisObject])
  })

  it.each([
    ['its own certificate', hello(), undefined],
    ['another version', hello({ version: 2 }), 'version-unsupported'],
    ['another network', hello({ network: Buffer.alloc(32, 1) }), 'network-mismatch'],
    ['no network', hello({ network: new Uint8Array() }), 'network-mismatch'],
    ['no certificate', hello({ certificate: new Uint8Array() }), 'certificate-missing'],
    ['the certificate of another node', hello({ certificate: beta!.certificate }), 'certificate-mismatch'],
    ['junk in the place of a certificate', hello({ certificate: Buffer.alloc(100, 9) }), 'certificate-invalid'],
    ['a charter in the place of a certificate', hello({ certificate: community.genesisObject }), 'certificate-invalid'],
  ])('%s', (_name, shown, code) => {
    expect(judgeHello(shown, trust, alpha!.key)).toBe(code)
  })
})

describe('who a peer is', () => {
  let trust: Trust
  beforeAll(async () => {
    const certificates = [alpha, beta, gamma, delta].map((node) => node!.certificate)
    trust = await memoryTrust(community.network, [community.genesisObject, ...certificates])
    await trust.apply(community.revoke('gamma'))
    const suspended = community.successor(trust.charter(), (charter) => ({
      ...charter,
      members: charter.members.map((one) => (one.id === 'delta' ? { ...one, status: 'suspended' as const } : one)),
    }))
    await trust.apply(suspended.object)
  })

  it.each([
    ['an active member', () => alpha!.key, undefined],
    ['a stranger', () => stranger.key, 'node-unknown'],
    ['a revoked node', () => gamma!.key, 'certificate-revoked'],
    ['a node of a suspended member', () => delta!.key, 'member-inactive'],
  ])('%s', (_name, key, code) => {
    expect(judgeNode(trust, key())).toBe(code)
  })
})
