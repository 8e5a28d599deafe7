// How strict the objects of an envelope are: their markings, those of their parts among them, as the import reads them.
import { compareTlp } from '../../protocol/marking.ts'
import type { Tlp } from '../../protocol/names.ts'
import { Markings, markingRefs } from '../feeds/stix/markings.ts'
import type { JsonObject } from '../feeds/json-tree.ts'
import type { PostedObject } from './envelope.ts'

/** `label` is that of the collection. What a marking of unknown meaning comes to is decided where the object is taken in. */
export function strictnessOf(objects: readonly PostedObject[], label: Tlp): (object: PostedObject) => Tlp {
  const markings = new Markings()
  for (const { type, id, value } of objects) if (type === 'marking-definition') markings.define(id, value as JsonObject)
  return ({ value }) => {
    const { tlp } = markings.resolve(markingRefs(value as JsonObject))
    return tlp === undefined || compareTlp(tlp, label) < 0 ? label : tlp
  }
}
