// The options by which a feed is found and read, as the node takes them: of an import from a URL or a folder, and of a feed
// that is read again and again.
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { type Where, whereOf } from './commands/publish.ts'
import { CliError } from './errors.ts'
import { feedNameOf } from './feed-name.ts'
import { given, wholeNumber } from './input.ts'

export interface AccessOptions {
  readonly collection?: string
  readonly authFile?: string
  readonly caFile?: string
  readonly certFile?: string
  readonly keyFile?: string
  readonly timeout?: string
  readonly maxBytes?: string
  readonly allowPrivate?: boolean
}

/** How a file is read, and what its rows say where they do not say it themselves. */
export interface ReadingOptions {
  readonly format: string
  readonly category?: string
  readonly confidence?: string
  readonly chain?: string
  readonly kind?: string
  readonly columns?: string
  /** false with --no-header, otherwise true */
  readonly header: boolean
  readonly delimiter?: string
  readonly encoding?: string
}

export interface SourceOptions extends Where, AccessOptions, ReadingOptions {
  readonly marking: string
}

export function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
}

export async function isFolder(path: string): Promise<boolean> {
  return path !== '-' && (await stat(path).catch(() => undefined))?.isDirectory() === true
}

/** The body of a call: paths are made absolute, since the node reads them itself. */
export function sourceBody(location: string, name: string, options: SourceOptions): Record<string, unknown> {
  return {
    name,
    location: isUrl(location) ? location : resolve(location),
    format: options.format,
    ...accessOf(options),
    ...whereOf(options),
    ...Object.fromEntries(Object.entries(readingOf(options)).filter(([, value]) => value !== undefined)),
  }
}

export function accessOf(options: AccessOptions): Record<string, unknown> {
  const path = (text: string | undefined): string | undefined => (text === undefined ? undefined : resolve(text))
  return {
    ...given('collection', options.collection),
    ...given('authFile', path(options.authFile)),
    ...given('caFile', path(options.caFile)),
    ...given('certFile', path(options.certFile)),
    ...given('keyFile', path(options.keyFile)),
    ...given('timeoutMs', options.timeout === undefined ? undefined : milliseconds('--timeout', options.timeout)),
    ...given('maxBytes', options.maxBytes === undefined ? undefined : bytesOf('--max-bytes', options.maxBytes)),
    ...given('allowPrivate', options.allowPrivate),
  }
}

export function readingOf(options: SourceOptions): Record<string, string | number | boolean | undefined> {
  return {
    category: options.category,
    confidence: wholeNumber('--confidence', options.confidence, 0, 100),
    chain: options.chain,
    kind: options.kind,
    columns: options.columns,
    header: options.header ? undefined : false,
    delimiter: options.delimiter === '\\t' ? '\t' : options.delimiter,
    encoding: options.encoding,
  }
}

/** Parts of a URL that are the same everywhere, and name no feed. */
const namesNothing = new Set(['manifest.json', 'objects', 'collections', 'taxii2', 'feed', 'feeds'])

/** The name of a feed after the last part of its URL that says something, else its host; of a folder its own. */
export function nameOfSource(location: string): string | undefined {
  if (!isUrl(location)) return feedNameOf(basename(resolve(location)))
  const url = URL.parse(location)
  const parts = url?.pathname.split('/').filter((part) => part !== '' && !namesNothing.has(part)) ?? []
  return feedNameOf(parts.at(-1) ?? url?.hostname ?? '')
}

const units: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }

function bytesOf(name: string, text: string): number {
  const [, count, unit = ''] = /^([1-9]\d{0,12})\s*([kmg]?)$/i.exec(text) ?? []
  if (count === undefined)
    throw new CliError('usage', `${name} takes a number of bytes such as 200M, not ${JSON.stringify(text)}`)
  return Number(count) * (units[unit.toLowerCase()] ?? 1)
}

const spans: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 }

export function milliseconds(name: string, text: string): number {
  const [, count, unit = ''] = /^([1-9]\d{0,5})([smh])$/.exec(text) ?? []
  if (count === undefined)
    throw new CliError('usage', `${name} takes a span such as 30s or 5m, not ${JSON.stringify(text)}`)
  return Number(count) * (spans[unit] ?? NaN)
}
