// Every code with which a feed or one of its rows is refused, with its meaning and what to do.

interface Entry {
  readonly meaning: string
  readonly hint: string
}

export const feedCodes = {
  // --- one row
  'not-an-indicator': {
    meaning: 'The row stands in an allow-list of the feed: it says that something is safe.',
    hint: 'Nothing to do: such rows are counted and not published.',
  },
  'list-unknown': {
    meaning: 'The row stands in a list of the feed whose meaning this format does not know.',
    hint: 'The feed has changed: update the node, or import that list alone as another format.',
  },
  'value-absent': { meaning: 'The row has no value.', hint: 'Check the column mapping, or the row at its source.' },
  'row-malformed': {
    meaning: 'The row does not have the form of the format.',
    hint: 'Correct the row at its source, or check --format.',
  },
  'row-cut': {
    meaning: 'The file ends inside this row.',
    hint: 'The file was cut: fetch it again and import it once more.',
  },
  'row-too-long': {
    meaning: 'The row is longer than any row may be; the rest of it was skipped.',
    hint: 'Check that the file is of this format and has line ends.',
  },
  'text-invalid': {
    meaning: 'The row holds bytes that are no text in this encoding, or a NUL.',
    hint: 'Name the encoding of the file, for example --encoding latin1.',
  },
  'key-unknown': {
    meaning: 'The JSON row has a key that the shape does not know.',
    hint: 'See the keys in docs/feeds.md; a misspelt key would lose what it says.',
  },
  'key-repeated': { meaning: 'The JSON row has one key twice.', hint: 'Only the source can say which one is meant.' },
  'cell-invalid': {
    meaning: 'A field of the row cannot be read as what it should be.',
    hint: 'Correct the row at its source; the reason names the field.',
  },
  // --- the feed as a whole
  'format-unknown': {
    meaning: 'No importer has this name.',
    hint: 'See the formats with: entente feed formats.',
  },
  'format-mismatch': {
    meaning: 'The file is not of the format that was named.',
    hint: 'Check --format against the beginning of the file.',
  },
  'feed-empty': { meaning: 'The file has no content.', hint: 'Fetch it again.' },
  'feed-compressed': {
    meaning: 'The file is compressed or an archive.',
    hint: 'Unpack it first, for example: gunzip -c FILE | entente feed import - ...',
  },
  'feed-truncated': {
    meaning: 'The file ends too early. The rows before the cut were read.',
    hint: 'Fetch the file again and import it once more; nothing is published twice.',
  },
  'feed-malformed': {
    meaning: 'The file breaks its format beyond recovery. The rows before that place were read.',
    hint: 'Look at the line that is named; fetch the file again.',
  },
  'option-invalid': {
    meaning: 'An option of the import is unknown to the format, or has a wrong value.',
    hint: 'See the options of each format in docs/feeds.md.',
  },
} as const satisfies Record<string, Entry>

export type FeedCode = keyof typeof feedCodes
