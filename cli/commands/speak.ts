// entente sighting, dispute and withdraw: statements about what somebody said, or that something was seen.
import { runningNode } from '../connect.ts'
import { given, wholeNumber } from '../input.ts'
import type { Invocation, Run } from '../invocation.ts'
import { type Where, publishDrafts, whereOf } from './publish.ts'

interface About {
  readonly reason?: string
  readonly description?: string
}

interface Sighting extends Where {
  readonly kind?: string
  readonly chain?: string
  readonly count: string
  readonly confidence?: string
  readonly description?: string
  readonly label?: string[]
  readonly reference?: string[]
  readonly firstSeen?: string
  readonly lastSeen?: string
  readonly force?: boolean
}

/** A statement id, which no value of any kind looks like. */
const statementId = /^[0-9a-f]{64}\.\d{1,4}$/i

export const sighting: Run<Sighting> = (invocation, [value = ''], options) =>
  speak(invocation, {
    kind: 'sighting',
    ...(statementId.test(value) ? { target: value } : { value }),
    sightings: wholeNumber('--count', options.count, 1, 0xffff_ffff),
    ...given('subjectKind', options.kind),
    ...given('chain', options.chain),
    ...given('confidence', wholeNumber('--confidence', options.confidence, 0, 100)),
    ...whereOf(options),
    ...given('description', options.description),
    ...given('labels', options.label),
    ...given('external', options.reference),
    ...given('firstSeen', options.firstSeen),
    ...given('lastSeen', options.lastSeen),
    ...given('force', options.force),
  })

export const dispute: Run<About> = (invocation, [target], options) =>
  speak(invocation, { kind: 'dispute', target, ...aboutOf(options) })

export const withdraw: Run<About> = (invocation, [target], options) =>
  speak(invocation, { kind: 'withdrawal', target, ...aboutOf(options) })

function aboutOf({ reason, description }: About): object {
  return { ...given('reason', reason), ...given('description', description) }
}

async function speak(invocation: Invocation, draft: object): Promise<'ok' | 'partly'> {
  await using client = await runningNode(invocation)
  return await publishDrafts(invocation, client, [draft])
}
