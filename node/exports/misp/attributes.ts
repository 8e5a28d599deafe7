// Statements as attributes and objects of MISP.
import { sameAudience } from '../../../protocol/audience.ts'
import { sameMarking } from '../../../protocol/marking.ts'
import type { Subject } from '../../../protocol/statement-shape.ts'
import type { Surfaced } from '../../api/facade.ts'
import { nameOf } from '../facts.ts'
import { type About, endedAt, hasEnded, provenanceOf } from '../provenance.ts'
import { blames } from '../select.ts'
import { symbolOf } from '../stix/observables.ts'
import { exportTime } from '../text.ts'
import type { ExportFacts } from '../types.ts'
import { caveatsOf, statementTags } from './tags.ts'

export interface MispFacts extends ExportFacts {
  readonly about: About
}

/** Where a subject stands in MISP. */
interface Form {
  readonly type: string
  readonly category: string
  readonly value: string
  readonly object?: { readonly name: keyof typeof templates; readonly relation: string; readonly symbol: string }
}

const templates = {
  'coin-address': {
    uuid: 'd0e6997e-78da-4815-a6a1-cfc1c1cb8a46',
    version: '7',
    description: 'An address used in a cryptocurrency',
  },
  'cryptocurrency-transaction': {
    uuid: 'a4aab70f-e43a-48cb-bf82-505de8228dd6',
    version: '3',
    description: 'An object to describe a cryptocurrency transaction.',
  },
} as const

/** Chains whose addresses have a type of their own. */
const coins: ReadonlyMap<string, string> = new Map([
  ['bip122:000000000019d6689c085ae165831e93', 'btc'],
  ['bip122:00000ffd590b1485b3caadc19b22e637', 'dash'],
  ['monero:418015bb9ae982a1975da7d79277c270', 'xmr'],
])
const accounts: ReadonlyMap<string, string> = new Map([
  ['github', 'github-username'],
  ['jabber', 'jabber-id'],
  ['x', 'twitter-id'],
])

/** Sightings and disputes that one attribute shows. */
const sightingsMax = 100

function formOf({ kind, chain = '', value }: Subject): Form {
  const colon = value.indexOf(':')
  switch (kind) {
    case 'address': {
      const coin = coins.get(chain)
      if (coin !== undefined) return { type: coin, category: 'Financial fraud', value }
      const object = { name: 'coin-address', relation: 'address-crypto', symbol: symbolOf(chain) } as const
      return { type: 'text', category: 'Other', value, object }
    }
    case 'transaction': {
      const name = 'cryptocurrency-transaction'
      const object = { name, relation: 'transaction-number', symbol: symbolOf(chain) } as const
      return { type: 'text', category: 'Other', value, object }
    }
    case 'domain':
      return { type: 'domain', category: 'Network activity', value }
    case 'url':
      return { type: 'url', category: 'Network activity', value }
    case 'ip':
      return { type: 'ip-dst', category: 'Network activity', value }
    case 'email':
      return { type: 'email', category: 'Payload delivery', value }
    case 'phone':
      return { type: 'phone-number', category: 'Financial fraud', value }
    case 'iban':
      return { type: 'iban', category: 'Financial fraud', value }
    case 'file-hash':
      return { type: value.slice(0, colon), category: 'Payload delivery', value: value.slice(colon + 1) }
    case 'account': {
      const type = accounts.get(value.slice(0, colon))
      // MISP knows few platforms: elsewhere the account stands with its platform.
      if (type === undefined) return { type: 'text', category: 'Other', value }
      return { type, category: 'Social network', value: value.slice(colon + 1) }
    }
  }
}

/** The value of the attribute that a statement becomes; `undefined` for kinds that become none. */
export function attributeValue({ held }: Surfaced): string | undefined {
  const { kind, subject } = held.statement
  return kind === 'indicator' || kind === 'sighting' ? formOf(subject).value : undefined
}

/** Whether the attribute of a statement stands inside of an object. */
export function isInObject({ held }: Surfaced): boolean {
  return formOf(held.statement.subject).object !== undefined
}

/** Seconds since 1970, as MISP writes times. */
export function seconds(ms: number): string {
  return String(Math.floor(ms / 1000))
}

