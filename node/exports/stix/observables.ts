// Subjects as observables of STIX, and as patterns that name them.
import type { Subject } from '../../../protocol/statement-shape.ts'
import { chains } from '../../../protocol/subjects/index.ts'
import { ownExtension } from '../../feeds/stix/ids.ts'
import { strictUri } from '../../feeds/stix/uris.ts'
import { observableId } from '../ids.ts'
import type { StixObject } from './markings.ts'

export interface Observable {
  /** Made when it is asked for: its id is a hash, and a pattern needs none. */
  readonly object: StixObject
  readonly pattern: string
}

/** Observables that STIX does not have, under the extensions that others publish them with. */
const newObservables: Readonly<Record<string, string>> = {
  'cryptocurrency-wallet': 'extension-definition--be78509e-6958-51b1-8b26-d17ee0eba2d7',
  'cryptocurrency-transaction': 'extension-definition--151d042d-4dcf-5e44-843f-1024440318e5',
  'bank-account': 'extension-definition--f19f3291-6a84-5674-b311-d75a925d5bd9',
  'phone-number': 'extension-definition--14a97ee2-e666-5ada-a6bd-b7177f79e211',
}

const hashNames: Readonly<Record<string, string>> = { md5: 'MD5', sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' }

const symbols: ReadonlyMap<string, string> = new Map(
  chains.map(({ id, names }) => [id, [...names].sort((a, b) => a.length - b.length)[0]?.toUpperCase() ?? id]),
)

/** The shortest name of a chain, as exchanges write it: BTC, ETH. A chain without one stands under its CAIP-2 id. */
export function symbolOf(chain: string): string {
  return symbols.get(chain) ?? chain
}

export function observableOf(subject: Subject): Observable {
  const { kind, chain = '', value } = subject
  switch (kind) {
    case 'address':
      return observable('cryptocurrency-wallet', { value }, { chain })
    case 'transaction':
      return observable('cryptocurrency-transaction', { symbol: symbolOf(chain), value }, { chain })
    case 'domain':
      return observable('domain-name', { value })
    case 'url':
      return observable('url', { value: strictUri(value) })
    case 'ip':
      return observable(value.includes(':') ? 'ipv6-addr' : 'ipv4-addr', { value })
    case 'email':
      return observable('email-addr', { value })
    case 'phone':
      return observable('phone-number', { value })
    case 'iban':
      return observable('bank-account', { iban: value })
    case 'account': {
      const colon = value.indexOf(':')
      return observable('user-account', { account_login: value.slice(colon + 1), account_type: value.slice(0, colon) })
    }
    case 'file-hash': {
      const colon = value.indexOf(':')
      const name = hashNames[value.slice(0, colon)] ?? ''
      const hash = value.slice(colon + 1)
      return {
        get object() {
          return objectOf('file', { hashes: { [name]: hash } })
        },
        pattern: `[file:hashes.'${name}' = ${quoted(hash)}]`,
      }
    }
  }
}

function observable(type: string, properties: Readonly<Record<string, string>>, own: object = {}): Observable {
  const tests = Object.entries(properties).map(([name, value]) => `${type}:${name} = ${quoted(value)}`)
  return {
    get object() {
      return objectOf(type, properties, own)
    },
    pattern: `[${tests.join(' AND ')}]`,
  }
}

/** By itself it says nothing of its subject: that is what `context` tells our own importer. */
function objectOf(type: string, properties: object, own: object = {}): StixObject {
  const extension = newObservables[type]
  return {
    type,
    spec_version: '2.1',
    id: observableId(type, properties),
    ...properties,
    extensions: {
      ...(extension !== undefined && { [extension]: { extension_type: 'new-sco' } }),
      [ownExtension]: { extension_type: 'property-extension', context: true, ...own },
    },
  }
}

/** A string of a pattern: quotes and backslashes are escaped (STIX 2.1, 9.2). */
function quoted(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`
}
