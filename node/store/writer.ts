// The one writer: takes whatever is queued, live before import, into one atomic synced batch after the other, and
// prepares the next while LevelDB writes. After a failed write it is dead: nothing is ever retried as a success.
import type { BundleId, LaneId } from '../../protocol/ids.ts'
import { Batches } from './batches.ts'
import type { BundleRecord } from './bundles.ts'
import type { Database } from './database.ts'
import { StoreError, storeErrorOf } from './errors.ts'
import { type Ahead, Group } from './group.ts'
import { Listeners } from './listeners.ts'
import type { CommitBundle, Committed, Pressure } from './types.ts'

const groupMaxBytes = 2 ** 20
const queueMaxBytes = 8 * 2 ** 20

interface Waiting {
  readonly settle: () => void
  readonly fail: (error: StoreError) => void
}
interface Queued extends Waiting {
  readonly commit: CommitBundle
  readonly bytes: number
  committed: Committed | undefined
}

export interface WriterOptions {
  readonly clock: () => number
  readonly ahead: Ahead
  /** Called when a group is durable, before its promises resolve. */
  readonly onDurable: (group: Group) => void
  readonly onFailure: (error: StoreError) => void
}

export class Writer {
  readonly #database: Database
  readonly #batches: Batches
  readonly #options: WriterOptions
  readonly #live: Queued[] = []
  readonly #import: Queued[] = []
  readonly #importLanes = new Map<LaneId, number>()
  /** Last sequence number of each lane that was given to commit. */
  readonly #accepted = new Map<LaneId, number>()
  readonly #opening = new Set<BundleId>()
  readonly #drained = new Listeners()
  readonly #written = new Listeners()
  #waiting: (Waiting | Queued)[] = []
  #group: Group
  #writing: Promise<void> | undefined
  #scheduled = false
  #queuedBytes = 0
  #queuedBundles = 0
  #failure: StoreError | undefined

  constructor(database: Database, options: WriterOptions) {
    this.#database = database
    this.#batches = new Batches(database)
    this.#options = options
    this.#group = new Group(database, options.ahead, undefined, this.#batches.take())
  }

