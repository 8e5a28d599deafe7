// The one reader of config.json and member.json. Unknown keys fail, units stand in the names, secrets are paths to files.
import { type Static, type TSchema, Type } from 'typebox'
import { Errors } from 'typebox/value'
import { memberKinds, tlpLabels } from '../../protocol/names.ts'
import { HomeError } from './errors.ts'

const closed = { additionalProperties: false } as const
const Multiaddr = Type.String({ pattern: '^/(?:[^/\\s]+/?)+$', maxLength: 256 })

const Tlp = Type.Enum([...tlpLabels.names])

/** The API over HTTP beside the Unix socket. Beyond the loopback it needs names and TLS. */
const Http = Type.Object(
  {
    /** An address to listen at, or localhost. */
    host: Type.String({ pattern: '^(?:localhost|[0-9a-fA-F:.]{2,45})$' }),
    port: Type.Integer({ minimum: 0, maximum: 65535 }),
    /** Names and addresses under which it is called, without ports; those of the loopback go without saying. */
    allowedHosts: Type.Optional(Type.Array(Type.String({ pattern: '^[0-9a-z:.-]{1,253}$' }), { maxItems: 16 })),
    /** PEM files, relative to the home. They are read at the start. */
    tls: Type.Optional(
      Type.Object({ certFile: Type.String({ minLength: 1 }), keyFile: Type.String({ minLength: 1 }) }, closed),
    ),
    /** Tokens would go over the network in the open: only where something else secures it. */
    withoutTls: Type.Optional(Type.Boolean()),
  },
  closed,
)
export type Http = Static<typeof Http>

/** What this node lets its readers see: stricter than the charter, never looser. */
const Access = Type.Object(
  {
    /** Requests without a token may read what is TLP:CLEAR and for everyone. */
    publicClear: Type.Optional(Type.Boolean()),
    /** Of one address, with publicClear. */
    publicPerMinute: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
    maxForStaff: Type.Optional(Tlp),
    maxForClients: Type.Optional(Tlp),
    maxForFeeds: Type.Optional(Tlp),
    maxForAdmins: Type.Optional(Tlp),
  },
  closed,
)
export type Access = Static<typeof Access>

/** How the TAXII server presents itself to clients. */
const TaxiiSite = Type.Object(
  {
    title: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    contact: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** Where clients reach this node, for API roots as absolute URLs; relative ones where left out. */
    publicUrl: Type.Optional(Type.String({ pattern: '^https?://[0-9A-Za-z.:\\[\\]-]{1,253}/?$' })),
  },
  closed,
)

export const Config = Type.Object(
  {
    /** Layout of the home; a newer one is refused. */
    format: Type.Literal(1),
    /** The network that this home is pinned to: the hash of its genesis charter. */
    network: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    /** Multiaddrs to listen at; port 0 takes a free one at every start. */
    listen: Type.Array(Multiaddr, { maxItems: 16 }),
    /** Multiaddrs that partners are told to dial, where they differ from what the machine sees (NAT, a proxy). */
    announce: Type.Optional(Type.Array(Multiaddr, { maxItems: 16 })),
    /** Multiaddrs to dial before any node record is known. */
    bootstrap: Type.Optional(Type.Array(Multiaddr, { maxItems: 64 })),
    /** Relative to the home. Kept offline where nothing is being certified. */
    rootKeyFile: Type.Optional(Type.String({ minLength: 1 })),
    governorKeyFile: Type.Optional(Type.String({ minLength: 1 })),
    http: Type.Optional(Http),
    access: Type.Optional(Access),
    taxii: Type.Optional(TaxiiSite),
    syncIntervalMs: Type.Optional(Type.Integer({ minimum: 1000, maximum: 86_400_000 })),
    logLevel: Type.Optional(Type.Enum<('error' | 'warn' | 'info' | 'debug')[]>(['error', 'warn', 'info', 'debug'])),
  },
  closed,
)
export type Config = Static<typeof Config>

export const Profile = Type.Object(
  {
    /** Lower-case letters, digits and dashes. */
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$' }),
    name: Type.String({ minLength: 1, maxLength: 128, pattern: '^[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+$' }),
    kind: Type.Enum([...memberKinds.names]),
    /** ISO 3166-1 alpha-2 */
    jurisdiction: Type.String({ pattern: '^[A-Z]{2}$' }),
  },
  closed,
)
/** The organization that runs the node. */
export type Profile = Static<typeof Profile>

/** Parses the text of `file`; throws HomeError with a code that says what is wrong and a message that says where. */
export function parseFile<Schema extends TSchema>(schema: Schema, text: string, file: string): Static<Schema> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new HomeError('config-malformed', `${file}: ${error instanceof Error ? error.message : 'not JSON'}`, {
      cause: error,
    })
  }
  checkFile(schema, value, file)
  return value as Static<Schema>
}

/** Throws HomeError where `value` does not fit `schema`. */
export function checkFile(schema: TSchema, value: unknown, file: string): void {
  if (typeof value === 'object' && value !== null && 'format' in value && typeof value.format === 'number') {
    if (value.format > 1) throw new HomeError('home-newer', `${file}: format ${value.format} is newer than 1`)
  }
  const errors = Errors(schema, value)
  const first = errors[0]
  if (first === undefined) return
  for (const error of errors) {
    if (error.keyword !== 'additionalProperties') continue
    const keys = error.params.additionalProperties.join(', ')
    throw new HomeError('config-key-unknown', `${file}: unknown key ${keys}${placed(error.instancePath)}`)
  }
  throw new HomeError('config-value-invalid', `${file}: ${first.message}${placed(first.instancePath)}`)
}

function placed(path: string): string {
  return path === '' ? '' : ` at ${path.slice(1).replaceAll('/', '.')}`
}
