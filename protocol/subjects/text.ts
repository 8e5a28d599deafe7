// Text before it is read as anything: trimmed, bounded, without characters that hide, and with defanging undone.
import { limits } from '../limits.ts'
import { malformed, refuse } from './refusal.ts'
import type { Parsed } from './refusal.ts'

const plain = /^[ -~]*$/
// Controls, direction marks, invisible, private and unassigned characters. The joiners stay, since some scripts need them
// in names, and so do emoji's presentation selectors: the mapping of names judges them.
const unsafe = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Zl}\p{Zp}\p{DI}]/u
const allowed = /\u200c|\u200d|\ufe0e|\ufe0f/g

/** Trimmed text that is safe to show and to read, or why it is not. */
export function cleanText(text: string): Parsed {
  const trimmed = text.trim()
  if (trimmed === '') return malformed('the value is empty')
  if (trimmed.length > limits.valueMaxChars) {
    return refuse('subject-too-long', `the value has more than ${limits.valueMaxChars} characters`)
  }
  if (plain.test(trimmed)) return trimmed
  const found = trimmed.isWellFormed() ? unsafe.exec(trimmed.replaceAll(allowed, ''))?.[0].codePointAt(0) : 0xfffd
  if (found === undefined) return trimmed
  const point = found.toString(16).toUpperCase().padStart(4, '0')
  return refuse('subject-unsafe', `the value holds a control or invisible character (U+${point})`)
}

const defangedScheme = /^(h(?:xx|\*\*|tt)ps?|fxp|ftp)(\[:\]\/\/|\[:\/\/\]|:\/\/|:\[\/\/\])/i
const brackets = /\[|\(|\{/
const defangedDot = /\[\.\]|\(\.\)|\{\.\}|[[({]dot[\])}]|\[\.|\.\]/gi
const defangedAt = /\[@\]|\(@\)|[[({]at[\])}]/gi
const defangedColon = /\[:\]/g

/** Undoes what people do so that nobody clicks: hxxp, [.], [:], [@]. The path and what follows it stay as they are. */
export function refang(text: string): string {
  const scheme = defangedScheme.exec(text)
  const start =
    scheme === null
      ? ''
      : `${(scheme[1] ?? '')
          .toLowerCase()
          .replace(/xx|\*\*/, 'tt')
          .replace('fxp', 'ftp')}://`
  const rest = scheme === null ? text : text.slice(scheme[0].length)
  if (!brackets.test(rest)) return start + rest
  const slash = rest.indexOf('/')
  const authority = slash < 0 ? rest : rest.slice(0, slash)
  // A bracketed IPv6 host is no defanging.
  if (/^\[[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\]/.test(authority) && !/^\[[:.]\]/.test(authority)) return start + rest
  const plainAuthority = authority.replace(defangedDot, '.').replace(defangedAt, '@').replace(defangedColon, ':')
  return start + plainAuthority + (slash < 0 ? '' : rest.slice(slash))
}
