// Marks of deliveries: the first one at or behind a sequence number covers it, and they survive the store's closing.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../../node/store/index.ts'
import type { DeliveryMark, Store } from '../../../node/store/types.ts'
import type { LaneId, MemberId, NodeKey } from '../../../protocol/ids.ts'

const lane = 'aa'.repeat(32) as LaneId
const other = 'ab'.repeat(32) as LaneId
const bank = 'bank' as MemberId
const bankTwo = 'bank-two' as MemberId
const node = '07'.repeat(32) as NodeKey
const mark = (seq: number, change: Partial<DeliveryMark> = {}): DeliveryMark => ({
  ...{ lane, member: bank, state: 'delivered', seq, at: 1_700_000_000_000 + seq, node },
  ...change,
})

let folder: string
let store: Store
const open = () => openStore(folder, { clock: Date.now })
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entente-deliveries-'))
  store = await open()
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

describe('marks of deliveries', () => {
  it('the first at or behind a sequence number covers it; the newest is asked for without one', async () => {
    await store.putDeliveries([mark(3), mark(200), mark(1000), mark(7, { lane: other })])
    const at = async (seq?: number) => (await store.delivery(lane, bank, 'delivered', seq))?.seq
    expect(await Promise.all([1, 3, 4, 200, 201, 1000, 1001].map(at))).toEqual([3, 3, 200, 200, 1000, 1000, undefined])
    expect(await at()).toBe(1000)
    expect(await store.delivery(lane, bank, 'delivered', 4)).toEqual(mark(200))
  })

  it('states and members whose names begin alike are kept apart', async () => {
    const proof = Buffer.from('as it came')
    await store.putDeliveries([mark(5), mark(2, { state: 'acknowledged', proof }), mark(9, { member: bankTwo })])
    const found = await store.delivery(lane, bank, 'acknowledged')
    expect(found).toMatchObject({ seq: 2, node })
    expect(Buffer.from(found!.proof!)).toEqual(proof)
    expect((await store.delivery(lane, bank, 'delivered'))?.seq).toBe(5)
    expect((await store.delivery(lane, bankTwo, 'delivered'))?.seq).toBe(9)
    expect(await store.delivery(lane, bankTwo, 'acknowledged')).toBeUndefined()
  })

  it('names the members that left marks in a lane, and in no other', async () => {
    const more = [mark(1), mark(2), mark(2, { state: 'acknowledged' }), mark(1, { member: bankTwo })]
    await store.putDeliveries([...more, mark(1, { lane: other, member: 'zeta' as MemberId })])
    expect(await store.deliveredTo(lane)).toEqual([bank, bankTwo])
    expect(await store.deliveredTo('ac'.repeat(32) as LaneId)).toEqual([])
  })

  it('survive a restart, and a scrub finds nothing wrong with them', async () => {
    await store.putDeliveries([mark(4)])
    await store.close()
    store = await open()
    expect(await store.delivery(lane, bank, 'delivered', 1)).toEqual(mark(4))
    expect(await Array.fromAsync(store.verify())).toEqual([])
  })
})
