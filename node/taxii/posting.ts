// POST and DELETE: objects that a tool of this member hands in become statements, its revocations and deletions withdraw
// them. Every object is answered for: what is told as a success is durable.
import { isDeepStrictEqual } from 'node:util'
import { v4 } from 'uuid'
import type { MemberId, StatementId } from '../../protocol/ids.ts'
import { compareTlp } from '../../protocol/marking.ts'
import { nodeReader, type Reader } from '../access/access.ts'
import { actorOf } from '../audit/actors.ts'
import type { NodeFacade } from '../api/facade.ts'
import { observableOf } from '../exports/index.ts'
import type { DocumentObject } from '../feeds/types.ts'
import { callerOf } from '../push/key.ts'
import { readBody, tooLarge } from '../push/body.ts'
import { pushLimits } from '../push/limits.ts'
import { createSlots } from '../push/slots.ts'
import type { PushEncoding, PushReceipt } from '../push/types.ts'
import type { Store, StoredStatement } from '../store/types.ts'
import { holds, mayWriteTo } from './collections.ts'
import { type PostedObject, parseEnvelope } from './envelope.ts'
import { TaxiiError } from './errors.ts'
import type { ObjectVersion } from './history.ts'
import { strictnessOf } from './posted-markings.ts'
import { heldIndicators } from './seen.ts'
import { deletedReason, feedOf, formatPosted, postedAs, revokedReason, supersededReason } from './records.ts'
import { Outcomes } from './outcomes.ts'
import { type Status, openStatuses } from './statuses.ts'
import { formatMicros } from './times.ts'
import type { Collection, VersionMatch } from './types.ts'

export interface PostingDeps {
  readonly store: Pick<Store, 'meta' | 'putMeta' | 'pages' | 'statement'>
  readonly own: MemberId
  readonly pushes: NodeFacade['pushes']
  readonly publish: NodeFacade['publish']
  /** Every version of an object, of which `reader` may know. */
  readonly versions: (reader: Reader, id: string) => Promise<ObjectVersion[]>
  /** Keeps that the id is somebody else's, of whom the token may not know. */
  readonly contest: (id: string, feed: string) => Promise<void>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
}

export interface PostOptions {
  readonly encoding: PushEncoding
  /** Bytes of the body as it travels, where that is known before. */
  readonly length?: number
  readonly signal?: AbortSignal
}

export interface Posting {
  /**
   * Throws `taxii-read-only`, `taxii-envelope-invalid`, and as `pushes.push` does, where nothing of the envelope is taken.
   */
  post(reader: Reader, collection: Collection, body: AsyncIterable<Uint8Array>, options: PostOptions): Promise<Status>
  /** Throws `taxii-status-unknown`. */
  status(reader: Reader, id: string): Status
  /** Throws `taxii-read-only`, `taxii-object-unknown`, `taxii-object-foreign`. */
  remove(reader: Reader, collection: Collection, id: string, versions: VersionMatch | undefined): Promise<void>
}

/** Versions of one object in one envelope. */
const versionsMax = 16

