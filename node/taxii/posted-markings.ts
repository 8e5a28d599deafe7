// How strict the objects of an envelope are: their markings, those of their parts among them, as the import reads them.
import { compareTlp } from '../../protocol/marking.ts'
import type { Tlp } from '../../protocol/names.ts'
import { Markings, markingRefs } from '../feeds/stix/markings.ts'
import type { JsonObject } from '../feeds/json-tree.ts'
import type { PostedObject } from './envelope.ts'

/** `label` is that of the collection. A marking of unknown meaning is the strictest: the import refuses it as what it is. */
export function strictnessOf(objects: readonly PostedObject[], label: Tlp): (object: PostedObject) => Tlp {
  const markings = new Markings()
  for (const { type, id, value } of objects) if (type === 'marking-definition') markings.define(id, value as JsonObject)
  return ({ value }) => {
    const { tlp, unresolved } = markings.resolve(markingRefs(value as JsonObject))
    if (unresolved !== undefined) return 'TLP:RED'
    return tlp === undefined || compareTlp(tlp, label) < 0 ? label : tlp
  }
}
