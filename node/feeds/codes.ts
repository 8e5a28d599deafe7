// Every code with which a feed or one of its rows is refused, with its meaning and what to do.

interface Entry {
  readonly meaning: string
  readonly hint: string
}

export const feedCodes = {
  // --- one row
  'not-an-indicator': {
    meaning: 'The row says that something is safe: it stands in an allow-list, or is marked as harmless or not seen.',
    hint: 'Nothing to do: such rows are counted and not published.',
  },
  'list-unknown': {
    meaning: 'The row stands in a list of the feed whose meaning this format does not know.',
    hint: 'The feed has changed: update the node, or import that list alone as another format.',
  },
  'no-subject': {
    meaning:
      'The row names nothing that a statement can be about: a party without an address, a path without its host.',
    hint: 'Nothing to do: such rows are counted and not published.',
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
  'pattern-malformed': {
    meaning: 'The pattern of a STIX indicator breaks the grammar of patterns.',
    hint: 'Correct it at its source; the reason says where it breaks.',
  },
  'pattern-unsupported': {
    meaning: 'The pattern cannot be reduced to subjects without changing what it says.',
    hint: 'Nothing to do: a negation, a condition that narrows, a range or a rule of another language names no subject.',
  },
  'marking-unresolved': {
    meaning: 'The row carries a marking that cannot be read, so that it counts as the strictest.',
    hint: 'Ask the source for the definition of the marking, or for the whole file where it was cut.',
  },
  'reference-unresolved': {
    meaning: 'The row speaks of an object that is not in the file, or that does not name one subject.',
    hint: 'Import the file that holds the object and what speaks of it together.',
  },
  'version-superseded': {
    meaning: 'The file holds a newer version of the same object.',
    hint: 'Nothing to do: the newest version counts.',
  },
  'row-withdrawn': {
    meaning: 'The source has taken the row back: it is revoked or deleted.',
    hint: 'Nothing to do: such rows are counted and not published.',
  },
  'row-repeated': {
    meaning: 'The row repeats a statement that this network says itself: the feed gives back what came from here.',
    hint: 'Nothing to do: such rows are counted and not published.',
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
  'format-undetermined': {
    meaning: 'What the file is cannot be told from its content.',
    hint: 'Name it with --format; for a table see how its columns would be read with: entente feed preview FILE.',
  },
  'feed-compressed': {
    meaning: 'The file is packed in a way that is not read here; gzip, zstd and zip are.',
    hint: 'Unpack it first, for example: xz -dc FILE | entente feed import - ...',
  },
  'archive-malformed': {
    meaning: 'The compressed file or archive is damaged. The rows before that place were read.',
    hint: 'Fetch the file again and import it once more; nothing is published twice.',
  },
  'archive-bomb': {
    meaning: 'The file unpacks to more than a feed may. The rows before that place were read.',
    hint: 'Look at the file: a few kilobytes that unpack to gigabytes are an attack. Unpack it yourself if it is honest.',
  },
  'archive-encrypted': {
    meaning: 'A member of the archive is encrypted.',
    hint: 'Unpack it with its password, and import what was in it.',
  },
  'archive-nested': {
    meaning: 'The file is packed more than twice over.',
    hint: 'Unpack it, and import what is in it.',
  },
  'archive-empty': {
    meaning: 'The archive holds no file that could be a feed.',
    hint: 'See what is in it, for example with: unzip -l FILE.',
  },
  'member-skipped': {
    meaning: 'This member of the archive is documentation, not data.',
    hint: 'Nothing to do: it is counted and not published.',
  },
  'feed-truncated': {
    meaning: 'The file ends too early. The rows before the cut were read.',
    hint: 'Fetch the file again and import it once more; nothing is published twice.',
  },
  'feed-malformed': {
    meaning: 'The file breaks its format beyond recovery. The rows before that place were read.',
    hint: 'Look at the line that is named; fetch the file again.',
  },
  'spool-failed': {
    meaning: 'What must wait for the rest of the file cannot be set aside on the disk.',
    hint: 'Make room in the folder for temporary files, or name another one with TMPDIR.',
  },
  // --- where a feed is fetched from
  'source-malformed': {
    meaning: 'The answer of the server is not what its protocol asks for.',
    hint: 'Check the address: it may be another service, or a sign-in page.',
  },
  'source-absent': {
    meaning: 'A file that the feed names is not where it should be.',
    hint: 'The other files are read; this one is tried again at the next run.',
  },
  'source-foreign': {
    meaning: 'The server names an address on another host, which must not be given the credentials of this one.',
    hint: 'Name that address itself as the source, if it is to be trusted.',
  },
  'option-invalid': {
    meaning: 'An option of the import is unknown to the format, or has a wrong value.',
    hint: 'See the options of each format in docs/feeds.md.',
  },
} as const satisfies Record<string, Entry>

export type FeedCode = keyof typeof feedCodes
