// A MISP feed: manifest.json, and the file of each event that it names, in a folder or below a URL. Events that are as
// they were at the last run are not read again. (hashes.csv answers "which event has this value"; nothing here asks it.)
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { OutboundError } from '../outbound/codes.ts'
import { type Ask, type Auth, authorization, isRecord, parseJson, readAll, refusalOf } from './asking.ts'
import { FeedError } from './errors.ts'
import { feedLimits } from './limits.ts'

/** Opens a file of the feed by its name. Throws FeedError `source-absent`, or as reading from there does. */
export type FeedFiles = (name: string) => Promise<AsyncIterable<Uint8Array>>

export interface ManifestEntry {
  readonly uuid: string
  /** Seconds since 1970, at which the event was changed last. */
  readonly timestamp: number
  readonly info: string
}

export interface MispFeedEvent extends ManifestEntry {
  /** The file's name, for the importer and for reports. */
  readonly name: string
  /** Its bytes, for the importer `misp`. */
  readonly open: () => Promise<AsyncIterable<Uint8Array>>
}

export interface MispFeed {
  /** Those that are new, or changed since `known` (timestamps by uuid), oldest change first. */
  readonly changed: readonly MispFeedEvent[]
  readonly unchanged: number
  /** Known ones that the feed no longer names. */
  readonly gone: readonly string[]
}

export function filesOfFolder(folder: string): FeedFiles {
  return async (name) => {
    const stream = createReadStream(join(folder, name))
    try {
      await new Promise((resolve, reject) => stream.once('open', resolve).once('error', reject))
    } catch (cause) {
      throw new FeedError('source-absent', `${name} is not in the folder of the feed`, { cause })
    }
    return stream as AsyncIterable<Uint8Array>
  }
}

export function filesOfUrl(ask: Ask, base: string, auth?: Auth, signal?: AbortSignal): FeedFiles {
  return async (name) => {
    const root = URL.parse(base)
    if (root === null) throw new OutboundError('url-refused', `${base} is no URL`)
    root.pathname = `${root.pathname.replace(/(?:\/manifest\.json|\/)$/, '')}/${name}`
    const answer = await ask(root.href, { headers: authorization(auth), ...(signal !== undefined && { signal }) })
    if (answer.status === 200) return answer.body
    const refusal = await refusalOf(answer)
    if (answer.status !== 404) throw refusal
    throw new FeedError('source-absent', `${name} is not below the URL of the feed`, { cause: refusal })
  }
}

/** What a feed has that is not known. Throws FeedError `source-malformed` and `source-absent`, and as `files` does. */
export async function openMispFeed(
  files: FeedFiles,
  known: ReadonlyMap<string, number> = new Map(),
): Promise<MispFeed> {
  const entries = await readManifest(files)
  const changed = entries.filter(({ uuid, timestamp }) => known.get(uuid) !== timestamp)
  const named = new Set(entries.map(({ uuid }) => uuid))
  return {
    changed: changed
      .toSorted((a, b) => a.timestamp - b.timestamp)
      .map((entry) => ({ ...entry, name: `${entry.uuid}.json`, open: () => files(`${entry.uuid}.json`) })),
    unchanged: entries.length - changed.length,
    gone: [...known.keys()].filter((uuid) => !named.has(uuid)),
  }
}

const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

async function readManifest(files: FeedFiles): Promise<ManifestEntry[]> {
  const name = 'manifest.json'
  const manifest = parseJson(await readAll(await files(name), feedLimits.manifestMaxBytes, name), name)
  if (!isRecord(manifest)) throw new FeedError('source-malformed', 'manifest.json is no object of events')
  return Object.entries(manifest).map(([uuid, entry]) => {
    const seconds = isRecord(entry) ? Number(entry.timestamp) : Number.NaN
    // The uuid becomes the name of a file: nothing else may stand there.
    if (!uuidForm.test(uuid) || !isRecord(entry) || !Number.isFinite(seconds)) {
      throw new FeedError('source-malformed', 'manifest.json: an event by its uuid, with its timestamp, was expected')
    }
    return { uuid: uuid.toLowerCase(), timestamp: seconds, info: typeof entry.info === 'string' ? entry.info : '' }
  })
}
