// Draws anew what the vectors of sealing hold that no seed determines: HPKE's encapsulations, and what zstd makes of a
// payload. Run it where the lane, the epoch or the info of the vectors changed: node test/vectors/record.ts
import { writeFileSync } from 'node:fs'
import { zstdCompressSync } from 'node:zlib'
import { makeGrants } from '../../node/sealing/grants.ts'
import { payloadOf, toHex } from '../../protocol/index.ts'
import { epochKey } from '../helpers/sealing.ts'
import { audience, lane, recipients, sealed } from './sealing.ts'

const grants = await makeGrants(lane, 7, epochKey, audience, recipients)
const recorded = {
  grants: grants.map(({ encapsulation, wrapped }) => ({
    encapsulation: toHex(encapsulation),
    wrapped: toHex(wrapped),
  })),
  compressed: toHex(zstdCompressSync(payloadOf(sealed))),
}
writeFileSync(new URL('./recorded.json', import.meta.url), `${JSON.stringify(recorded, undefined, 1)}\n`)
