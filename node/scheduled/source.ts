// A source, opened for one run: which kind it is, and what it gives. Everything that is asked goes through node/outbound.
import { stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { type Auth, authorization, readAll, refusalOf } from '../feeds/asking.ts'
import { filesOfFolder, filesOfUrl } from '../feeds/misp-feed.ts'
import { feedLimits } from '../feeds/limits.ts'
import { importerOf } from '../feeds/index.ts'
import { type Answer, type Outbound, type OutboundOptions, createOutbound, urlOf } from '../outbound/request.ts'
import { ScheduledError } from './codes.ts'
import { openFile, openFolder } from './local.ts'
import { scheduledLimits } from './limits.ts'
import { openMisp } from './misp.ts'
import { type OpenOptions, type Opened, counted, fileSource, firstBytes, onePart } from './opened.ts'
import { readSecrets } from './secrets.ts'
import { openTaxii } from './taxii.ts'
import type { Condition, SourceSpec } from './types.ts'

export function isUrl(location: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(location)
}

/** What goes together, as far as it can be told without asking. Throws `feed-invalid`, `url-refused`, `format-unknown`. */
export function assertSource(source: SourceSpec): void {
  const { location, format, collection, authFile, caFile, certFile, keyFile, allowPrivate } = source
  importerOf(format)
  const invalid = (why: string): never => {
    throw new ScheduledError('feed-invalid', why)
  }
  const files = { authFile, caFile, certFile, keyFile }
  for (const [name, path] of Object.entries(files)) {
    if (path !== undefined && !isAbsolute(path)) invalid(`${name} is no absolute path`)
  }
  if ((certFile === undefined) !== (keyFile === undefined)) invalid('a client certificate and its key go together')
  if (collection !== undefined && format !== 'taxii') invalid('a collection is of format taxii')
  if (!isUrl(location)) {
    if (!isAbsolute(location))
      invalid(`${JSON.stringify(location.slice(0, 200))} is neither a URL nor an absolute path`)
    if (Object.values(files).some((path) => path !== undefined)) invalid('credentials and certificates are for URLs')
    return
  }
  const url = urlOf(location)
  if (authFile !== undefined && url.protocol === 'http:' && allowPrivate !== true) {
    invalid('credentials are sent over https; over http only where private ranges are allowed')
  }
}

/**
 * Opens a source. Rejects with ScheduledError, FeedError and OutboundError; so do its parts. Nothing of a source that is as
 * it was is read.
 */
export async function openSource(source: SourceSpec, open: OpenOptions): Promise<Opened> {
  assertSource(source)
  return isUrl(source.location) ? openUrl(source, open) : openPath(source, open)
}

async function openPath(source: SourceSpec, open: OpenOptions): Promise<Opened> {
  const { location, format } = source
  const found = await stat(location).catch((cause: unknown) => {
    throw new ScheduledError('source-unreadable', `${location} cannot be read`, { cause })
  })
  if (found.isFile()) return openFile(source, open)
  if (!found.isDirectory()) throw new ScheduledError('source-unreadable', `${location} is neither a file nor a folder`)
  const manifest = await stat(join(location, 'manifest.json')).catch(() => undefined)
  if (format === 'misp' || (format === 'auto' && manifest?.isFile() === true)) {
    try {
      return await openMisp(filesOfFolder(location), open)
    } catch (error) {
      // Another manifest: a folder like any other. Without one, events one by one.
      const isOther = error instanceof Error && 'code' in error && String(error.code).startsWith('source-')
      if (!isOther || (format === 'misp' && manifest !== undefined)) throw error
    }
  }
  return openFolder(source, open)
}

async function openUrl(source: SourceSpec, open: OpenOptions): Promise<Opened> {
  const { auth, tls } = await readSecrets(source)
  const outbound = createOutbound(outboundOptions(source, tls))
  try {
    const opened = await openWith(outbound, source, auth, open)
    return { ...opened, [Symbol.asyncDispose]: () => outbound[Symbol.asyncDispose]() }
  } catch (error) {
    await outbound[Symbol.asyncDispose]()
    throw error
  }
}

async function openWith(
  outbound: Outbound,
  source: SourceSpec,
  auth: Auth | undefined,
  open: OpenOptions,
): Promise<Opened> {
  const { location, format } = source
  const counter = { bytes: 0 }
  const ask: Outbound['ask'] = async (url, asked) => {
    const answer = await outbound.ask(url, asked)
    return { ...answer, body: counted(answer.body, counter) }
  }
  const bytes = (): number => counter.bytes
  if (format === 'taxii') return { ...(await openTaxii(ask, source, auth, open)), bytes }
  if (isMispFeed(location, format)) {
    const files = filesOfUrl(ask, location, auth, open.signal)
    return { ...(await openMisp(files, open)), bytes }
  }
  const headers = { ...conditionOf(open), ...authorization(auth) }
  const answer = await ask(location, { headers, signal: open.signal })
  return { ...(await openAnswer(answer, source, open)), bytes }
}

async function openAnswer(answer: Answer, { location, format }: SourceSpec, open: OpenOptions): Promise<Opened> {
  const { status, headers, body } = answer
  const known = open.memory.condition
  if (status === 304 && !open.anew && known !== undefined) {
    await readAll(body, feedLimits.refusalMaxBytes, location)
    return { ...fileSource('url'), parts: undefined, finished: () => open.memory }
  }
  if (status !== 200) throw await refusalOf(answer)
  const sourceName = nameIn(location)
  const options = { ...open.options, ...(sourceName !== undefined && { sourceName }) }
  const condition: Condition = {
    ...(headers.etag !== undefined && { etag: headers.etag }),
    ...(headers['last-modified'] !== undefined && { lastModified: headers['last-modified'] }),
  }
  const taken = open.lookOnly === true ? firstBytes(body) : body
  return {
    ...fileSource('url'),
    parts: onePart(importerOf(format).parse(taken, options)),
    finished: () => ({ condition }),
  }
}

function conditionOf({ memory: { condition }, anew }: OpenOptions): Record<string, string> {
  if (anew || condition === undefined) return {}
  const { etag, lastModified } = condition
  return {
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
  }
}

/** A feed by its manifest, or the folder below which it lies; with another file's name it is that file. */
function isMispFeed(location: string, format: string): boolean {
  const path = URL.parse(location)?.pathname ?? ''
  const last = path.slice(path.lastIndexOf('/') + 1)
  if (last === 'manifest.json') return format === 'misp' || format === 'auto'
  return format === 'misp' && !last.includes('.')
}

/** The last part of a URL's path: some formats look at the name of a file. */
function nameIn(location: string): string | undefined {
  const last = URL.parse(location)?.pathname.split('/').at(-1) ?? ''
  try {
    return last === ''
      ? undefined
      : decodeURIComponent(last)
          .replace(/.*[/\\]/, '')
          .slice(0, 255) || undefined
  } catch {
    return last.slice(0, 255)
  }
}

function outboundOptions(source: SourceSpec, tls: Pick<OutboundOptions, 'ca' | 'cert' | 'key'>): OutboundOptions {
  const { allowPrivate = false } = source
  const { timeoutMs = scheduledLimits.defaultTimeoutMs, maxBytes = scheduledLimits.defaultMaxBytes } = source
  return { allowPrivate, timeoutMs, maxBytes, ...tls }
}
