// The public surface of the store.
export { storeCodes, type StoreCode } from './codes.ts'
export { StoreError } from './errors.ts'
export { openStore, type StoreOptions } from './store.ts'
export { laneGapCursors } from './keys.ts'
export type * from './types.ts'
