// Feeds of any size, made as they are read: every row names another subject, with about as much text as real ones have.
import { createHash } from 'node:crypto'

export const bigFormats = ['jsonl', 'csv', 'stix', 'misp', 'ofac-xml', 'hosts'] as const
export type BigFormat = (typeof bigFormats)[number]

interface Shape {
  readonly begin: string
  readonly row: (number: number) => string
  readonly between: string
  readonly end: string
}

/** About `bytes` of a file of that format, in pieces. Nothing of it is kept. */
export function* bigFile(format: BigFormat, bytes: number): Generator<string, void, void> {
  const { begin, row, between, end } = shapes[format]
  let piece = begin
  let written = 0
  for (let number = 0; written + piece.length < bytes; number += 1) {
    piece += (number === 0 ? '' : between) + row(number)
    if (piece.length < pieceChars) continue
    yield piece
    written += piece.length
    piece = ''
  }
  yield piece + end
}

const pieceChars = 64 * 1024

function hex(number: number, digits: number): string {
  return createHash('sha256').update(String(number)).digest('hex').slice(0, digits)
}

function uuid(number: number): string {
  const digits = hex(number, 32)
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}`
}

const address = (number: number): string => `0x${hex(number, 40)}`
const report = (number: number): string =>
  `Seen as a collector of phishing page ${number}, reported by victims who were told to connect their wallets; funds went on within minutes`
const time = '2024-05-06T07:08:09.000Z'

const shapes: Readonly<Record<BigFormat, Shape>> = {
  jsonl: {
    begin: '',
    row: (number) =>
      `${JSON.stringify({
        ...{ value: address(number), kind: 'address', chain: 'ethereum', category: 'phishing', confidence: 80 },
        ...{ description: report(number), labels: ['campaign-7', `wave-${number % 100}`], firstSeen: time },
        external: [`https://report.example.org/${number}`],
      })}\n`,
    between: '',
    end: '',
  },
  csv: {
    begin: 'address,chain,category,confidence,description,firstSeen,external\n',
    row: (number) =>
      `${address(number)},ethereum,phishing,80,"${report(number)}",${time},https://report.example.org/${number}\n`,
    between: '',
    end: '',
  },
  stix: {
    begin: '{"type":"bundle","id":"bundle--6259edb6-da9d-4bfd-8773-a37ecde7aa19","objects":[\n',
    row: (number) =>
      JSON.stringify({
        ...{ type: 'indicator', spec_version: '2.1', id: `indicator--${uuid(number)}`, created: time, modified: time },
        ...{ name: `Collector ${number}`, description: report(number), indicator_types: ['malicious-activity'] },
        ...{ pattern: `[domain-name:value = 'a${hex(number, 16)}.example.net']`, pattern_type: 'stix' },
        ...{ valid_from: time, labels: ['phishing'], confidence: 80 },
        object_marking_refs: ['marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb'],
      }),
    between: ',\n',
    end: '\n]}\n',
  },
  misp: {
    begin: '{"response":[{"Event":{"uuid":"6259edb6-da9d-4bfd-8773-a37ecde7aa19","info":"Collectors","Attribute":[\n',
    row: (number) =>
      JSON.stringify({
        ...{
          uuid: uuid(number),
          type: 'domain',
          category: 'Network activity',
          value: `b${hex(number, 16)}.example.net`,
        },
        ...{ to_ids: true, comment: report(number), timestamp: '1715767121', distribution: '5', deleted: false },
        Tag: [{ name: 'phishing:techniques="fake-website"', colour: '#ffffff' }],
      }),
    between: ',\n',
    end: '\n],"Tag":[{"name":"tlp:green"}],"distribution":"3"}}]}\n',
  },
  'ofac-xml': {
    begin: '<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="http://tempuri.org/sdnList.xsd">\n',
    row: (number) =>
      `<sdnEntry><uid>${number}</uid><lastName>PARTY ${number}</lastName><sdnType>Individual</sdnType>` +
      `<programList><program>CYBER2</program></programList><remarks>${report(number)}</remarks>` +
      `<idList><id><uid>${number}</uid><idType>Digital Currency Address - ETH</idType>` +
      `<idNumber>${address(number)}</idNumber></id></idList></sdnEntry>\n`,
    between: '',
    end: '</sdnList>\n',
  },
  hosts: {
    begin: '# hosts\n',
    row: (number) => `0.0.0.0 login-${hex(number, 24)}.account-verification-${number % 1000}.example.net\n`,
    between: '',
    end: '',
  },
}
