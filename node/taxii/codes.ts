// Why the TAXII server refuses, in one table. `status` is the HTTP status of each code.

export const taxiiCodes = {
  'taxii-filter-invalid': {
    meaning: 'A filter of the request is none of TAXII 2.1, stands twice, or has a value that cannot be read.',
    hint: 'Filters are limit, added_after, next, match[id], match[type], match[version] and match[spec_version]; see docs/taxii.md.',
    status: 400,
  },
  'taxii-next-invalid': {
    meaning: 'The value of next was not made by this collection, or goes with another question.',
    hint: 'Ask again without next, with added_after set to the last X-TAXII-Date-Added-Last.',
    status: 400,
  },
  'taxii-envelope-invalid': {
    meaning: 'The body is no envelope of TAXII 2.1 with STIX objects in it.',
    hint: 'Send {"objects": [...]}; a bundle of STIX is posted as its list of objects.',
    status: 422,
  },
  'taxii-not-acceptable': {
    meaning: 'The Accept header names no media type that TAXII 2.1 answers with.',
    hint: 'Send: Accept: application/taxii+json;version=2.1',
    status: 406,
  },
  'taxii-media-type': {
    meaning: 'The body is of another media type than TAXII 2.1 takes.',
    hint: 'Send: Content-Type: application/taxii+json;version=2.1',
    status: 415,
  },
  'taxii-collection-unknown': {
    meaning: 'There is no such collection, or the token may not know of it.',
    hint: 'Ask for the collections of the API root: GET /taxii2/entente/collections/.',
    status: 404,
  },
  'taxii-object-unknown': {
    meaning: 'No object of this id is in the collection, or the token may not see it.',
    hint: 'Check the id, and the collection: a collection of a label holds what stands under that label alone.',
    status: 404,
  },
  'taxii-status-unknown': {
    meaning: 'No status of this id is kept for this token: it belongs to another, or was dropped.',
    hint: 'Statuses are kept for seven days, and the newest thousand of a token.',
    status: 404,
  },
  'taxii-read-only': {
    meaning: 'The token may not write to this collection.',
    hint: 'Write to the collection of a label, with a token of the scope import that is cleared for it: can_write says so.',
    status: 403,
  },
  'taxii-object-foreign': {
    meaning: 'The object was not posted by this token: it is not its own to change or to delete.',
    hint: 'Only whoever posted an object by TAXII posts its next version, revokes or deletes it; entente publish withdraws any statement of this member.',
    status: 403,
  },
  'collection-exists': {
    meaning: 'A collection of this name is there already, with another filter.',
    hint: 'Remove it first, or take another name: entente taxii collection list.',
    status: 409,
  },
  'collection-not-found': {
    meaning: 'No saved filter of this name is kept here.',
    hint: 'List them with: entente taxii collection list.',
    status: 404,
  },
  'collection-invalid': {
    meaning: 'A collection needs a name of lower-case letters, digits, dots, dashes and underscores, and a filter.',
    hint: 'See: entente taxii collection add --help.',
    status: 422,
  },
} as const satisfies Record<string, { readonly meaning: string; readonly hint: string; readonly status: number }>

export type TaxiiCode = keyof typeof taxiiCodes
