// Bounds of the TAXII server, units in the names.

/** Of one posted envelope: max_content_length. */
export const bodyMaxBytes = 32 * 1024 * 1024
