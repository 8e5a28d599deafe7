// Whether a subject stands in one of many warninglists: names and values in one map each, ranges by their length, parts of
// text by their first characters. Only expressions are gone through one by one.
import { domainToASCII } from 'node:url'
import { ipBits } from '../../protocol/subjects/ips.ts'
import type { Subject } from '../../protocol/statement-shape.ts'
import { hostOf, parentOf } from './host.ts'
import { Parts } from './parts.ts'
import { Prefixes } from './prefixes.ts'
import { type Hit, Slots, type Speaks, firstOf } from './slots.ts'
import type { Warninglist } from './warninglist.ts'

/** A subject stands in `list`, by `entry`. */
export interface Warning {
  readonly list: string
  readonly entry: string
}

export type WarninglistMatcher = (subject: Subject) => Warning | undefined

export interface MatcherBuilder {
  /** In the order in which lists count. Nothing of the list is kept but its entries. */
  readonly add: (list: Warninglist) => void
  readonly match: WarninglistMatcher
}

export function buildMatcher(): MatcherBuilder {
  const names: string[] = []
  const kinds: Warninglist['kinds'][] = []
  const values = new Slots()
  /** The name and every name below it; `below` of lists of plain values, whose entries say so by a leading dot. */
  const hosts = new Slots()
  const below = new Slots()
  const prefixes = new Prefixes()
  const parts = new Parts()
  const expressions: { readonly test: (text: string) => boolean; readonly hit: Hit }[] = []
  const speaks: Speaks = (list, kind) => kinds[list]?.has(kind) !== false

  const addEntry = ({ type, expressions: compiled }: Warninglist, list: number, entry: string, at: number): void => {
    const lower = entry.toLowerCase()
    switch (type) {
      case 'string':
        values.add(asciiOf(lower.endsWith('.') ? lower.slice(0, -1) : lower), list, entry)
        if (entry.startsWith('.')) below.add(asciiOf(nameOf(lower)), list, entry)
        break
      case 'hostname':
        hosts.add(asciiOf(nameOf(lower)), list, entry)
        break
      case 'cidr':
        prefixes.add(entry, list)
        break
      case 'substring':
        parts.add(entry, list)
        break
      case 'regex': {
        const expression = compiled[at]
        if (expression !== undefined) expressions.push({ test: expression.test, hit: { list, entry } })
      }
    }
  }

  const find = (subject: Subject): Hit | undefined => {
    const { kind } = subject
    const text = textOf(subject)
    const lower = text.toLowerCase()
    let found = firstOf(values.find(lower, kind, speaks), parts.find(lower, kind, speaks))
    const host = hostOf(subject)
    if (host !== undefined) {
      const isIp = kind === 'ip' || (kind === 'url' && ipBits(host) !== undefined)
      if (isIp) found = firstOf(found, prefixes.find(host, kind, speaks))
      for (let name = host; name !== ''; name = parentOf(name)) {
        found = firstOf(found, hosts.find(name, kind, speaks))
        if (kind === 'domain') found = firstOf(found, below.find(name, kind, speaks))
      }
    }
    for (const { test, hit } of expressions) {
      // They are in the order of their lists.
      if (found !== undefined && hit.list >= found.list) break
      if (speaks(hit.list, kind) && test(text)) found = hit
    }
    return found
  }

  return {
    add: (list) => {
      kinds.push(list.kinds)
      const number = names.push(list.name) - 1
      list.entries.forEach((entry, at) => addEntry(list, number, entry, at))
    },
    match: (subject) => {
      const found = find(subject)
      return found === undefined ? undefined : { list: names[found.list] ?? '', entry: found.entry }
    },
  }
}

/** The first of `lists` that a subject stands in. */
export function createWarninglistMatcher(lists: readonly Warninglist[]): WarninglistMatcher {
  const { add, match } = buildMatcher()
  lists.forEach(add)
  return match
}

/** What the list compares: lists hold hashes without their algorithm. */
function textOf({ kind, value }: Subject): string {
  return kind === 'file-hash' ? value.slice(value.indexOf(':') + 1) : value
}

function nameOf(entry: string): string {
  return entry.replace(/^\.|\.$/g, '')
}

/** Names in other scripts as they are asked for (RFC 5891); what is no such name stays. */
function asciiOf(name: string): string {
  return isAscii.test(name) ? name : domainToASCII(name) || name
}

const isAscii = /^[\x20-\x7e]*$/
