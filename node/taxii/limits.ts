// Bounds of the TAXII server, units in the names.
import { pushLimits } from '../push/limits.ts'

/** Of one posted envelope: max_content_length. */
export const bodyMaxBytes = pushLimits.bodyMaxBytes
