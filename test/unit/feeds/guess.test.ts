// A mapping is guessed from the words of a header and held against the cells: what would cost rows is not guessed.
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { formatColumns, guessColumns, guessTable } from '../../../node/feeds/guess.ts'
import { pieces } from './read.ts'
import { zip } from './zip.ts'

const bytes = (text: string | Uint8Array) => pieces(Buffer.from(text), 7)
const address = '0x52908400098527886E0F7030069857D2E4169EE7'

test.each<[string, string, string | undefined]>([
  ['names of ours', 'value,category\na.example.net,scam\n', ',value=value,category=category'],
  ['names of others', `,Address,Name Tag,Balance\n0,${address},A tag,1 ETH\n`, ',value=Address,description=Name Tag'],
  [
    'a kind, a date, and a word that is no category of ours',
    'type,indicator,classification,detected_date\ndomain,a.example.net,malicious,2025-01-01\nsha256,' +
      `${'a'.repeat(64)},malicious,2025-01-01\n`,
    ',value=indicator,kind=type,labels=classification,firstSeen=detected_date',
  ],
  ['a category that is one', 'ioc;Threat Type\na.example.net;phishing\n', ';value=ioc,category=Threat Type'],
  ['a score beyond percent', 'ioc\tscore\na.example.net\t950\n', '\tvalue=ioc'],
  ['a score in percent', 'ioc|score\na.example.net|95\n', '|value=ioc,confidence=score'],
  ['a currency', `currency,address\nETH,${address}\n`, ',value=address,chain=currency'],
  ['links', 'domain,reference\na.example.net,https://report.example.org/1\n', ',value=domain,external=reference'],
  ['keys', 'domain,reference\na.example.net,CASE-17\n', ',value=domain,record=reference'],
  ['by what is in the cells', 'first,second\nx,a.example.net\ny,b.example.net\n', ',value=second'],
  ['a value column that holds none', 'address,second\nMain Street 1,a.example.net\n', ',value=second'],
  ['a name that stands twice', 'note,value,note\nx,a.example.net,y\n', ',value=value,description=1'],
  ['a name that a mapping could not say', '"a,b",c\na.example.net,x\n', ',value=1'],
  ['no header', '2025-01-01,a.example.net\n2025-01-02,b.example.net\n', ',-value=2'],
  ['an address without a header', `${address},x\n`, ',-value=1'],
  ['nothing', 'first,second\nx,y\n', undefined],
  ['no rows', 'first,value\n', ',value=value'],
])('%s', async (_, table, expected) => {
  for (const input of [table, gzipSync(table), zip({ name: 'x.csv', data: table })]) {
    const guess = await guessTable(bytes(input), {})
    const told =
      guess === undefined ? undefined : `${guess.delimiter}${guess.header ? '' : '-'}${formatColumns(guess.columns)}`
    expect(told).toBe(expected)
  }
})

test('what is said is not guessed', async () => {
  const guess = await guessTable(bytes('a;b\nx,y.example.net;z\n'), { delimiter: ';', header: true })
  expect(guess).toBeUndefined()
  const bare = await guessTable(bytes('a.example.net\nb.example.net\n'), { header: false })
  expect(bare).toEqual({ delimiter: ',', header: false, columns: { value: 1 } })
})

test('a few wrong cells do not hide a column, many do', () => {
  const rows = (wrong: number) =>
    Array.from({ length: 20 }, (_, at) => [`${at}.example.net`, at < wrong ? 'soon' : '2025-01-01'])
  expect(guessColumns(['domain', 'date'], rows(2))).toEqual({ value: 'domain', firstSeen: 'date' })
  expect(guessColumns(['domain', 'date'], rows(8))).toEqual({ value: 'domain' })
})
