// The changes of a charter in words, as a governor reads them before signing. Names of others are cleaned.
import type { Change } from '../../node/governing/difference.ts'
import type { Review } from '../../node/governing/proposal.ts'
import { compareTlp } from '../../protocol/marking.ts'
import { cleanText } from '../clean.ts'
import { humanTime } from '../human.ts'

const shownLanesMax = 12

/** Lines that say one change: the first is a sentence, those below it are its parts, indented. */
export function changeLines(change: Change): string[] {
  const lines = linesOf(change)
  return lines.map((line, at) => `${at === 0 ? '' : '  '}${cleanText(line)}`)
}

function linesOf(change: Change): string[] {
  switch (change.what) {
    case 'network-name':
      return [`names the network ${change.to}, instead of ${change.from}`]
    case 'expiry':
      return [`is in force until ${humanTime(change.to)}, instead of ${humanTime(change.from)}`]
    case 'threshold':
      return [`needs ${change.to} governor${change.to === 1 ? '' : 's'} to sign, instead of ${change.from}`]
    case 'policy':
      return [`sets ${change.rule} to ${change.to}, instead of ${change.from}`]
    case 'member-admitted': {
      const { member, name, kind, jurisdiction, clearance, status, rootKey, nextRootHash } = change
      const who = `admits ${member} (${name}, ${kind}, ${jurisdiction}), cleared for ${clearance}`
      return [
        status === 'active' ? who : `${who}, as ${status}`,
        `root key ${rootKey}`,
        ...(nextRootHash === null ? [] : [`committed to a next root key with the hash ${nextRootHash}`]),
      ]
    }
    case 'member-dropped':
      return [`no longer lists ${change.member}`]
    case 'profile':
      return [`changes the ${change.field} of ${change.member} from ${change.from} to ${change.to}`]
    case 'status':
      return [statusLine(change)]
    case 'clearance': {
      const up = compareTlp(change.to, change.from) > 0
      return [`clears ${change.member} for ${change.to}, ${up ? 'up' : 'down'} from ${change.from}`]
    }
    case 'positions':
      return positionLines(change)
    case 'root-key':
      return [
        `changes the root key of ${change.member}${change.committed ? ', as it had committed to' : ' to one that it had NOT committed to'}`,
        `from ${change.from}`,
        `to ${change.to}`,
      ]
    case 'next-root':
      if (change.to === null) return [`ends the commitment of ${change.member} to a next root key`]
      return [`commits ${change.member} to a next root key with the hash ${change.to}`]
    case 'prior-certificates':
      return [
        `lists certificates of ${change.member} under its former root key: ${change.added.length} more, ${change.dropped.length} fewer`,
        ...change.added.map((hash) => `more: ${hash}`),
        ...change.dropped.map((hash) => `fewer: ${hash}`),
      ]
    case 'governor-added':
      return [`makes ${change.member} a governor with the key ${change.key}`]
    case 'governor-removed':
      return [`takes from ${change.member} the governor key ${change.key}`]
    case 'group-added':
      return [`makes the group ${change.group} of ${listed(change.members)}`]
    case 'group-deleted':
      return [`deletes the group ${change.group} of ${listed(change.members)}`]
    case 'group-changed':
      return [
        `changes the group ${change.group}`,
        ...(change.added.length === 0 ? [] : [`in: ${listed(change.added)}`]),
        ...(change.removed.length === 0 ? [] : [`out: ${listed(change.removed)}`]),
      ]
  }
}

function statusLine({ member, from, to }: Extract<Change, { what: 'status' }>): string {
  if (to === 'active') return `reinstates ${member}, which was ${from}: all of its lanes count again`
  return to === 'removed' ? `removes ${member}, for ever` : `suspends ${member}`
}

function positionLines({ member, lanes, added, moved, dropped }: Extract<Change, { what: 'positions' }>): string[] {
  if (lanes === 0) return [`lists no last position of ${member} any more`]
  const shown = [
    ...added.map(({ lane, seq }) => `lane ${lane.slice(0, 16)} counts up to ${seq}`),
    ...moved.map(
      ({ lane, seq }) => `lane ${lane.slice(0, 16)} counts up to ${seq}, which is another position than before`,
    ),
    ...dropped.map(({ lane, seq }) => `lane ${lane.slice(0, 16)} is no longer listed (it was at ${seq})`),
  ]
  const more = shown.length - shownLanesMax
  return [
    `lists the last positions of ${lanes} lane${lanes === 1 ? '' : 's'} of ${member}; every other of its lanes is suspect from the first bundle`,
    ...shown.slice(0, shownLanesMax),
    ...(more > 0 ? [`and ${more} more, which --json lists`] : []),
  ]
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nobody' : names.join(', ')
}

/** Who signed a proposal, and who must still. */
export function signatureLines({ old, next, missing }: Review): string[] {
  const signed = [...new Set([...old.signed, ...next.signed])].sort()
  return [
    `signed by ${listed(signed)}`,
    missing.length === 0 ? 'enough have signed' : `missing: ${missing.join('; ')}`,
  ].map(cleanText)
}
