// The public surface of the node, for programs that compose one themselves.
export { type Api, type ApiOptions, createApi } from './api/api.ts'
export type { ComposeOptions, NodeFacade, RunningNode, Surfaced } from './api/facade.ts'
export { type Home, type InitOptions, initHome, loadHome } from './home/home.ts'
export type { FeedRow, Importer, ImporterOptions, RowFields } from './feeds/types.ts'
export { type Log, type LogLevel, createLog, silentLog } from './log.ts'
export { composeNode } from './node.ts'
