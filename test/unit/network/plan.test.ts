import { describe, expect, it } from 'vitest'
import { createReservations, missing, roundOf } from '../../../node/network/plan.ts'
import type { BundleId, LaneId, NodeKey } from '../../../protocol/ids.ts'

const lane = (name: string) => name as LaneId
const id = (name: string) => name as BundleId
const [ann, bob] = ['ann' as NodeKey, 'bob' as NodeKey]

describe('missing', () => {
  const mine = [
    { lane: lane('a'), seq: 3, bundle: id('a3') },
    { lane: lane('b'), seq: 2, bundle: id('b2') },
  ]
  it.each([
    ['nothing where both are equal', mine, []],
    ['nothing where the peer is behind', [{ lane: lane('a'), seq: 1, bundle: id('a1') }], []],
    [
      'what comes after the own head',
      [{ lane: lane('a'), seq: 9, bundle: id('a9') }],
      [{ lane: lane('a'), from: 4, to: 9, after: id('a3') }],
    ],
    [
      'a lane that is new, from the first',
      [{ lane: lane('c'), seq: 2, bundle: id('c2') }],
      [{ lane: lane('c'), from: 1, to: 2 }],
    ],
    [
      'the last bundle where it differs: a fork',
      [{ lane: lane('b'), seq: 2, bundle: id('x2') }],
      [{ lane: lane('b'), from: 2, to: 2 }],
    ],
  ])('%s', (_name, theirs, wants) => {
    expect(missing(theirs, mine)).toEqual(wants)
  })

  it('asks in rounds of bounded size', () => {
    const wants = ['a', 'b', 'c'].map((name) => ({ lane: lane(name), from: 5, to: 500 }))
    expect(roundOf(wants, 2, 10)).toEqual([
      { lane: lane('a'), from: 5, to: 14 },
      { lane: lane('b'), from: 5, to: 14 },
    ])
  })
})

describe('reservations', () => {
  it('let one peer pull a lane, and tell the others when it is free', () => {
    let now = 0
    const told: NodeKey[][] = []
    const reservations = createReservations(() => now, 5_000)
    reservations.onReleased((waiting) => told.push([...waiting]))
    expect(reservations.take(lane('a'), ann)).toBe(true)
    expect(reservations.take(lane('a'), ann)).toBe(true)
    expect(reservations.take(lane('a'), bob)).toBe(false)
    now = 4_000
    reservations.touch(lane('a'), ann)
    now = 8_000
    expect(reservations.take(lane('a'), bob)).toBe(false)
    reservations.release(ann)
    expect(told).toEqual([[bob]])
    expect(reservations.take(lane('a'), bob)).toBe(true)
  })

  it('are lost by a peer that does not move its lane', () => {
    let now = 0
    const reservations = createReservations(() => now, 5_000)
    reservations.take(lane('a'), ann)
    now = 5_000
    expect(reservations.take(lane('a'), bob)).toBe(true)
    reservations.touch(lane('a'), ann)
    reservations.release(ann)
    expect(reservations.take(lane('a'), ann)).toBe(false)
  })
})
