// Subjects: what statements are about, in one canonical form each.
export { chains, isAsset, resolveChain } from './chains.ts'
export type { AddressFamily, Chain } from './chains.ts'
export { checkSubject } from './check.ts'
export { formatSubject } from './format.ts'
export { addressPrefixRange, domainTreeRange, subjectKey } from './keys.ts'
export type { KeyRange } from './keys.ts'
export { parseSubject, recognize } from './parse.ts'
export type { SubjectHint } from './parse.ts'
