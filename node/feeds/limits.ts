// Every bound of the feed parsers in one place, units in the names.
export const feedLimits = {
  /** A larger piece of input is parsed in slices of this size, so that rows come out as they are read. */
  sliceBytes: 64 * 1024,
  /** A row: the largest statement with every character escaped has room. */
  rowMaxChars: 128 * 1024,
  /** Lines of one CSV record: text in quotes may hold line ends. */
  recordMaxLines: 256,
  /** A string in a JSON document, as a row. */
  jsonTokenMaxChars: 16 * 1024,
  /** A string in a JSON document, at all: it is held until it ends. */
  jsonStringMaxChars: 1024 * 1024,
  jsonNestingMax: 16,
  xmlNestingMax: 32,
  xmlAttributesMax: 256,
  /** Text between two tags: the rest of it is dropped. */
  xmlTextMaxChars: 16 * 1024,
  /** Names, programs or addresses of one party of a sanctions list. */
  partyItemsMax: 4096,
  columnsMax: 1024,
  /** What one file may unpack to, together. */
  unpackedMaxBytes: 16 * 2 ** 30,
  /** Bytes out for one byte in. Text of feeds packs to a twentieth; lists of one repeated row to less than a hundredth. */
  unpackedMaxRatio: 400,
  /** Up to here the ratio does not count: an honest small file may be all repetition. */
  unpackedFreeBytes: 64 * 2 ** 20,
  /** Compression inside of compression: a member of a zip may be a gzip. */
  packedLevelsMax: 2,
  archiveMembersMax: 65_536,
  /** Window of a zstd frame, as a power of two: what the zstd command takes without being told otherwise. */
  zstdWindowLogMax: 27,
  /** Of one object that becomes a row, or tells of rows, what is kept together. */
  objectMaxChars: 1024 * 1024,
  /** Objects nest deeper than lists of values do: an event of MISP has clusters in galaxies in attributes in objects. */
  objectNestingMax: 32,
  /** A string inside of an object: a pattern of STIX may name hundreds of hashes. */
  objectTokenMaxChars: 256 * 1024,
  /** What waits for the rest of the file: beyond this it waits on the disk. */
  spoolMemoryMaxChars: 1024 * 1024,
  /** Comparisons in one pattern of STIX, and how deep they nest. */
  patternTestsMax: 10_000,
  patternNestingMax: 32,
  /** Marking definitions, and separately authors, reports and what else tells of rows, of one bundle. */
  stixDefinitionsMax: 20_000,
  /** References between objects of one bundle that are followed, of each kind. */
  stixReferencesMax: 100_000,
  /** Subjects of indicators against which the observables of a bundle are held. */
  stixSubjectsMax: 4_000_000,
  /** Attributes of one object of MISP. */
  mispObjectAttributesMax: 4096,
  /** One page of a TAXII collection, and what a server says of itself. */
  taxiiPageMaxBytes: 64 * 2 ** 20,
  taxiiAboutMaxBytes: 4 * 2 ** 20,
  taxiiPagesMax: 1_000_000,
  /** Of a refusal, what is read for its reason. */
  refusalMaxBytes: 64 * 1024,
  /** What lists the files of a MISP feed. */
  manifestMaxBytes: 64 * 2 ** 20,
  /** Rows in one array. */
  batchRows: 256,
  /** Of a refused row's value, for the report. */
  shownMaxChars: 200,
  /** Addresses that the description of a site names. */
  namedAddressesMax: 20,
} as const
