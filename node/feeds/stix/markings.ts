// What the markings of a STIX object mean. Closed: a marking whose meaning is not known makes the object unpublishable,
// whether its definition is missing, comes later or says something else.
import { type JsonObject, isObject, objectsOf, textOf, textsOf } from '../json-tree.ts'
import { feedLimits } from '../limits.ts'
import { type Meaning, combine, readPap, readTlp } from '../marking-labels.ts'
import { ownExtension, papExtension, papMarkings, tlpExtension, tlpMarkings } from './ids.ts'

/** Ids of the markings of an object, those of its parts among them: a row says something of every part. */
export function markingRefs(object: JsonObject): string[] {
  const { granular_markings: parts } = object
  const granular = objectsOf(parts).flatMap(({ marking_ref, lang }) => {
    if (marking_ref === undefined && lang !== undefined) return []
    return [textOf(marking_ref) ?? 'a granular marking without a reference']
  })
  // What cannot be read may be a marking all the same.
  const partCount = Array.isArray(parts) ? parts.length : parts === undefined ? 0 : 1
  if (objectsOf(parts).length < partCount) granular.push('a granular marking that is none')
  const { object_marking_refs: refs } = object
  const count = Array.isArray(refs) ? refs.length : refs === undefined ? 0 : 1
  const texts = textsOf(refs)
  return [...texts, ...(texts.length < count ? ['a reference that is no text'] : []), ...granular, ...labelled(object)]
}

/** Tools without markings write them among the labels, as MISP has its tags. */
const markingLabel = /^\s*(?:tlp|pap)\s*:/i

/** Labels that are markings; of what a network exported the labels are what its statement says, and nothing more. */
function labelled({ labels, extensions }: JsonObject): string[] {
  if (isObject(extensions) && extensions[ownExtension] !== undefined) return []
  return textsOf(labels).filter((label) => markingLabel.test(label))
}

export class Markings {
  readonly #meanings = new Map<string, Meaning>()

  /** Takes a marking definition. One that is given twice means the strictest of both. */
  define(id: string, definition: JsonObject | undefined): void {
    const stated = definition === undefined ? { unresolved: id } : meaningOf(id, definition)
    const known = this.#meanings.get(id)
    if (known === undefined && this.#meanings.size >= feedLimits.stixDefinitionsMax) return
    this.#meanings.set(id, known === undefined ? stated : combine(known, stated))
  }

  /** What all of `refs` mean together. */
  resolve(refs: readonly string[]): Meaning {
    return refs.reduce<Meaning>((all, ref) => combine(all, this.#meaningOf(ref)), {})
  }

  #meaningOf(ref: string): Meaning {
    const official = officialMeaning(ref)
    const stated = this.#meanings.get(ref)
    if (official === undefined) return stated ?? { unresolved: ref }
    return stated === undefined ? official : combine(official, { ...stated, unresolved: undefined })
  }
}

function officialMeaning(id: string): Meaning | undefined {
  const tlp = tlpMarkings.get(id)
  if (tlp !== undefined) return { tlp }
  const pap = papMarkings.get(id)
  if (pap !== undefined) return { pap }
  if (!markingLabel.test(id)) return undefined
  const [tlpLabel, papLabel] = [readTlp(id), readPap(id)]
  if (tlpLabel !== undefined) return { tlp: tlpLabel }
  return papLabel === undefined ? undefined : { pap: papLabel }
}

/** A statement (a copyright notice, terms of use) restricts nobody in what the network enforces. */
function meaningOf(id: string, { definition_type, definition, extensions, name }: JsonObject): Meaning {
  const inner = isObject(definition) ? definition : {}
  const extensionOf = (id: string) => {
    const found = isObject(extensions) ? extensions[id] : undefined
    return isObject(found) ? found : undefined
  }
  const ofExtension = (extension: string, key: string) => textOf(extensionOf(extension)?.[key])
  const kind = textOf(definition_type)?.toLowerCase()
  const label = (key: 'tlp' | 'pap') =>
    kind === key ? (textOf(inner[key]) ?? textOf(inner[key.toUpperCase()]) ?? textOf(name)) : undefined
  const tlpText = ofExtension(tlpExtension, 'tlp_2_0') ?? label('tlp')
  const papText = ofExtension(papExtension, 'pap') ?? label('pap')
  const tlp = tlpText === undefined ? undefined : readTlp(tlpText)
  const pap = papText === undefined ? undefined : readPap(papText)
  const own = extensionOf(ownExtension)
  const caveats = own === undefined ? {} : caveatsOf(own)
  if (caveats === undefined) return { unresolved: id }
  if (tlp === undefined && pap === undefined && own === undefined && kind !== 'statement') return { unresolved: id }
  if ((tlpText !== undefined && tlp === undefined) || (papText !== undefined && pap === undefined)) {
    return { unresolved: id }
  }
  return { ...(tlp !== undefined && { tlp }), ...(pap !== undefined && { pap }), ...caveats }
}

const caveatKeys: ReadonlySet<string> = new Set([
  ...['extension_type', 'permitted_actions', 'jurisdictions', 'no_republish'],
])

/**
 * The caveats of our own extension; `undefined` where one of them cannot be kept. An audience is one of those: its names
 * are those of the network that it was said in.
 */
function caveatsOf(own: JsonObject): Meaning | undefined {
  return Object.keys(own).every((key) => caveatKeys.has(key)) ? exportedCaveats(own) : undefined
}

/** Those of what a network exported. */
export function exportedCaveats(own: JsonObject): Meaning | undefined {
  if (own.audience !== undefined) return undefined
  const { permitted_actions: actions, jurisdictions, no_republish: noRepublish } = own
  const lists = [actions, jurisdictions].filter((list) => list !== undefined)
  if (lists.some((list) => !Array.isArray(list) || list.length === 0 || textsOf(list).length < list.length)) {
    return undefined
  }
  if (noRepublish !== undefined && noRepublish !== true) return undefined
  return {
    ...(actions !== undefined && { permittedActions: textsOf(actions) }),
    ...(jurisdictions !== undefined && { jurisdictions: textsOf(jurisdictions) }),
    ...(noRepublish === true && { noRepublish }),
  }
}
