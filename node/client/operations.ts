// The operations of the API that the client asks for, as the OpenAPI document names them. A test holds this table, and with
// it everything that the client sends, against the document.

export interface Operation {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With its parameters in braces. */
  readonly path: string
  /** All names of its query, `purpose` aside: that travels as a header. */
  readonly query: readonly string[]
}

const filter = ['kind', 'subjectKind', 'category', 'chain', 'author', 'feed', 'issuedFrom', 'issuedTo'] as const
const importing = [
  ...[
    'marking',
    'audience',
    'shareHistory',
    'pap',
    'jurisdictions',
    'permittedActions',
    'noRepublish',
    'widen',
    'force',
  ],
  ...['category', 'confidence', 'chain', 'kind', 'sourceName'],
] as const

export const operations = {
  status: { method: 'GET', path: '/v1/status', query: [] },
  peers: { method: 'GET', path: '/v1/peers', query: [] },
  formats: { method: 'GET', path: '/v1/formats', query: [] },
  lookup: { method: 'POST', path: '/v1/lookup', query: ['prefix', 'tree', 'history', 'limit'] },
  query: { method: 'GET', path: '/v1/statements', query: [...filter, 'after', 'limit', 'history'] },
  watch: { method: 'GET', path: '/v1/watch', query: [...filter, 'after'] },
  show: { method: 'GET', path: '/v1/statements/{id}', query: [] },
  exportEvidence: { method: 'GET', path: '/v1/evidence/{id}', query: [] },
  export: {
    method: 'GET',
    path: '/v1/export',
    query: [
      ...filter,
      ...['history', 'as', 'maxMarking', 'minConfidence', 'disputed', 'restricted', 'parts', 'folder'],
    ],
  },
  audienceTest: { method: 'POST', path: '/v1/audience/test', query: [] },
  publish: { method: 'POST', path: '/v1/statements', query: [] },
  importFeed: {
    method: 'POST',
    path: '/v1/feeds/import',
    query: [...importing, 'format', 'feed', 'encoding', 'columns', 'header', 'delimiter'],
  },
  push: { method: 'POST', path: '/v1/feeds/{feed}/push', query: [...importing, 'key'] },
  pushReceipt: { method: 'GET', path: '/v1/pushes/{key}', query: [] },
  feeds: { method: 'GET', path: '/v1/feeds', query: [] },
  addFeed: { method: 'POST', path: '/v1/feeds', query: [] },
  runFeed: { method: 'POST', path: '/v1/feeds/{name}/run', query: ['confirm'] },
  feedHistory: { method: 'GET', path: '/v1/feeds/{name}/history', query: [] },
  feedHeld: { method: 'GET', path: '/v1/feeds/{name}/held', query: [] },
  pauseFeed: { method: 'POST', path: '/v1/feeds/{name}/pause', query: [] },
  resumeFeed: { method: 'POST', path: '/v1/feeds/{name}/resume', query: [] },
  removeFeed: { method: 'DELETE', path: '/v1/feeds/{name}', query: ['withdraw'] },
  tokens: { method: 'GET', path: '/v1/tokens', query: [] },
  createToken: { method: 'POST', path: '/v1/tokens', query: [] },
  revokeToken: { method: 'DELETE', path: '/v1/tokens/{id}', query: [] },
} as const satisfies Record<string, Operation>

export type OperationName = keyof typeof operations