  pressure(): Pressure {
    return { bundles: this.#queuedBundles, bytes: this.#queuedBytes, full: this.#queuedBytes >= queueMaxBytes }
  }

  async drained(): Promise<void> {
    while (this.pressure().full) await new Promise<void>((resolve) => this.#drained.once(resolve))
  }

  commit(commit: CommitBundle): Promise<Committed> {
    checkParts(commit)
    const { lane, header } = commit.bundle
    const last = this.#accepted.get(lane) ?? this.#options.ahead.heads.get(lane)?.seq ?? 0
    if (header.seq !== last + 1) {
      throw new StoreError('store-order', `Lane ${lane} is at ${last}; bundle ${header.seq} does not follow.`)
    }
    this.#accepted.set(lane, header.seq)
    return new Promise((resolve, reject) => {
      const queued: Queued = {
        commit,
        bytes: sizeOf(commit),
        committed: undefined,
        settle: () => {
          if (queued.committed !== undefined) resolve(queued.committed)
        },
        fail: reject,
      }
      this.#queuedBytes += queued.bytes
      this.#queuedBundles += 1
      this.#enqueue(queued)
    })
  }

  /** Anything else that must be durable: `change` fills the group that is written next. */
  change(change: (group: Group) => void): Promise<void> {
    change(this.#group)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ settle: resolve, fail: reject })
      this.#schedule()
    })
  }

  /** Takes in what a bundle says that is held unopened. */
  async open(commit: CommitBundle, before: BundleRecord): Promise<void> {
    const { id } = commit.bundle
    this.#opening.add(id)
    try {
      await this.change((group) => group.open(commit, before, this.#options.clock() * 1000))
    } finally {
      this.#opening.delete(id)
    }
  }

  isOpening(id: BundleId): boolean {
    return this.#opening.has(id)
  }

  /** Whether bundles of the lane wait or are being written. */
  isWriting(lane: LaneId): boolean {
    return this.#accepted.has(lane)
  }

  /** Resolves when nothing of the lane waits or is being written; rejects where the store failed. */
  async laneWritten(lane: LaneId): Promise<void> {
    while (this.isWriting(lane)) {
      if (this.#failure !== undefined) throw this.#failure
      await new Promise<void>((resolve) => this.#written.once(resolve))
    }
  }

  /** Resolves when nothing waits or is written. */
  async idle(): Promise<void> {
    while (this.#writing !== undefined || this.#scheduled || this.#waiting.length > 0) {
      await (this.#writing ?? new Promise<void>((resolve) => setImmediate(resolve)))
    }
  }

  #enqueue(queued: Queued): void {
    const lane = queued.commit.bundle.lane
    if (!queued.commit.live) {
      this.#import.push(queued)
      this.#importLanes.set(lane, (this.#importLanes.get(lane) ?? 0) + 1)
    } else {
      // A lane's order holds: what waits of it among the imports goes first.
      if (this.#importLanes.has(lane)) {
        const mine = this.#import.filter((other) => other.commit.bundle.lane === lane)
        const others = this.#import.filter((other) => other.commit.bundle.lane !== lane)
        this.#import.splice(0, this.#import.length, ...others)
        this.#importLanes.delete(lane)
        this.#live.push(...mine)
      }
      this.#live.push(queued)
    }
    this.#fill()
    this.#schedule()
  }

  /** Takes what waits into the next group, up to its size. */
  #fill(): void {
    while (this.#group.bytes < groupMaxBytes) {
      const queued = this.#live.shift() ?? this.#shiftImport()
      if (queued === undefined) return
      try {
        queued.committed = this.#group.add(queued.commit, this.#options.clock() * 1000)
      } catch (cause) {
        this.fail(storeErrorOf(cause, 'A bundle cannot be written'))
        return
      }
      this.#waiting.push(queued)
    }
  }

  #shiftImport(): Queued | undefined {
    const queued = this.#import.shift()
    if (queued === undefined) return undefined
    const lane = queued.commit.bundle.lane
    const left = (this.#importLanes.get(lane) ?? 1) - 1
    if (left === 0) this.#importLanes.delete(lane)
    else this.#importLanes.set(lane, left)
    return queued
  }

  #schedule(): void {
    if (this.#scheduled || this.#writing !== undefined) return
    this.#scheduled = true
    // What the same turn still brings goes into the same write.
    setImmediate(() => {
      this.#scheduled = false
      if (this.#writing === undefined && this.#isFilled()) this.#writing = this.#run()
    })
  }

  /** Somebody may wait for a group that holds nothing yet: audit entries come to it when it is written. */
  #isFilled(): boolean {
    return !this.#group.empty || this.#waiting.length > 0
  }

  async #run(): Promise<void> {
    try {
      while (this.#isFilled()) await this.#writeGroup()
    } catch (cause) {
      this.fail(storeErrorOf(cause, 'A write failed'))
    } finally {
      this.#writing = undefined
    }
  }

  async #writeGroup(): Promise<void> {
    const group = this.#group
    const waiting = this.#waiting
    const written = group.write()
    this.#waiting = []
    this.#group = new Group(this.#database, this.#options.ahead, group, this.#batches.take())
    try {
      // While the disk works: the next group.
      this.#fill()
      await written
    } catch (cause) {
      this.#waiting.push(...waiting)
      throw cause
    }
    this.#group.forgetBefore()
    await this.#batches.giveBack(group.batch, group.bytes)
    this.#options.onDurable(group)
    for (const queued of waiting) {
      if ('commit' in queued) this.#leave(queued)
      queued.settle()
    }
    this.#written.notify()
    if (!this.pressure().full) this.#drained.notify()
    this.#fill()
  }

  #leave(queued: Queued): void {
    this.#queuedBytes -= queued.bytes
    this.#queuedBundles -= 1
    const lane = queued.commit.bundle.lane
    if (this.#accepted.get(lane) === queued.commit.bundle.header.seq) this.#accepted.delete(lane)
  }

  /** Rejects everything that waits; the store refuses everything from here on. */
  fail(error: StoreError): void {
    this.#failure ??= error
    this.#options.onFailure(error)
    const waiting = [...this.#waiting.splice(0), ...this.#live.splice(0), ...this.#import.splice(0)]
    for (const queued of waiting) queued.fail(error)
    this.#queuedBytes = 0
    this.#queuedBundles = 0
    this.#written.notify()
    this.#drained.notify()
  }
}

function sizeOf({ bundle }: CommitBundle): number {
  let bytes = bundle.bytes.byteLength
  for (const { statement } of bundle.slots) bytes += (statement?.byteLength ?? 0) + 64
  bytes += bundle.sealed?.byteLength ?? 0
  return bytes
}

function checkParts({ bundle, statements, subjectKeys }: CommitBundle): void {
  const count = bundle.slots.length
  const whole = bundle.header.count === count || (count === 0 && bundle.sealed !== undefined)
  if (!whole || statements.length !== count || (subjectKeys?.length ?? count) !== count) {
    throw new StoreError('store-order', 'Slots, statements and the count of the header differ.')
  }
  for (const [index, { salt, statement, leaf }] of bundle.slots.entries()) {
    if (
      statement === undefined ? leaf?.byteLength === 32 && statements[index] === undefined : salt?.byteLength === 16
    ) {
      continue
    }
    throw new StoreError('store-order', `Slot ${index} has neither a salt and a statement nor a leaf.`)
  }
}
