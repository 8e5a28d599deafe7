// What accuses: whether a statement says that its subject does harm, or that harm was seen there.
import { categoryGroup } from './categories.ts'
import type { Statement } from './statement-shape.ts'

/**
 * Indicators and sightings accuse, unless their role or category says that the subject's owner did nothing: a victim, a
 * mention, an exchange's own wallet, seized funds. A category that is not known, or none, is taken for an accusation.
 */
export function accuses({ kind, role, category }: Pick<Statement, 'kind' | 'role' | 'category'>): boolean {
  if (kind !== 'indicator' && kind !== 'sighting') return false
  if (role === 'victim' || role === 'mention') return false
  return category === undefined || categoryGroup(category) !== 'not-accusing'
}
