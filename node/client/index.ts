// `entente/client`: what programs that talk to a node import.
export * from './client.ts'
export { EntenteError } from './errors.ts'
export type { PushBody, PushOptions, PushRow, StixDocument } from './pushing.ts'
export type { At } from './transport.ts'
