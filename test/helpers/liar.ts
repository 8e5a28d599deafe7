// A partner that does what honest nodes never do: it signs whatever it is told to, with the keys of a real home.
import { randomBytes } from 'node:crypto'
import { readControls } from '../../node/home/home.ts'
import { readSeed } from '../../node/home/keys.ts'
import { smallFrameOf } from '../../node/ledger/frames.ts'
import { everyone } from '../../protocol/audience.ts'
import { type Bundle, type BundleParams, buildBundle } from '../../protocol/bundle.ts'
import { charterHash, encodeCharter } from '../../protocol/charter.ts'
import { toHex } from '../../protocol/bytes.ts'
import { limits } from '../../protocol/limits.ts'
import { encodeStatement } from '../../protocol/statement.ts'
import { parseSubject } from '../../protocol/subjects/index.ts'
import type { Partner, Partners } from './partners.ts'

export interface Said {
  readonly bundle: Bundle
  readonly frame: Uint8Array
}

export interface Liar {
  readonly partner: Partner
  readonly seed: Uint8Array
  /** Control objects of the home: charter and certificates. */
  readonly controls: readonly { readonly name: string; readonly object: Uint8Array }[]
  /** A bundle that says `values`, with anything about its header changed. */
  readonly say: (values: readonly string[], change: Partial<BundleParams>, secretKey?: Uint8Array) => Said
}

export async function createLiar({ network, charter }: Partners, partner: Partner): Promise<Liar> {
  const seed = await readSeed(partner.home.paths.nodeKey)
  const hash = toHex(charterHash(encodeCharter(charter)))
  return {
    partner,
    seed,
    controls: await readControls(partner.home),
    say: (values, change, secretKey = seed) => {
      const bundle = buildBundle(
        {
          network,
          member: partner.id,
          node: partner.node,
          nonce: new Uint8Array(limits.nonceBytes),
          audience: everyone,
          marking: { tlp: 'TLP:GREEN' },
          seq: 1,
          charter: { version: 1, hash },
          issuedAt: Date.now(),
          slots: values.map((value) => ({
            salt: new Uint8Array(randomBytes(limits.saltBytes)),
            statement: encodeStatement({
              kind: 'indicator',
              subject: parseSubject(value),
              category: 'scam',
              origin: { feed: 'lies' },
            }),
          })),
          ...change,
        },
        secretKey,
      )
      return { bundle, frame: smallFrameOf(bundle) }
    },
  }
}
