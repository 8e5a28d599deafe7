// A STIX 2.1 bundle, written object by object.
import type { Surfaced } from '../api/facade.ts'
import { ownExtension } from '../feeds/stix/ids.ts'
import { projectUuid } from './ids.ts'
import { Once } from './once.ts'
import { preamble } from './stix/identities.ts'
import type { StixObject } from './stix/markings.ts'
import { type StixFacts, stixObjects } from './stix/objects.ts'
import { safeJson } from './text.ts'

/** `name`: what the bundle's id is made from; bundles are passing, and their ids name nothing. */
export async function* stixBundle(
  statements: AsyncIterable<Surfaced>,
  facts: StixFacts,
  name: string,
): AsyncGenerator<string, void, void> {
  const once = new Once()
  const shared = new WeakSet<StixObject>()
  let separator = ',"objects":[\n'
  yield `{"type":"bundle","id":"bundle--${projectUuid(`bundle ${name}`)}"`
  for await (const objects of objectLists(statements, facts)) {
    for (const object of objects) {
      // What many statements share is one object; observables stand under one id with the marking of each.
      if (shared.has(object)) continue
      shared.add(object)
      if (!once.first(`${object.id} ${keyOf(object)}`)) continue
      yield separator + safeJson(object)
      separator = ',\n'
    }
  }
  yield separator === ',\n' ? '\n]}\n' : '}\n'
}

/** What defines our extension, and then the objects of each statement. */
async function* objectLists(
  statements: AsyncIterable<Surfaced>,
  facts: StixFacts,
): AsyncGenerator<readonly StixObject[], void, void> {
  let isFirst = true
  for await (const one of statements) {
    const objects = stixObjects(one, facts)
    if (objects.length > 0 && isFirst) {
      yield preamble
      isFirst = false
    }
    yield objects
  }
}

/** An observable has the same id on every chain, and under every marking. */
function keyOf({ object_marking_refs: refs, modified = '', extensions }: StixObject): string {
  const { chain = '' } = (extensions as Record<string, { chain?: string }> | undefined)?.[ownExtension] ?? {}
  return `${String(modified)} ${Array.isArray(refs) ? refs.join(' ') : ''} ${chain}`
}
