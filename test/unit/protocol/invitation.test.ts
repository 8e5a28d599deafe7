// Joining by mail: requests that prove possession of the root key, and invitations that lead from the genesis.
import { describe, expect, test } from 'vitest'
import {
  alpha,
  codeOf,
  genesis,
  genesisCharter,
  genesisObject,
  keysOf,
  memberNamed,
  network,
  nextCharter,
  seeded,
  signCharter,
} from '../../helpers/protocol.ts'
import {
  acceptGenesis,
  checkInvitation,
  decodeInvitation,
  decodeRequest,
  encodeInvitation,
  encodeRequest,
  newestCharter,
  sha256,
  type MemberId,
} from '../../../protocol/index.ts'

const member = memberNamed('delta', {
  nextRootHash: sha256(keysOf('delta root 2').publicKey),
  kind: 'agency',
  jurisdiction: 'DE',
})
const secretKey = keysOf('delta root').secretKey
const request = encodeRequest({ member }, secretKey)

describe('request', () => {
  test('is text that mail does not harm', () => {
    expect(request).toMatch(
      /^-----BEGIN ENTENTE MEMBERSHIP REQUEST-----\n[A-Za-z0-9+/=\n]+-----END ENTENTE MEMBERSHIP REQUEST-----\n$/,
    )
    expect(Math.max(...request.split('\n').map((line) => line.length))).toBeLessThanOrEqual(64)
    const mailed = `Hello,\r\n\r\n> ${request.replaceAll('\n', '\r\n> ')}\r\nRegards\r\n`
    expect(decodeRequest(request)).toMatchObject({ member: { id: 'delta', kind: 'agency', jurisdiction: 'DE' } })
    expect(decodeRequest(mailed)).toEqual(decodeRequest(request))
  })

  test.each<[string, () => string]>([
    ['signed by another key', () => encodeRequest({ member }, keysOf('echo root').secretKey)],
    ['of a suspended member', () => encodeRequest({ member: { ...member, status: 'suspended' } }, secretKey)],
    [
      'with prior certificates',
      () => encodeRequest({ member: { ...member, priorCertificates: [seeded('x')] } }, secretKey),
    ],
    ['with a bad id', () => encodeRequest({ member: { ...member, id: 'Delta' as MemberId } }, secretKey)],
    [
      'with a key of small order',
      () => encodeRequest({ member: { ...member, rootKey: Uint8Array.of(1, ...new Uint8Array(31)) } }, secretKey),
    ],
    ['cut', () => request.slice(0, 100)],
    ['with another label', () => request.replaceAll('MEMBERSHIP REQUEST', 'INVITATION')],
    ['empty', () => ''],
  ])('%s', (_, text) => {
    expect(codeOf(() => decodeRequest(text()))).toBe('request-invalid')
  })

  test('a changed character anywhere between its lines', () => {
    const body = request.split('\n').slice(1, -2).join('\n')
    for (let at = 0; at < body.length; at += 1) {
      if (body[at] === '\n') continue
      const bad = request.replace(body, `${body.slice(0, at)}${body[at] === 'A' ? 'B' : 'A'}${body.slice(at + 1)}`)
      expect(
        codeOf(() => decodeRequest(bad)),
        `character ${at}`,
      ).toBe('request-invalid')
    }
  })
})

describe('invitation', () => {
  const admitted = signCharter(nextCharter(genesis, { members: [...genesis.charter.members, member] }), [
    'alpha',
    'bravo',
  ])
  const controls = [genesisObject, admitted, alpha.certificate]
  const expected = { member: member.id, rootKey: member.rootKey, network }

  test('leads from the genesis to a charter that names the member', () => {
    const read = decodeInvitation(encodeInvitation({ network, controls }))
    expect(read.network).toBe(network)
    expect(read.controls).toHaveLength(3)
    const chain = checkInvitation(read, expected)
    expect(newestCharter(chain).version).toBe(2)
    expect(checkInvitation(read, { member: member.id, rootKey: member.rootKey }).network).toBe(network)
  })

  const other = signCharter(genesisCharter({ name: 'Other' }), ['alpha', 'bravo'])
  test.each<[string, Parameters<typeof checkInvitation>[0], Partial<typeof expected>, string]>([
    ['into another network', { network: acceptGenesis(other).network, controls: [other] }, {}, 'network-mismatch'],
    ['without the genesis', { network, controls: [admitted] }, {}, 'network-mismatch'],
    ['before the member was admitted', { network, controls: [genesisObject] }, {}, 'invitation-invalid'],
    ['with another root key', { network, controls }, { rootKey: keysOf('echo root').publicKey }, 'invitation-invalid'],
    [
      'with a charter too few signed',
      { network, controls: [genesisObject, signCharter(nextCharter(genesis), ['alpha'])] },
      { member: 'alpha' as MemberId },
      'invitation-invalid',
    ],
  ])('%s', (_, invitation, change, code) => {
    expect(codeOf(() => checkInvitation(invitation, { ...expected, ...change }))).toBe(code)
  })

  test.each(['', 'x', '-----BEGIN ENTENTE INVITATION-----\nAAAA\n-----END ENTENTE INVITATION-----'])(
    '%j is none',
    (text) => {
      expect(codeOf(() => decodeInvitation(text))).toBe('invitation-invalid')
    },
  )
})
