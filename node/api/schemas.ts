// The JSON shapes of the local API, once: fastify validates with them, OpenAPI and the TypeScript types come from them.
export * from './schemas/audience.ts'
export * from './schemas/audit.ts'
export * from './schemas/node.ts'
export { ErrorBody, type Standing, standings } from './schemas/parts.ts'
export * from './schemas/publish.ts'
export * from './schemas/read.ts'
export * from './schemas/tokens.ts'
