// How things read on a terminal: times, counts, sizes, a statement on a few lines. Everything from others is cleaned.
import type { StatementView } from '../node/api/schemas.ts'
import { cleanText } from './clean.ts'
import type { Output, Style } from './output.ts'

export function humanCount(count: number): string {
  return count.toLocaleString('en-US')
}

export function humanBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ''}`
}

export function humanDuration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
  return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3600)} h`
}

/** ISO 8601 as people read it: to the second, in UTC. */
export function humanTime(iso: string): string {
  return iso.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC')
}

export const kindStyles: Readonly<Record<string, Style>> = {
  indicator: 'red',
  sighting: 'cyan',
  dispute: 'yellow',
  withdrawal: 'dim',
  protection: 'green',
}

/** A statement under the value that was asked for. */
export function statementLines(view: StatementView, output: Output): string[] {
  const { style } = output
  const what = [view.kind === 'protection' ? 'protected' : view.kind, view.category]
    .filter((part) => part !== null)
    .map(cleanText)
  const head = [
    style(['bold', kindStyles[view.kind] ?? 'bold'], what.join(' ')),
    view.confidence === null ? undefined : `${view.confidence} %`,
    `by ${style('bold', cleanText(view.author))}`,
    view.feed === null ? undefined : `feed ${cleanText(view.feed)}`,
    view.marking,
    view.standing === 'current' ? undefined : style('yellow', view.standing),
    view.disputes === undefined ? undefined : style('yellow', `disputed by ${view.disputes}`),
  ]
  const lines = [head.filter((part) => part !== undefined).join('  ')]
  const more = [
    view.role === undefined ? undefined : `role ${view.role}`,
    view.basis === undefined ? undefined : `basis ${view.basis}`,
    view.sightings === undefined ? undefined : `seen ${view.sightings} times`,
    view.reason === undefined ? undefined : `reason ${cleanText(view.reason)}`,
    view.labels === undefined ? undefined : `labels ${view.labels.map(cleanText).join(', ')}`,
    view.validUntil === undefined ? undefined : `valid until ${humanTime(view.validUntil)}`,
  ].filter((part) => part !== undefined)
  if (more.length > 0) lines.push(more.join('  '))
  if (view.description !== undefined) lines.push(cleanText(view.description))
  if (view.target !== undefined) lines.push(style('dim', `about ${view.target}`))
  lines.push(style('dim', `issued ${humanTime(view.issuedAt)}  received ${humanTime(view.receivedAt)}`))
  lines.push(style('dim', `id ${view.id}`))
  return lines
}

/** A statement on one line, for lists and live views. */
export function statementRow(view: StatementView, output: Output): string {
  const { style } = output
  const parts = [
    style('dim', humanTime(view.receivedAt)),
    style(kindStyles[view.kind] ?? 'bold', view.kind.padEnd(10)),
    style('bold', cleanText(view.author).padEnd(12)),
    cleanText(view.category ?? '-').padEnd(18),
    view.confidence === null ? '    -' : `${String(view.confidence).padStart(3)} %`,
    cleanText(view.subject),
    view.feed === null || view.feed === 'manual' ? undefined : style('dim', `(${cleanText(view.feed)})`),
    view.standing === 'current' ? undefined : style('yellow', view.standing),
  ]
  return parts.filter((part) => part !== undefined).join('  ')
}
