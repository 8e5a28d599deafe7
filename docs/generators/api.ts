// docs/api.md: the local API, from its OpenAPI document.
import { createApi } from '../../node/api/api.ts'
import type { NodeFacade } from '../../node/api/facade.ts'
import { silentLog } from '../../node/log.ts'
import { table } from './errors.ts'
import { generated } from './pages.ts'

interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly description?: string
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly patternProperties?: Readonly<Record<string, Schema>>
}

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly 'x-scope'?: string
  readonly 'x-open'?: boolean
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly schema: Schema
    readonly description?: string
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >
}

export async function apiPage(): Promise<string> {
  // The routes are only described: nothing of the node is called.
  await using api = await createApi({} as NodeFacade, { log: silentLog, version: '0.0.0' })
  const { paths } = api.openapi() as { paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  return [
    generated,
    '# Local API',
    '',
    'The node of a home serves this API over the Unix socket `HOME/node.sock` (mode 0600), and over HTTP where `config.json` has',
    '`http`; there every request carries `Authorization: Bearer TOKEN` with a [token](access.md#tokens), or from the machine itself',
    'the one in `HOME/api.token`, and the Host header must be a name of this node. Over the socket a token is optional: without',
    'one it is the operator who asks. Each route says which scope of a token it is for; where it says `operator`, no token will do.',
    'What a token may not see is answered as what is not there. `X-Purpose` says why, for the [audit log](audit.md). Where the path',
    'of the socket would be too long, `HOME/node.sock.path` holds the place. The OpenAPI 3.1 document is at `/v1/openapi.json`.',
    '',
    '```',
    'curl --unix-socket ~/.entente/node.sock http://localhost/v1/status',
    `curl --unix-socket ~/.entente/node.sock http://localhost/v1/lookup -H 'content-type: application/json' -d '{"values":["example.com"]}'`,
    '```',
    '',
    'Answers of type `application/x-ndjson` are JSON Lines: they stream as fast as the client reads, and a client that goes ends',
    'the work. An error before the first line is an HTTP status with `{"error":{"code","message","hint"}}`; a later one is a last',
    'line of that shape. Codes: [errors.md](errors.md). Bodies that stream (`application/x-ndjson`, `application/octet-stream`)',
    'have no bound; a line has at most 64 KiB, a JSON body 8 MiB.',
    '',
    ...operations.flatMap(({ path, method, operation }) => section(path, method, operation)),
  ].join('\n')
}

function section(path: string, method: string, operation: Operation): string[] {
  const { parameters = [], requestBody, responses } = operation
  return [
    `## ${method} ${path}`,
    '',
    `${operation.summary}.`,
    '',
    scopeOf(operation),
    '',
    ...(parameters.length === 0
      ? []
      : [
          ...table(
            ['parameter', 'in', 'type', 'meaning'],
            parameters.map(({ name, in: place, required, schema, description }) => [
              `\`${name}\`${required === true ? '' : ' (optional)'}`,
              place,
              typeOf(schema),
              meaningOf({ ...schema, ...(description === undefined ? {} : { description }) }),
            ]),
          ),
          '',
        ]),
    ...Object.entries(requestBody?.content ?? {}).flatMap(([type, { schema }]) => body('Body', type, schema)),
    ...Object.entries(responses['200']?.content ?? {}).flatMap(([type, { schema }]) => body('Answer', type, schema)),
  ]
}

function scopeOf({ 'x-scope': scope = 'operator', 'x-open': open }: Operation): string {
  if (scope === 'operator') return 'For the operator alone.'
  if (scope === 'token') return 'For every token.'
  const strangers = open === true ? '; without a token where `access.publicClear` is set' : ''
  return `Scope: \`${scope}\`${strangers}.`
}

function body(what: string, mediaType: string, schema: Schema): string[] {
  const shapes = schema.anyOf ?? [schema]
  return [
    `${what}: \`${mediaType}\``,
    '',
    ...shapes.flatMap((shape) => {
      const rows = fields(shape, '')
      return rows.length === 0
        ? [`${typeOf(shape)}${shape.description === undefined ? '' : `: ${shape.description}`}`, '']
        : [...table(['field', 'type', 'meaning'], rows), '']
    }),
  ]
}

/** One row a field, those of objects and of arrays of objects with their path. */
function fields(schema: Schema, path: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const optional = schema.required?.includes(name) === true ? '' : ' (optional)'
    const here = `${path}${name}`
    const inner = field.properties === undefined ? field.items : field
    const below = inner?.properties === undefined ? [] : fields(inner, `${here}${inner === field ? '.' : '[].'}`)
    // A statement stands in several answers: it is told once, with the query.
    const known = inner?.properties?.['standing'] !== undefined
    const meaning = known ? 'as in GET /v1/statements' : meaningOf(field)
    return [[`\`${here}\`${optional}`, typeOf(field), meaning], ...(known ? [] : below)]
  })
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(' ')
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' or ')
  if (schema.items !== undefined) return `array of ${typeOf(schema.items)}`
  return typeof schema.type === 'string' ? schema.type : 'any'
}

function meaningOf({ description, default: preset }: Schema): string {
  const parts = [description, preset === undefined ? undefined : `default: ${JSON.stringify(preset)}`]
  return parts.filter((part) => part !== undefined).join('; ')
}
