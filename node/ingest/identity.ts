// Which statements are one and the same record (docs/protocol.md#identity): the author's key for idempotency, and the
// fingerprint by which a changed row is told from a repeated one.
import { hash } from 'node:crypto'
import type { MemberId } from '../../protocol/ids.ts'
import type { Statement } from '../../protocol/statement-shape.ts'

/** The feed name of what people publish by hand. */
export const manualFeed = 'manual'

/**
 * 16 bytes (as latin1 text) for (member, feed, kind, subject, category, role). Events are told apart further: a sighting
 * by its time and target, a dispute or withdrawal by its target.
 */
export function identityOf(member: MemberId, statement: Statement): string {
  const { subject } = statement
  const event = statement.kind === 'sighting' ? String(statement.lastSeen ?? statement.firstSeen ?? '') : ''
  const text = `${member}\0${statement.origin?.feed ?? manualFeed}\0${statement.kind}\0${subject.kind}\0${subject.chain ?? ''}\0${subject.value}\0${statement.category ?? ''}\0${statement.role ?? ''}\0${statement.target ?? ''}\0${event}`
  return latin1Hash(text).slice(0, 16)
}

/** 8 bytes (as latin1 text) over everything else that a row says, times aside, and the place where it says it. */
export function fingerprintOf(statement: Statement, place: string): string {
  return latin1Hash(saidBy(statement, place)).slice(0, 8)
}

/** `fingerprintOf` for one row after the other: neighbours in a feed mostly say the same of different subjects. */
export function createFingerprints(): typeof fingerprintOf {
  let text = ''
  let fingerprint = ''
  return (statement, place) => {
    const next = saidBy(statement, place)
    if (next !== text) {
      text = next
      fingerprint = latin1Hash(text).slice(0, 8)
    }
    return fingerprint
  }
}

function saidBy(statement: Statement, place: string): string {
  const { origin } = statement
  return JSON.stringify([
    place,
    statement.confidence,
    statement.basis,
    statement.description,
    statement.labels,
    origin?.source,
    origin?.record,
    statement.reason,
    statement.relations,
    statement.readers,
    statement.external,
    statement.sightings,
    // When it ends is a time; that it ends is not.
    ...(statement.validUntil === undefined ? [] : ['ends']),
  ])
}

/** SHA-256 as 32 latin1 characters. Node takes the encoding; its types do not list it. */
function latin1Hash(text: string): string {
  return hash('sha256', text, 'latin1' as 'hex')
}
