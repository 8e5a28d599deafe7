// What a token may do, whatever it may read: scopes, which of them a role may hold, and which it is given by default.
import type { Role } from '../access/access.ts'

export const scopeMeanings = {
  read: 'look up, list and show statements',
  watch: 'follow statements as they arrive',
  evidence: 'export evidence files',
  publish: 'publish statements',
  import: 'import feeds',
  force: 'say what the gate of quality holds',
  network: 'see the charter and the members of the network',
  audit: 'read the audit log',
  admin: 'run the node: tokens, control objects, peers, doctor, verify',
} as const satisfies Record<string, string>

export type Scope = keyof typeof scopeMeanings
export const scopes = Object.keys(scopeMeanings) as Scope[]

export function isScope(name: string): name is Scope {
  return Object.hasOwn(scopeMeanings, name)
}

interface RoleScopes {
  readonly preset: readonly Scope[]
  /** All that a token of this role may be given. */
  readonly most: readonly Scope[]
}

const staff: readonly Scope[] = ['read', 'watch', 'evidence', 'publish', 'network']

export const roleScopes: Readonly<Record<Role, RoleScopes>> = {
  staff: { preset: staff, most: [...staff, 'import', 'force', 'audit'] },
  client: { preset: ['read', 'watch'], most: ['read', 'watch', 'evidence'] },
  // A feed hands in and reads nothing back, unless that is asked for.
  feed: { preset: ['publish', 'import'], most: ['publish', 'import', 'read'] },
  admin: { preset: [...staff, 'import', 'admin'], most: scopes },
}
