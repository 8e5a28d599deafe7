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
  columnsMax: 1024,
  /** Rows in one array. */
  batchRows: 256,
  /** Of a refused row's value, for the report. */
  shownMaxChars: 200,
  /** Addresses that the description of a site names. */
  namedAddressesMax: 20,
} as const
