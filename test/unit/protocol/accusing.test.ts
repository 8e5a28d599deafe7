// What accuses: by kind, role and category. The gate of publishing and the blocklists are built on it.
import { expect, test } from 'vitest'
import { accuses } from '../../../protocol/accusing.ts'
import { categories } from '../../../protocol/categories.ts'
import { roles, statementKinds } from '../../../protocol/names.ts'

test.each(statementKinds.names)('a %s', (kind) => {
  expect(accuses({ kind, category: 'scam' })).toBe(kind === 'indicator' || kind === 'sighting')
})

test.each(roles.names)('the role %s', (role) => {
  expect(accuses({ kind: 'indicator', role, category: 'mixer' })).toBe(role === 'actor' || role === 'service')
})

test.each(categories)('$name', ({ name, group }) => {
  expect(accuses({ kind: 'indicator', category: name })).toBe(group !== 'not-accusing')
})

test('what is not known accuses', () => {
  expect(accuses({ kind: 'indicator', category: 'of a later version' })).toBe(true)
  expect(accuses({ kind: 'sighting' })).toBe(true)
})
