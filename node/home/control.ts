// The control objects of a home as files: what a node begins with, and what it finds its partners by when its store is
// lost. Names sort as the objects must be read: charters by version, then what rests on them.
import { toHex } from '../../protocol/bytes.ts'
import { decodeCharter } from '../../protocol/charter.ts'
import { type ControlObject, controlHash, encodeControl } from '../../protocol/control.ts'
import { controlTypes } from '../../protocol/names.ts'
import { decodeRecord } from '../../protocol/record.ts'
import { type Home, keepControl } from './home.ts'

/** Keeps a verified object; a newer node record takes the place of the one before. */
export async function keepObject(home: Home, object: ControlObject): Promise<void> {
  await keepControl(
    home,
    `${controlTypes.number(object.type) ?? 9}-${object.type}-${nameOf(object)}`,
    encodeControl(object),
  )
}

function nameOf(object: ControlObject): string {
  if (object.type === 'charter') return String(decodeCharter(object.payload).version).padStart(6, '0')
  if (object.type === 'node-record') return decodeRecord(object.payload).nodeKey.slice(0, 16)
  return toHex(controlHash(object)).slice(0, 16)
}
