// OFAC's sdn.xml (an entry with its ids) and sdn_advanced.xml (types by reference, features of a profile).
import { refused } from './lines.ts'
import { type CurrencyAddress, type Party, addressRows, assetOf, withoutAddress } from './ofac-parties.ts'
import { mismatch } from './sniff.ts'
import { feedLimits } from './limits.ts'
import { type XmlVisitor, rowsOfXml } from './xml.ts'
import type { FeedRow, ImporterOptions } from './types.ts'

export function rowsOfSdnXml(
  text: AsyncIterable<string>,
  options: ImporterOptions,
): AsyncGenerator<readonly FeedRow[]> {
  const rowOf = addressRows(options)
  return rowsOfXml(text, (into) => byRoot(into, rowOf), options.encoding)
}

type RowOf = ReturnType<typeof addressRows>

function byRoot(into: FeedRow[], rowOf: RowOf): XmlVisitor {
  let visitor: XmlVisitor | undefined
  return {
    open(path, attributes, line) {
      if (path.length > 1) visitor?.open(path, attributes, line)
      else if (path[0] === 'sdnList') visitor = sdnList(into, rowOf)
      else if (path[0] === 'Sanctions') visitor = advanced(into, rowOf)
      else throw mismatch('ofac', 'the root of its documents is sdnList or Sanctions', `<${path[0] ?? ''}`)
    },
    close: (path, text, line) => visitor?.close(path, text, line),
  }
}

/** What an entry says, gathered until it ends, because its name may stand behind its addresses. */
class Entry {
  readonly line: number
  uid = ''
  readonly names: string[] = []
  readonly programs: string[] = []
  readonly addresses: CurrencyAddress[] = []

  constructor(line: number) {
    this.line = line
  }

  /** An entry without end would be held without end. */
  add<Item>(list: Item[], item: Item): void {
    if (list.length < feedLimits.partyItemsMax) list.push(item)
  }

  finish(into: FeedRow[], rowOf: RowOf): void {
    const { uid, names, programs, addresses, line } = this
    const party: Party = { uid, name: names.filter((name) => name !== '').join(', '), programs }
    for (const address of addresses) {
      if (address.value === '') into.push(refused(address.line, '', 'value-absent', 'the address is empty'))
      else into.push(rowOf(address, party))
    }
    if (addresses.length === 0) into.push(withoutAddress(line, party))
  }
}

/** `sdnList/sdnEntry/idList/id/{idType, idNumber}`. */
function sdnList(into: FeedRow[], rowOf: RowOf): XmlVisitor {
  let entry: Entry | undefined
  let idType = ''
  let idNumber = ''
  return {
    open(path, _attributes, line) {
      if (path.length === 2 && path[1] === 'sdnEntry') entry = new Entry(line)
      else if (path.length === 4 && path[3] === 'id') [idType, idNumber] = ['', '']
    },
    close(path, text, line) {
      if (entry === undefined) return
      const [, , part, item, field] = path
      if (path.length === 2) {
        entry.finish(into, rowOf)
        entry = undefined
      } else if (path.length === 3) {
        if (part === 'uid') entry.uid = text
        else if (part === 'lastName') entry.names.unshift(text)
        else if (part === 'firstName') entry.add(entry.names, text)
      } else if (path.length === 4) {
        const asset = assetOf(idType)
        if (part === 'programList' && item === 'program') entry.add(entry.programs, text)
        else if (item === 'id' && asset !== undefined) entry.add(entry.addresses, { line, asset, value: idNumber })
      } else if (path.length === 5 && item === 'id') {
        if (field === 'idType') idType = text
        else if (field === 'idNumber') idNumber = text
      }
    },
  }
}

/**
 * `ReferenceValueSets/FeatureTypeValues/FeatureType[@ID]` names the types; a `DistinctParty/Profile/Feature[@FeatureTypeID]`
 * has its value in `FeatureVersion/VersionDetail`.
 */
function advanced(into: FeedRow[], rowOf: RowOf): XmlVisitor {
  const assets = new Map<string, string>()
  let entry: Entry | undefined
  let typeId = ''
  let asset: string | undefined
  let isPrimary = false
  return {
    open(path, attributes, line) {
      switch (path.at(-1)) {
        case 'FeatureType':
          typeId = attributes.get('ID') ?? ''
          break
        case 'DistinctParty':
          entry = new Entry(line)
          entry.uid = attributes.get('FixedRef') ?? ''
          break
        case 'Identity':
        case 'Alias':
          isPrimary = attributes.get('Primary') === 'true'
          break
        case 'Feature':
          asset = assets.get(attributes.get('FeatureTypeID') ?? '')
          break
        default:
      }
    },
    close(path, text, line) {
      const name = path.at(-1)
      if (name === 'FeatureType') {
        const found = assetOf(text)
        if (found !== undefined && assets.size < feedLimits.partyItemsMax) assets.set(typeId, found)
      } else if (entry === undefined) return
      else if (name === 'NamePartValue' && isPrimary) entry.add(entry.names, text)
      else if (name === 'VersionDetail' && asset !== undefined) entry.add(entry.addresses, { line, asset, value: text })
      else if (name === 'DistinctParty') {
        entry.finish(into, rowOf)
        entry = undefined
      }
    },
  }
}
