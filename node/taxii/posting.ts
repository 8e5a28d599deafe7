// POST and DELETE: objects that a tool of this member hands in become statements, its revocations and deletions withdraw
// them. Every object is answered for: what is told as a success is durable.
import { v4 } from 'uuid'
import type { MemberId, StatementId } from '../../protocol/ids.ts'
import { compareTlp } from '../../protocol/marking.ts'
import type { Tlp } from '../../protocol/names.ts'
import { nodeReader, operatorName, type Reader } from '../access/access.ts'
import { actorOf } from '../audit/actors.ts'
import type { NodeFacade } from '../api/facade.ts'
import { tlpMarkings } from '../feeds/stix/ids.ts'
import type { DocumentObject } from '../feeds/types.ts'
import { callerOf } from '../push/key.ts'
import type { PushReceipt } from '../push/types.ts'
import type { Store, StoredStatement } from '../store/types.ts'
import { holds, mayWriteTo } from './collections.ts'
import { type PostedObject, parseEnvelope } from './envelope.ts'
import { TaxiiError } from './errors.ts'
import type { ObjectVersion } from './history.ts'
import { deletedReason, feedPrefix, formatPosted, postedAs, supersededReason } from './records.ts'
import { type Status, type StatusDetail, openStatuses } from './statuses.ts'
import { formatMicros } from './times.ts'
import type { Collection, VersionMatch } from './types.ts'

export interface PostingDeps {
  readonly store: Pick<Store, 'meta' | 'putMeta' | 'pages' | 'statement'>
  readonly own: MemberId
  readonly pushes: NodeFacade['pushes']
  readonly publish: NodeFacade['publish']
  /** Every version of an object, of which `reader` may know. */
  readonly versions: (reader: Reader, id: string) => Promise<ObjectVersion[]>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
}

export interface Posting {
  /**
   * Throws `taxii-read-only`, `taxii-envelope-invalid`, and as `pushes.push` does, where nothing of the envelope is taken.
   */
  post(
    reader: Reader,
    collection: Collection,
    body: Uint8Array,
    options: { readonly signal?: AbortSignal },
  ): Promise<Status>
  /** Throws `taxii-status-unknown`. */
  status(reader: Reader, id: string): Status
  /** Throws `taxii-read-only`, `taxii-object-unknown`, `taxii-object-foreign`. */
  remove(reader: Reader, collection: Collection, id: string, versions: VersionMatch | undefined): Promise<void>
}

const revokedReason = 'revoked'
/** Versions of one object in one envelope. */
const versionsMax = 16

