// Whether a token may be made as it was asked for, and by whom.
import { operatorName, type TokenReader } from '../access/access.ts'
import { compareTlp } from '../../protocol/marking.ts'
import type { Tlp } from '../../protocol/names.ts'
import { type Bounds, lower } from './bounds.ts'
import { TokenError } from './errors.ts'
import { type Scope, isScope, roleScopes } from './scopes.ts'
import type { Creator, NewToken, Token } from './types.ts'

const namePattern = /^[a-z0-9][a-z0-9._-]{0,62}$/
const reserved = new Set([operatorName, 'node', 'public'])
const dayMs = 86_400_000
const presetDays = 90
const mostDays = 5 * 366
const presetRate = 600
const rateMax = 100_000

export type Given = Omit<Token, 'id' | 'createdAt' | 'createdBy' | 'revokedAt'>

/** What was asked for, where it may be had. `effective`: what of it would count. Throws TokenError. */
export function checkRequest(request: NewToken, { reader }: Creator, effective: Bounds, now: number): Given {
  const { name, role, clearance, groups = [], rate = presetRate, expiresAt = now + presetDays * dayMs } = request
  if (!namePattern.test(name) || reserved.has(name)) {
    throw new TokenError('token-name-invalid', `${JSON.stringify(name)} is no name for the holder of a token`)
  }
  if (effective.clearance !== clearance) {
    throw new TokenError('token-clearance-refused', `a ${role} of this member is cleared for ${effective.clearance}`)
  }
  const unknown = groups.find((group) => !effective.groups.includes(group))
  if (unknown !== undefined) {
    throw new TokenError('token-group-unknown', `the member is in no group ${JSON.stringify(unknown)}`)
  }
  if (!Number.isInteger(rate) || rate < 1 || rate > rateMax) {
    throw new TokenError('token-rate-invalid', `${rate} requests a minute`)
  }
  if (!(expiresAt > now && expiresAt <= now + mostDays * dayMs)) {
    throw new TokenError(
      'token-expiry-invalid',
      `it would expire ${Math.round((expiresAt - now) / dayMs)} days from now`,
    )
  }
  const scopes = scopesOf(request)
  if (reader.kind === 'token') withinOwn(reader, clearance, scopes)
  return { name, role, clearance, groups: [...new Set(groups)].sort(), scopes, rate, expiresAt }
}

function scopesOf({ role, scopes: asked }: NewToken): Scope[] {
  const { preset, most } = roleScopes[role]
  const names = asked ?? preset
  const scopes = names.filter(isScope)
  const refused = names.find((name) => !isScope(name) || !most.includes(name))
  if (refused !== undefined) {
    throw new TokenError('token-scope-refused', `a ${role} may hold ${most.join(', ')}, not ${JSON.stringify(refused)}`)
  }
  return [...new Set(scopes)]
}

/** A holder of a token gives nothing that it does not have; who is named by TLP:RED is the operator's to say. */
function withinOwn(own: TokenReader, clearance: Tlp, scopes: readonly Scope[]): void {
  if (clearance === 'TLP:RED' || compareTlp(clearance, own.clearance) > 0) {
    const most = lower(own.clearance, 'TLP:AMBER+STRICT')
    throw new TokenError('token-clearance-refused', `whoever holds this token makes tokens up to ${most}`)
  }
  const missing = scopes.find((scope) => !own.scopes.includes(scope))
  if (missing !== undefined) {
    throw new TokenError('token-scope-refused', `whoever holds this token has not the scope ${missing} itself`)
  }
}
