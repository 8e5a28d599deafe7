// Replication of a sealed lane beside an open one: the same statements, in the same run, in turns.
import { filled, type Ground, homes } from './ground.ts'
import { replicate } from './measure-replicate.ts'
import { atLeast, median, type Row } from './result.ts'

const part = 'sealed-replicate'
/** Of the rate of an open lane. */
const shareToReach = 0.8

export async function measureSealedReplicate({ statements, rounds, say }: Ground): Promise<Row[]> {
  await using network = await homes(2 * rounds + 2, 'TLP:AMBER')
  const [open = '', sealed = '', ...partners] = network.dirs
  say('filling one node with an open lane, and one with a sealed lane')
  const held = { open: await filled(open, statements), sealed: await filled(sealed, statements, 'TLP:AMBER') }
  const rates = { open: [] as number[], sealed: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    const [first = '', second = ''] = partners.slice(2 * round)
    rates.open.push(held.open / (await replicate(open, first, held.open)).seconds)
    rates.sealed.push(held.sealed / (await replicate(sealed, second, held.sealed)).seconds)
    say(
      `round ${round + 1}: open ${Math.round(rates.open.at(-1) ?? 0)}/s, sealed ${Math.round(rates.sealed.at(-1) ?? 0)}/s`,
    )
  }
  const rate = { open: median(rates.open), sealed: median(rates.sealed) }
  return [
    { part, what: 'replicate an open lane A to B', value: rate.open, unit: 'statements/s', rounds: rates.open },
    {
      part,
      what: 'replicate a sealed lane A to B, opened at B',
      value: rate.sealed,
      unit: 'statements/s',
      rounds: rates.sealed,
    },
    {
      part,
      what: 'sealed beside open',
      value: rate.sealed / rate.open,
      unit: 'of it',
      target: atLeast(rate.sealed / rate.open, shareToReach),
    },
  ]
}