export function createPosting(deps: PostingDeps): Posting {
  const { store, own, clock } = deps
  const statuses = openStatuses(store, clock)

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
  ): Promise<void> => {
    const targets = [version.held.id]
    if ((posted.parts ?? 1) > 1) {
      for await (const page of store.pages(nodeReader, { author: own, feed, kind: 'indicator' })) {
        for (const held of page) if (isPartOf(held, posted.id)) targets.push(held.id)
      }
    }
    for (const target of targets) {
      try {
        await deps.publish({ kind: 'withdrawal', target, reason, feed }, actorOf(reader))
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

  const post: Posting['post'] = async (reader, collection, body, { signal }) => {
    assertMayWrite(reader, collection)
    const { label } = collection
    if (label === undefined) throw new TaxiiError('taxii-read-only', 'the collection has no label')
    const feed = feedOf(reader)
    const at = formatMicros(clock() * 1000)
    const { objects, faulty } = parseEnvelope(body)
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
        if (readable.some(({ held }) => held.member !== own || postedAs(held, own) === undefined)) {
          told.succeed(object, 'it is a statement of this network already')
          continue
        }
        if (readable.length > 0) {
          told.fail(object.id, object.version, 'it was posted by another token: it is not for this one to change')
          continue
        }
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
            told.succeed(object, 'this version is held already')
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
        if (isWider(object, label, last)) {
          const { tlp } = last.held.marking
          told.fail(object.id, object.version, `marking-widened: it was said to fewer, under ${tlp}`)
          continue
        }
        before.set(object.id, last)
      }
      taken.set(object.id, [...(taken.get(object.id) ?? []), object])
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
    for (const [number, round] of rounds.entries()) {
      const batch = [...context, ...round]
      const byId = new Map(batch.map((object) => [object.id, object]))
      const receipt = await deps.pushes.push(bodyOf(batch), {
        ...{ format: 'taxii', feed, marking: label, reader },
        ...(signal !== undefined && { signal }),
        recordOf: (object, part, parts) => recordOf(byId, again, object, part, parts),
      })
      await supersede(reader, feed, receipt, before)
      told.take(receipt, number === 0 ? batch : round)
    }
    for (const { object, last } of ends) {
      const posted = postedAs(last.held, own)
      await withdraw(reader, feed, last, posted ?? { id: object.id }, revokedReason)
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

/** Whether more would have the next version; not every tool may read what it said before, and is told so all the same. */
function isWider({ value }: PostedObject, label: Tlp, { held }: ObjectVersion): boolean {
  const refs = Array.isArray(value['object_marking_refs']) ? (value['object_marking_refs'] as unknown[]) : []
  const stated = refs.flatMap((ref) => tlpMarkings.get(String(ref)) ?? [])
  const strictest = [label, ...stated].reduce((a, b) => (compareTlp(a, b) >= 0 ? a : b))
  return compareTlp(strictest, held.marking.tlp) < 0
}

function unknown(): TaxiiError {
  return new TaxiiError('taxii-object-unknown', 'no such object is in the collection')
}

/** The feed of what a token posts: its holder's name behind a prefix of its own. */
export function feedOf(reader: Reader): string {
  return `${feedPrefix}${reader.kind === 'token' ? reader.name : operatorName}`
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

/** What is told of each object of an envelope. */
class Outcomes {
  readonly #at: string
  readonly #successes: StatusDetail[] = []
  readonly #failures: StatusDetail[] = []

  constructor(at: string) {
    this.#at = at
  }

  succeed({ id, version = this.#at }: Pick<PostedObject, 'id' | 'version'>, message?: string): void {
    this.#successes.push({ id, version, ...(message !== undefined && { message }) })
  }

  fail(id: string, version: string | undefined, message: string): void {
    this.#failures.push({ id, version: version ?? this.#at, message })
  }

  /** Each object of a batch once: with what is wrong, where one of its rows was refused. */
  take({ rows }: PushReceipt, batch: readonly PostedObject[]): void {
    const refused = new Map<string, string[]>()
    const published = new Set<string>()
    for (const row of rows) {
      const { object = '' } = row
      if (row.result !== 'rejected') published.add(object)
      else refused.set(object, [...(refused.get(object) ?? []), `${row.code}: ${row.reason} (${row.value})`])
    }
    const told = new Set<string>()
    for (const object of batch) {
      if (told.has(object.id)) continue
      told.add(object.id)
      const reasons = refused.get(object.id)
      if (reasons !== undefined) {
        const part = published.has(object.id) ? 'in part: ' : ''
        this.fail(object.id, object.version, `${part}${reasons.slice(0, 8).join('; ')}`)
      } else if (published.has(object.id)) this.succeed(object)
      else if (object.type === 'indicator') this.fail(object.id, object.version, 'it names no subject')
      else this.succeed(object, 'taken as context of the other objects: it is no statement of its own')
    }
  }

  status(id: string): Status {
    const [successes, failures] = [this.#successes, this.#failures]
    return {
      ...{ id, status: 'complete', request_timestamp: this.#at },
      total_count: successes.length + failures.length,
      success_count: successes.length,
      ...(successes.length > 0 && { successes }),
      failure_count: failures.length,
      ...(failures.length > 0 && { failures }),
      pending_count: 0,
    }
  }
}
