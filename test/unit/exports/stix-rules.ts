// What STIX 2.1 requires of each object, as JSON Schema: the tables of its sections 3 (common properties), 4 to 7 and 10.
// OASIS publishes its own schemas in no package; these are written after the specification, stricter where we can be: no
// property beyond those of the tables is let through.
import { Compile, type Validator } from 'typebox/compile'

type Schema = Readonly<Record<string, unknown>>

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
const idOf = (types: string): Schema => ({ type: 'string', pattern: `^(?:${types})--${uuid}$` })
const anyId = idOf('[a-z][a-z0-9]*(?:-[a-z0-9]+)*')
const timestamp: Schema = {
  type: 'string',
  pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z$',
}
const text: Schema = { type: 'string', minLength: 1 }
const list = (items: Schema): Schema => ({ type: 'array', items, minItems: 1 })
const integer = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum })

/** 7.3: an id of an extension definition, and an extension that says of what type it is. No empty lists or objects. */
const extensions: Schema = {
  type: 'object',
  minProperties: 1,
  propertyNames: idOf('extension-definition'),
  additionalProperties: {
    type: 'object',
    required: ['extension_type'],
    properties: {
      extension_type: { enum: ['new-sdo', 'new-sco', 'new-sro', 'property-extension', 'toplevel-property-extension'] },
    },
    propertyNames: { pattern: '^[a-z0-9_]{3,250}$' },
    additionalProperties: {
      anyOf: [
        { type: 'string' },
        { type: 'number' },
        { type: 'boolean' },
        { type: 'array', minItems: 1 },
        { type: 'object', minProperties: 1 },
      ],
    },
  },
}
/** RFC 3986, as the schemas of OASIS ask for it (`format: uri`). */
const uri: Schema = {
  type: 'string',
  pattern:
    "^[A-Za-z][A-Za-z0-9+.-]*:(?://(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@]|\\[[0-9A-Fa-f:.]+\\]|%[0-9A-Fa-f]{2})*)?" +
    "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*" +
    "(?:\\?(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*)?" +
    "(?:#(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*)?$",
}
/** 2.5: a name, and at least one of what it refers by. Two names are kept for ids of their form, and those for them. */
const externalReference: Schema = {
  type: 'object',
  required: ['source_name'],
  not: {
    anyOf: [
      { properties: { source_name: { pattern: '^cve|capec$' } } },
      { properties: { external_id: { pattern: '^CVE-\\d{4}-|CAPEC-\\d+$' } }, required: ['external_id'] },
    ],
  },
  anyOf: ['description', 'url', 'external_id'].map((name) => ({ required: [name] })),
  properties: {
    source_name: text,
    description: text,
    url: uri,
    external_id: text,
  },
  additionalProperties: false,
}

/** 3.2: of SDOs and SROs. */
const common: Readonly<Record<string, Schema>> = {
  created_by_ref: idOf('identity'),
  created: timestamp,
  modified: timestamp,
  revoked: { type: 'boolean' },
  labels: list(text),
  confidence: integer(0, 100),
  external_references: list(externalReference),
  object_marking_refs: list(idOf('marking-definition')),
  extensions,
}

function object(type: string, required: readonly string[], properties: Readonly<Record<string, Schema>>): Schema {
  return {
    type: 'object',
    required: ['type', 'spec_version', 'id', ...required],
    properties: { type: { const: type }, spec_version: { const: '2.1' }, id: idOf(type), ...properties },
    additionalProperties: false,
  }
}

const domain = (type: string, required: readonly string[], properties: Readonly<Record<string, Schema>>): Schema =>
  object(type, ['created', 'modified', ...required], { ...common, ...properties })

/** 3.3: of SCOs. */
const observable = (type: string, required: readonly string[], properties: Readonly<Record<string, Schema>>): Schema =>
  object(type, required, { object_marking_refs: list(idOf('marking-definition')), extensions, ...properties })

/** An observable that an extension defines: it is there. */
const added = (
  type: string,
  extension: string,
  required: readonly string[],
  properties: Readonly<Record<string, Schema>>,
) =>
  observable(type, ['extensions', ...required], {
    ...properties,
    extensions: { allOf: [extensions, { required: [`extension-definition--${extension}`] }] },
  })

const hash = (digits: number): Schema => ({ type: 'string', pattern: `^[0-9a-f]{${digits}}$` })

