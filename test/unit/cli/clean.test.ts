import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cleanJson, cleanText } from '../../../cli/clean.ts'

it.each([
  ['plain text, ünïcode and 漢字 stay', 'plain text, ünïcode and 漢字 stay'],
  ['a\u001b[31mred', 'a\\u{1b}[31mred'],
  ['a\u009b31m', 'a\\u{9b}31m'],
  ['gpj.\u202eexe', 'gpj.\\u{202e}exe'],
  ['two\r\nlines\tand more', 'two lines and more'],
  ['zero\u200bwidth\ufeff', 'zero\\u{200b}width\\u{feff}'],
  ['tag\u{e0041}', 'tag\\u{e0041}'],
  ['\ud800', '\\u{d800}'],
])('case 97: %j is shown as %j', (text, shown) => {
  expect(cleanText(text)).toBe(shown)
})

it('leaves nothing that a terminal obeys, and JSON keeps its value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = cleanJson({ text })
      expect(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(cleanText(text) + json)).toBe(false)
      expect(JSON.parse(json)).toEqual({ text })
    }),
  )
})
