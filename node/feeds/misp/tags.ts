// What tags of MISP say: marking, confidence, category. Machine tags are `namespace:predicate="value"`; anybody may write
// any tag, so that one which looks like a marking and is none counts as the strictest. Tags in `entente:` are those of a
// network's export, and say exactly what the others say roughly.
import { type Meaning, combine, readPap, readTlp } from '../marking-labels.ts'
import { type Basis, type Role, bases, roles } from '../../../protocol/names.ts'
import { categoryOfWords } from '../threat-words.ts'

export interface TagsSay {
  readonly marking: Meaning
  /** Chatham House: what is said may be told, not who said it. */
  readonly hidesSource: boolean
  readonly confidence?: number
  readonly category?: string
  readonly role?: Role
  readonly basis?: Basis
  readonly isFalsePositive: boolean
  /** Tags that say something of the threat, as they stand. */
  readonly labels: readonly string[]
}

const confidences: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'misp:confidence-level': {
    'completely-confident': 100,
    'usually-confident': 75,
    'fairly-confident': 50,
    'rarely-confident': 25,
    unconfident: 0,
    'confidence-cannot-be-evalued': 50,
  },
  'estimative-language:likelihood-probability': {
    'almost-no-chance': 0,
    'very-unlikely': 5,
    unlikely: 20,
    'roughly-even-chance': 45,
    likely: 55,
    'very-likely': 80,
    'almost-certain': 95,
  },
  'estimative-language:confidence-in-analytic-judgment': { low: 0, moderate: 55, high: 95 },
  'admiralty-scale:source-reliability': { a: 100, b: 75, c: 50, d: 25, e: 0, f: 50, g: 0 },
  'admiralty-scale:information-credibility': { 1: 100, 2: 75, 3: 50, 4: 25, 5: 0, 6: 50 },
  'false-positive:risk': { low: 75, medium: 50, high: 25, 'cannot-be-judged': 25 },
}

/** Namespaces in which every tag says the same of a threat. */
const namespaces: Readonly<Record<string, string>> = { ransomware: 'ransomware', phishing: 'phishing' }
/** Galaxies whose clusters are threats of one category. */
const galaxies: Readonly<Record<string, string>> = {
  ransomware: 'ransomware',
  banker: 'malware',
  botnet: 'malware',
  rat: 'malware',
  stealer: 'malware',
  backdoor: 'malware',
  cryptominers: 'malware',
  malpedia: 'malware',
  'mitre-malware': 'malware',
  'mitre-enterprise-attack-malware': 'malware',
}

/** Of several tags the strictest marking and the lowest confidence. */
export function readTags(names: readonly string[]): TagsSay {
  let marking: Meaning = {}
  let hidesSource = false
  let isFalsePositive = false
  const levels: number[] = []
  const words: string[] = []
  const labels: string[] = []
  const exported = new Map<string, string>()
  for (const name of names) {
    const tag = name.trim()
    const label = /^(?:misp:)?(tlp|pap)(?![a-z])[\s:="-]*(.*?)"?$/i.exec(tag)
    if (label !== null) {
      const [, scheme = '', text = ''] = label
      if (text.toLowerCase() === 'ex:chr') hidesSource = true
      else marking = combine(marking, scheme.toLowerCase() === 'tlp' ? tlpOf(text, tag) : papOf(text))
      continue
    }
    const { scope, predicate, value } = machineTag(tag)
    if (scope === 'entente') {
      exported.set(predicate, value)
      continue
    }
    const level = confidences[`${scope}:${predicate}`]?.[value.toLowerCase()]
    if (level !== undefined) levels.push(level)
    if (scope === 'false-positive' && predicate === 'confirmed' && value === 'true') isFalsePositive = true
    words.push(...wordsOf(scope, predicate, value))
    labels.push(tag)
  }
  const category = exported.get('category') ?? categoryOfWords(words)
  const role = roles.names.find((name) => name === exported.get('role'))
  const basis = bases.names.find((name) => name === exported.get('basis'))
  const exact = exported.get('confidence') ?? ''
  const confidence = /^(?:100|\d{1,2})$/.test(exact)
    ? Number(exact)
    : levels.length > 0
      ? Math.min(...levels)
      : undefined
  return {
    marking,
    hidesSource,
    isFalsePositive,
    labels,
    ...(confidence !== undefined && { confidence }),
    ...(category !== undefined && { category }),
    ...(role !== undefined && { role }),
    ...(basis !== undefined && { basis }),
  }
}

function tlpOf(text: string, tag: string): Meaning {
  const tlp = readTlp(text)
  return tlp === undefined ? { unresolved: `"${tag}"` } : { tlp }
}

function papOf(text: string): Meaning {
  return { pap: readPap(text) ?? 'PAP:RED' }
}

function machineTag(tag: string): { scope: string; predicate: string; value: string } {
  const match = /^([^:="]+):"?([^="]+)"?(?:="?(.*?)"?)?$/.exec(tag)
  if (match === null) return { scope: '', predicate: tag, value: '' }
  const [, scope = '', predicate = '', value = ''] = match
  return { scope: scope.toLowerCase(), predicate: predicate.toLowerCase(), value }
}

function wordsOf(scope: string, predicate: string, value: string): string[] {
  const word = namespaces[scope] ?? (scope === 'misp-galaxy' ? galaxies[predicate] : undefined)
  if (word !== undefined) return [word]
  // A cluster's value is the name of a group or a family: it may be a word of ours by accident.
  if (scope === 'misp-galaxy' || `${scope}:${predicate}` in confidences) return []
  return value === '' ? [predicate] : [value]
}
