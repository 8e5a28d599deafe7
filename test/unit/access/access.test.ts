// Who may read what: every label against every reader, and everything unknown a no.
import { describe, expect, it } from 'vitest'
import { type LaneView, localReader, mayRead, type Reader } from '../../../node/access/access.ts'
import { type Audience, everyone } from '../../../protocol/audience.ts'
import type { LaneId, MemberId } from '../../../protocol/ids.ts'
import { type Tlp, tlpLabels } from '../../../protocol/names.ts'

const group: Audience = { expr: { op: 'group', names: ['cert'] }, shareHistory: false }
const peer = (clearance: Tlp, member = 'agency'): Reader => ({ kind: 'peer', member: member as MemberId, clearance })

function view(tlp: Tlp, audience = everyone): LaneView {
  return { lane: 'lane' as LaneId, member: 'exchange' as MemberId, marking: { tlp }, audience }
}

describe('mayRead', () => {
  const readable: [string, Reader, readonly Tlp[]][] = [
    ['local', localReader, ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT']],
    ['a peer cleared for CLEAR', peer('TLP:CLEAR'), ['TLP:CLEAR']],
    ['a peer cleared for GREEN', peer('TLP:GREEN'), ['TLP:CLEAR', 'TLP:GREEN']],
    ['a peer cleared for AMBER', peer('TLP:AMBER'), ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER']],
    ['a peer cleared for RED', peer('TLP:RED'), ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT']],
    [
      'a node of the author',
      peer('TLP:GREEN', 'exchange'),
      ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT'],
    ],
  ]
  for (const [name, reader, labels] of readable) {
    it(`${name} reads ${labels.join(', ')}`, () => {
      expect(tlpLabels.names.filter((label) => mayRead(reader, view(label)))).toEqual(labels)
    })
  }

  it('an audience narrower than the network is no peer’s until it can be judged', () => {
    expect(mayRead(peer('TLP:RED'), view('TLP:GREEN', group))).toBe(false)
    expect(mayRead(localReader, view('TLP:GREEN', group))).toBe(true)
  })

  it('unknown labels, clearances and readers read nothing', () => {
    expect(mayRead(localReader, view('TLP:BLUE' as Tlp))).toBe(false)
    expect(mayRead(peer('TLP:BLUE' as Tlp), view('TLP:CLEAR'))).toBe(false)
    expect(mayRead({ kind: 'token' } as unknown as Reader, view('TLP:CLEAR'))).toBe(false)
  })
})
