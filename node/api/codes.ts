// Why the API refuses, beyond what the rooms behind it refuse. `status` is the HTTP status of each code of this table.

export const apiCodes = {
  'call-invalid': {
    meaning: 'The request does not fit the schema of its route.',
    hint: 'The message names the place; the schemas are in docs/api.md and at /v1/openapi.json.',
    status: 400,
  },
  'line-invalid': {
    meaning: 'A line of the request is not one JSON value of the documented shape.',
    hint: 'The message names the place; the other lines were taken.',
    status: 400,
  },
  'line-too-long': {
    meaning: 'A line of the request is longer than 64 KiB.',
    hint: 'Send one JSON value a line.',
    status: 413,
  },
  'body-too-large': {
    meaning: 'The body of the request is larger than its route takes.',
    hint: 'Send the values as JSON Lines (application/x-ndjson), which has no bound.',
    status: 413,
  },
  'media-type-unsupported': {
    meaning: 'The route does not take a body of this media type.',
    hint: 'Use application/json, application/x-ndjson or application/octet-stream as docs/api.md says.',
    status: 415,
  },
  'route-unknown': {
    meaning: 'There is no such route.',
    hint: 'See docs/api.md, or /v1/openapi.json.',
    status: 404,
  },
  'lane-not-found': {
    meaning: 'No restricted lane of this id is held here.',
    hint: 'List them with: entente lane list.',
    status: 404,
  },
  'statement-not-found': {
    meaning: 'No statement of this id is held here, or this reader may not see it.',
    hint: 'Check the id; a statement published elsewhere may still be on its way.',
    status: 404,
  },
  'event-not-found': {
    meaning: 'No event of this uuid is in the MISP feed, or the token may not see what is in it.',
    hint: 'Read the manifest again: /v1/misp/manifest.json.',
    status: 404,
  },
  'token-missing': {
    meaning: 'The request over HTTP carries no bearer token.',
    hint: 'Send "Authorization: Bearer TOKEN" with a token of entente token create, or the one in HOME/api.token.',
    status: 401,
  },
  'token-refused': {
    meaning: 'The token is not in force here: it was never made, or was revoked.',
    hint: 'Ask the operator for another: entente token create.',
    status: 401,
  },
  'token-expired': {
    meaning: 'The token has expired.',
    hint: 'Ask the operator for another: entente token create.',
    status: 401,
  },
  'scope-missing': {
    meaning: 'The token does not have the scope that this route is for.',
    hint: 'entente status shows the scopes of a token; the operator makes one with others: entente token create --scopes.',
    status: 403,
  },
  'feed-reserved': {
    meaning: 'The name of the feed is one of those of the TAXII server.',
    hint: 'Take another name, or post the objects by TAXII; see docs/taxii.md.',
    status: 403,
  },
  'token-marking-refused': {
    meaning: 'The token is not cleared for the marking under which it would publish.',
    hint: 'Publish under a label up to the token’s clearance, or with a token that is cleared for it.',
    status: 403,
  },
  'rate-limited': {
    meaning: 'The token, or the address, asks more often than it may.',
    hint: 'Wait as long as Retry-After says; one look-up takes many values.',
    status: 429,
  },
  'operator-only': {
    meaning: 'This may only be asked by the operator, over the socket of the home.',
    hint: 'Run the command on the machine of the node, as the user who owns its home.',
    status: 403,
  },
  'host-refused': {
    meaning: 'The Host header names something else than this node.',
    hint: 'Call the API as http://127.0.0.1 or http://localhost, or under a name that config.json lists (http.allowedHosts).',
    status: 421,
  },
  'host-not-loopback': {
    meaning: 'Beyond the loopback the API over HTTP is served with TLS, under names that are listed.',
    hint: 'Set http.tls and http.allowedHosts in config.json, or http.host to 127.0.0.1 or ::1.',
    status: 500,
  },
  'tls-invalid': {
    meaning: 'The files of http.tls are no certificate with its private key.',
    hint: 'Both are PEM; the certificate comes first in its file, then those that signed it.',
    status: 500,
  },
  'node-running': {
    meaning: 'A node already serves this home.',
    hint: 'Stop it first, or use the commands that talk to it.',
    status: 409,
  },
  'socket-failed': {
    meaning: 'The socket or the port of the API cannot be opened.',
    hint: 'Check the permissions of the home, or choose another port in config.json (http.port).',
    status: 500,
  },
  'api-closing': {
    meaning: 'The API closes, since its node stops.',
    hint: 'Ask again when the node runs.',
    status: 503,
  },
  internal: {
    meaning: 'Something failed that should not fail.',
    hint: 'The log of the node says what; please report it.',
    status: 500,
  },
} as const satisfies Record<string, { readonly meaning: string; readonly hint: string; readonly status: number }>

export type ApiCode = keyof typeof apiCodes