export function createPosting(deps: PostingDeps): Posting {
  const { store, own, clock } = deps
  const statuses = openStatuses(store, clock)
  const slots = createSlots(pushLimits)

  const assertMayWrite = (reader: Reader, collection: Collection): void => {
    if (mayWriteTo(reader, collection)) return
    throw new TaxiiError('taxii-read-only', 'the token may not write to this collection')
  }

  /** Takes back the statements of a posted object that still stand. Gives how many those were. */
  const withdraw = async (
    reader: Reader,
    feed: string,
    version: ObjectVersion,
    posted: { id: string; parts?: number },
    reason: string,
    modified?: number,
  ): Promise<void> => {
    const record = modified === undefined ? {} : { record: formatPosted({ id: posted.id, modified }) }

    const targets = [version.held.id]
    if ((posted.parts ?? 1) > 1) {
      for await (const page of store.pages(nodeReader, { author: own, feed, kind: 'indicator' })) {
        for (const held of page) if (isPartOf(held, posted.id)) targets.push(held.id)
      }
    }
    for (const target of targets) {
      try {
        await deps.publish({ kind: 'withdrawal', target, reason, feed, ...record }, actorOf(reader))
      } catch (error) {
        if (target === version.held.id) throw error
      }
    }
  }

  /** A next version with another category or pattern replaces no statement by itself: what it leaves behind is taken back. */
  const supersede = async (
    reader: Reader,
    feed: string,
    { rows }: PushReceipt,
    before: Map<string, ObjectVersion>,
  ): Promise<void> => {
    if (before.size === 0) return
    const standing = Map.groupBy(
      rows.filter(({ result }) => result !== 'rejected'),
      ({ object = '' }) => object,
    )
    for (const [id, version] of before) {
      const said = (standing.get(id) ?? []).flatMap((row) => (row.result === 'rejected' ? [] : (row.id ?? [])))
      if (said.length === 0) continue
      before.delete(id)
      const now = said.map((one) => store.statement(nodeReader, one as StatementId))
      const kept = now.some((held) => held?.id === version.held.id || held?.statement.replaces === version.held.id)
      if (kept || (await isWithdrawn(version))) continue
      await withdraw(reader, feed, version, postedAs(version.held, own) ?? { id }, supersededReason)
    }
  }

  const isWithdrawn = async ({ id, held }: ObjectVersion): Promise<boolean> =>
    (await deps.versions(nodeReader, id)).some(({ by, held: other }) => by !== undefined && other.id === held.id)

  const post: Posting['post'] = async (reader, collection, body, { encoding, length = 0, signal }) => {
    assertMayWrite(reader, collection)
    if (length > pushLimits.bodyMaxBytes) throw tooLarge(pushLimits.bodyMaxBytes)
    // Room is taken before anything is read: what is posted at once is bounded as what is pushed at once.
    using slot = slots.take(callerOf(reader), length)
    const reserve = (bytes: number): void => slot.reserve(bytes)
    const { pieces } = await readBody(body, { encoding, limits: pushLimits, reserve, signal })
    const { label } = collection
    if (label === undefined) throw new TaxiiError('taxii-read-only', 'the collection has no label')
    const feed = feedOf(reader)
    const at = formatMicros(clock() * 1000)
    const { objects, faulty } = parseEnvelope(Buffer.concat(pieces))
    const strictness = strictnessOf(objects, label)
    const told = new Outcomes(at)
    for (const { id, version, fault } of faulty) told.fail(id, version, fault)

    const taken = new Map<string, PostedObject[]>()
    /** The versions that stand, of objects that get another. */
    const before = new Map<string, ObjectVersion>()
    const context: PostedObject[] = []
    const ends: { object: PostedObject; last: ObjectVersion }[] = []
    /** Of what was deleted and comes again as what it was. */
    const again = new Map<string, number>()
    for (const object of objects) {
      if (object.type !== 'indicator') {
        context.push(object)
        continue
      }
      const known = await deps.versions(nodeReader, object.id)
      const mine = known.filter(
        ({ held }) => postedAs(held, own)?.id === object.id && held.statement.origin?.feed === feed,
      )
      const last = mine.at(-1)
      if (last === undefined && known.length > 0) {
        // It is told only to those who may read it that it is somebody's already.
        const readable = await deps.versions(reader, object.id)
        const theirs = readable.filter(({ held }) => held.member !== own || postedAs(held, own) === undefined)
        if (theirs.length > 0) {
          if (theirs.some((version) => isSame(object, version))) {
            told.succeed(object, 'it is a statement of this network already')
          } else
            told.fail(
              object.id,
              object.version,
              'it is a statement of this network: it is not for this token to change',
            )
          continue
        }
        if (readable.length > 0) {
          told.fail(object.id, object.version, 'it was posted by another token: it is not for this one to change')
          continue
        }
        await deps.contest(object.id, feed)
      }
      if (object.revoked) {
        if (last === undefined) told.fail(object.id, object.version, 'it is not held: there is nothing to revoke')
        else if (last.by !== undefined) told.succeed(object, 'it was revoked before')
        else if (object.modified !== undefined && object.modified < last.modified) told.fail(...older(object))
        else ends.push({ object, last })
        continue
      }
      if (last !== undefined && object.modified !== undefined) {
        const isDeleted = last.by?.statement.reason === deletedReason
        if (isDeleted) again.set(object.id, mine.length)
        else if (mine.some(({ modified, by }) => by === undefined && modified === object.modified)) {
          if (last.by === undefined || last.modified === object.modified) {
            const tlp = mine.findLast(({ modified }) => modified === object.modified)?.held.marking.tlp ?? label
            if (strictness(object) === tlp) told.succeed(object, 'this version is held already')
            else told.fail(object.id, object.version, `this version is held under ${tlp}: only a later one can move it`)
            continue
          }
          told.fail(...older(object))
          continue
        } else if (object.modified < last.modified) {
          told.fail(...older(object))
          continue
        }
      }
      if (last !== undefined && last.by === undefined) {
        // Not every tool may read what it said before, and is told so all the same.
        const { tlp } = last.held.marking
        if (compareTlp(strictness(object), tlp) < 0) {
          told.fail(object.id, object.version, `marking-widened: it was said to fewer, under ${tlp}`)
          continue
        }
        before.set(object.id, last)
      }
      const twin = taken.get(object.id)?.find(({ modified }) => modified === object.modified)
      if (twin === undefined) taken.set(object.id, [...(taken.get(object.id) ?? []), object])
      else if (isDeepStrictEqual(twin.value, object.value)) told.succeed(object, 'it is in the envelope already')
      else told.fail(object.id, object.version, 'this version is in the envelope already, and says something else')
    }

    // Versions of one object one after the other: in one batch the second would be taken for a repetition.
    const rounds: PostedObject[][] = []
    for (const versions of taken.values()) {
      const sorted = [...versions].sort((a, b) => (a.modified ?? 0) - (b.modified ?? 0))
      for (const [round, object] of sorted.entries()) {
        if (round >= versionsMax)
          told.fail(object.id, object.version, `more than ${versionsMax} versions in one envelope`)
        else (rounds[round] ??= []).push(object)
      }
    }
    if (rounds.length === 0 && context.length > 0) rounds.push([])
    const seen = await heldIndicators(context, taken, { reader, feed }, deps)
    for (const [number, round] of rounds.entries()) {
      const batch = [...context, ...round]
      const byId = new Map(batch.map((object) => [object.id, object]))
      const receipt = await deps.pushes.push(bodyOf(batch), {
        ...{ format: 'taxii', feed, marking: label, reader },
        ...(signal !== undefined && { signal }),
        known: (id) => seen.get(id),
        recordOf: (object, part, parts) => recordOf(byId, again, object, part, parts),
      })
      await supersede(reader, feed, receipt, before)
      told.take(receipt, number === 0 ? batch : round)
    }
    for (const { object, last } of ends) {
      const posted = postedAs(last.held, own)
      await withdraw(reader, feed, last, posted ?? { id: object.id }, revokedReason, object.modified)
      told.succeed(object)
    }
    const status = told.status(v4({ random: deps.random(16) }))
    await statuses.keep(callerOf(reader), status)
    return status
  }

  return {
    post,
    status: (reader, id) => {
      const found = statuses.find(callerOf(reader), id.toLowerCase())
      if (found === undefined)
        throw new TaxiiError('taxii-status-unknown', 'no status of this id is kept for this token')
      return found
    },
    remove: async (reader, collection, id, match) => {
      assertMayWrite(reader, collection)
      const feed = feedOf(reader)
      const here = (versions: readonly ObjectVersion[]) => versions.filter(({ held }) => holds(collection, held))
      const known = here(await deps.versions(nodeReader, id))
      const mine = known.filter(({ held }) => postedAs(held, own)?.id === id && held.statement.origin?.feed === feed)
      const last = mine.at(-1)
      if (last === undefined) {
        if (here(await deps.versions(reader, id)).length === 0) throw unknown()
        throw new TaxiiError('taxii-object-foreign', 'the object was not posted by this token')
      }
      const isNamed =
        match === undefined ||
        match.all ||
        match.last ||
        (match.first && mine.length === 1) ||
        match.times.has(last.modified)
      if (last.by !== undefined || !isNamed) throw unknown()
      await withdraw(reader, feed, last, postedAs(last.held, own) ?? { id }, deletedReason)
    },
  }
}