const schemas: Readonly<Record<string, Schema>> = {
  identity: domain('identity', ['name'], {
    name: text,
    description: text,
    identity_class: { enum: ['individual', 'group', 'system', 'organization', 'class', 'unknown'] },
    sectors: list(text),
  }),
  indicator: domain('indicator', ['pattern', 'pattern_type', 'valid_from'], {
    name: text,
    description: text,
    indicator_types: list({
      enum: [
        'anomalous-activity',
        'anonymization',
        'benign',
        'compromised',
        'malicious-activity',
        'attribution',
        'unknown',
      ],
    }),
    pattern: text,
    pattern_type: { const: 'stix' },
    pattern_version: { const: '2.1' },
    valid_from: timestamp,
    valid_until: timestamp,
  }),
  'observed-data': domain('observed-data', ['first_observed', 'last_observed', 'number_observed', 'object_refs'], {
    first_observed: timestamp,
    last_observed: timestamp,
    number_observed: integer(1, 999_999_999),
    object_refs: list(anyId),
  }),
  opinion: domain('opinion', ['opinion', 'object_refs'], {
    explanation: text,
    opinion: { enum: ['strongly-disagree', 'disagree', 'neutral', 'agree', 'strongly-agree'] },
    object_refs: list(anyId),
  }),
  note: domain('note', ['content', 'object_refs'], { abstract: text, content: text, object_refs: list(anyId) }),
  relationship: domain('relationship', ['relationship_type', 'source_ref', 'target_ref'], {
    relationship_type: { type: 'string', pattern: '^[a-z0-9-]+$' },
    source_ref: anyId,
    target_ref: anyId,
  }),
  sighting: domain('sighting', ['sighting_of_ref'], {
    description: text,
    first_seen: timestamp,
    last_seen: timestamp,
    count: integer(0, 999_999_999),
    sighting_of_ref: idOf('indicator'),
    where_sighted_refs: list(idOf('identity|location')),
  }),
  // 7.2: without a definition, where an extension is one.
  'marking-definition': object('marking-definition', ['created', 'extensions'], {
    created: timestamp,
    created_by_ref: idOf('identity'),
    name: text,
    extensions,
  }),
  'extension-definition': domain(
    'extension-definition',
    ['created_by_ref', 'name', 'schema', 'version', 'extension_types'],
    {
      name: text,
      description: text,
      schema: text,
      version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
      extension_types: list({
        enum: ['new-sdo', 'new-sco', 'new-sro', 'property-extension', 'toplevel-property-extension'],
      }),
    },
  ),
  'domain-name': observable('domain-name', ['value'], { value: text }),
  url: observable('url', ['value'], { value: uri }),
  'ipv4-addr': observable('ipv4-addr', ['value'], {
    value: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+\\.\\d+$' },
  }),
  'ipv6-addr': observable('ipv6-addr', ['value'], { value: { type: 'string', pattern: '^[0-9a-f:]+$' } }),
  'email-addr': observable('email-addr', ['value'], { value: { type: 'string', pattern: '@' } }),
  'user-account': observable('user-account', ['account_login'], { account_login: text, account_type: text }),
  file: observable('file', ['hashes'], {
    hashes: {
      type: 'object',
      minProperties: 1,
      properties: { MD5: hash(32), 'SHA-1': hash(40), 'SHA-256': hash(64), 'SHA-512': hash(128) },
      additionalProperties: false,
    },
  }),
  'cryptocurrency-wallet': added('cryptocurrency-wallet', 'be78509e-6958-51b1-8b26-d17ee0eba2d7', ['value'], {
    value: text,
  }),
  'cryptocurrency-transaction': added(
    'cryptocurrency-transaction',
    '151d042d-4dcf-5e44-843f-1024440318e5',
    ['symbol', 'value'],
    { symbol: text, value: text },
  ),
  'bank-account': added('bank-account', 'f19f3291-6a84-5674-b311-d75a925d5bd9', ['iban'], { iban: text }),
  'phone-number': added('phone-number', '14a97ee2-e666-5ada-a6bd-b7177f79e211', ['value'], { value: text }),
}

const checks = new Map<string, Validator>(
  Object.entries(schemas).map(([type, schema]) => [type, Compile(schema as never)]),
)

export const stixTypes: readonly string[] = Object.keys(schemas)

/** What is wrong with an object, one line a fault. */
export function faultsOf(given: unknown): string[] {
  const { type, id } = given as { type: string; id: string }
  const check = checks.get(type)
  if (check === undefined) return [`${type}: no such type`]
  return check.Check(given) ? [] : check.Errors(given).map((error) => `${id}${error.instancePath}: ${error.message}`)
}