export function attributeOf(one: Surfaced, facts: MispFacts): object {
  const { held, standing } = one
  const { statement } = held
  const { type, category, value, object } = formOf(statement.subject)
  const { description, firstSeen, lastSeen, confidence, external } = statement
  return {
    uuid: facts.ids.statement(held.id),
    type,
    category,
    ...(object !== undefined && { object_relation: object.relation }),
    value,
    to_ids: standing === 'current' && blames(held),
    comment: description ?? '',
    timestamp: timestampOf(one, facts),
    distribution: '5',
    disable_correlation: false,
    deleted: hasEnded(one),
    ...(firstSeen !== undefined && { first_seen: microTime(firstSeen) }),
    ...(lastSeen !== undefined && { last_seen: microTime(Math.max(lastSeen, firstSeen ?? 0)) }),
    Tag: statementTags(held),
    Sighting: statement.kind === 'sighting' ? [sightingOf(one, '0', facts)] : heardOf(one, facts),
    entente: {
      ...provenanceOf(one, facts),
      ...(confidence !== undefined && { confidence }),
      ...(external !== undefined && { external }),
      ...caveatsOf(held, facts),
    },
  }
}

/** A statement whose subject stands in an object. */
export function objectOf(one: Surfaced, facts: MispFacts): object {
  const { id } = one.held
  const { object } = formOf(one.held.statement.subject)
  if (object === undefined) throw new Error('the subject stands in no object')
  const template = templates[object.name]
  const timestamp = timestampOf(one, facts)
  return {
    uuid: facts.ids.of(`object ${id}`),
    name: object.name,
    'meta-category': 'financial',
    description: template.description,
    template_uuid: template.uuid,
    template_version: template.version,
    timestamp,
    distribution: '5',
    deleted: hasEnded(one),
    // What else is in the object says nothing of its own.
    entente: { statement: id },
    Attribute: [
      attributeOf(one, facts),
      {
        uuid: facts.ids.of(`symbol ${id}`),
        type: 'text',
        category: 'Other',
        object_relation: 'symbol',
        value: object.symbol,
        to_ids: false,
        comment: '',
        timestamp,
        distribution: '5',
        disable_correlation: true,
        deleted: hasEnded(one),
      },
    ],
  }
}

/** The version of what a statement becomes: a MISP that has it looks whether the new one is later. */
function timestampOf(one: Surfaced, { about }: MispFacts): string {
  const issued = Math.floor(one.held.issuedAt / 1000)
  if (!hasEnded(one)) return String(issued)
  return String(Math.max(issued + 1, Math.floor(endedAt(one, about) / 1000)))
}

/** Sightings and disputes of an indicator that were said where it was said: others must not be told by its event. */
export function heard(one: Surfaced, { about }: MispFacts): readonly Surfaced[] {
  const { held } = one
  if (held.statement.kind !== 'indicator') return []
  return about(held)
    .filter(({ held: other, standing }) => {
      const { kind, target } = other.statement
      const speaks = target === held.id && (kind === 'sighting' || kind === 'dispute') && standing !== 'suspect'
      return speaks && sameMarking(other.marking, held.marking) && sameAudience(other.audience, held.audience)
    })
    .slice(0, sightingsMax)
}

function heardOf(one: Surfaced, facts: MispFacts): object[] {
  const { validUntil } = one.held.statement
  const found = heard(one, facts)
    .filter(({ standing }) => standing === 'current' || standing === 'expired')
    .map((other) => sightingOf(other, other.held.statement.kind === 'dispute' ? '1' : '0', facts))
  if (validUntil === undefined) return found
  return [...found, sightingEntry(one, '2', validUntil, `expiration ${one.held.id}`, facts)]
}

function sightingOf(one: Surfaced, type: '0' | '1', facts: MispFacts): object {
  const { firstSeen, lastSeen } = one.held.statement
  return sightingEntry(one, type, lastSeen ?? firstSeen ?? one.held.issuedAt, `sighting ${one.held.id}`, facts)
}

/** `type`: 0 seen, 1 false positive, 2 expiration. */
function sightingEntry(one: Surfaced, type: '0' | '1' | '2', at: number, name: string, facts: MispFacts): object {
  const { member } = one.held
  return {
    uuid: facts.ids.of(name),
    type,
    date_sighting: seconds(at),
    source: '',
    Organisation: { name: nameOf(facts, member), uuid: facts.ids.member(member) },
  }
}

/** As MISP writes times of microseconds. */
function microTime(ms: number): string {
  return exportTime(ms).replace('Z', '000+00:00')
}