/** Whether it is posted as it was served: what else comes under the id of a statement would be told to nobody. */
function isSame({ value, modified, revoked }: PostedObject, { held, by, ...served }: ObjectVersion): boolean {
  const { pattern } = value
  const isAbout = typeof pattern !== 'string' || pattern === observableOf(held.statement.subject).pattern
  return modified === served.modified && revoked === (by !== undefined) && isAbout
}

function unknown(): TaxiiError {
  return new TaxiiError('taxii-object-unknown', 'no such object is in the collection')
}

function older({ id, version }: PostedObject): [string, string | undefined, string] {
  return [id, version, 'a later version of it is held: an older one cannot be added behind it']
}

function isPartOf({ statement }: StoredStatement, id: string): boolean {
  return statement.origin?.record?.startsWith(`${id}#`) === true
}

/** What the origin of a row says: object and version; of an object that names several subjects, which of them it is. */
function recordOf(
  objects: ReadonlyMap<string, PostedObject>,
  again: ReadonlyMap<string, number>,
  { object: id }: DocumentObject,
  part: number,
  parts: number,
): string {
  const object = objects.get(id)
  if (object?.type !== 'indicator') return id
  const { modified, created } = object
  const count = again.get(id)
  return formatPosted({
    id: part === 0 ? id : `${id}#${part + 1}`,
    ...(modified !== undefined && { modified }),
    ...(created !== undefined && { created }),
    ...(parts > 1 && { parts }),
    ...(count !== undefined && { again: count }),
  })
}

function bodyOf(objects: readonly PostedObject[]): Uint8Array[] {
  return [Buffer.from(JSON.stringify({ objects: objects.map(({ value }) => value) }))]
}
