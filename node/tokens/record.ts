// A token as the store keeps it: JSON, with the hash of its secret in place of the secret.
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { roles } from '../access/access.ts'
import { tlpLabels } from '../../protocol/names.ts'
import { scopes } from './scopes.ts'
import type { Token } from './types.ts'

const closed = { additionalProperties: false } as const
const Ms = Type.Integer({ minimum: 0 })

const Kept = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9a-f]{16}$' }),
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    name: Type.String(),
    role: Type.Enum([...roles]),
    clearance: Type.Enum([...tlpLabels.names]),
    groups: Type.Array(Type.String()),
    scopes: Type.Array(Type.Enum([...scopes])),
    rate: Type.Integer({ minimum: 1 }),
    createdAt: Ms,
    createdBy: Type.String(),
    expiresAt: Ms,
    revokedAt: Type.Optional(Ms),
  },
  closed,
)
/** `hash`: SHA-256 of the secret, in hexadecimal. */
export type KeptToken = Token & { readonly hash: string }

const check = Compile(Kept)

export function encodeToken(token: KeptToken): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(token))
}

/** `undefined` for what is no token: whoever opens the store with it must not go on. */
export function decodeToken(bytes: Uint8Array): KeptToken | undefined {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
  return check.Check(value) ? value : undefined
}
