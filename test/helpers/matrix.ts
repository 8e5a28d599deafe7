// The matrix of who may receive what: every label, a range of audiences, six members that differ in kind, jurisdiction,
// clearance and group. What is expected is written down here by hand, apart from the code that decides it.
import type { MemberKind, Tlp } from '../../protocol/names.ts'

export interface MatrixMember {
  readonly id: string
  readonly kind: MemberKind
  readonly jurisdiction: string
  readonly clearance: Tlp
}

export const matrixMembers: readonly MatrixMember[] = [
  { id: 'exchange-de', kind: 'exchange', jurisdiction: 'DE', clearance: 'TLP:RED' },
  { id: 'exchange-us', kind: 'exchange', jurisdiction: 'US', clearance: 'TLP:GREEN' },
  { id: 'analytics-fr', kind: 'analytics', jurisdiction: 'FR', clearance: 'TLP:AMBER+STRICT' },
  { id: 'analytics-us', kind: 'analytics', jurisdiction: 'US', clearance: 'TLP:AMBER' },
  { id: 'agency-de', kind: 'agency', jurisdiction: 'DE', clearance: 'TLP:RED' },
  { id: 'agency-fr', kind: 'agency', jurisdiction: 'FR', clearance: 'TLP:AMBER' },
]

export const matrixGroup = { name: 'task-force', members: ['agency-fr', 'analytics-fr', 'exchange-de', 'exchange-us'] }

export const matrixLabels: readonly Tlp[] = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED']

export interface MatrixAudience {
  readonly text: string
  /** Whether every member of it is named one by one. */
  readonly named: boolean
  readonly holds: (member: MatrixMember) => boolean
}

const inGroup = ({ id }: MatrixMember): boolean => matrixGroup.members.includes(id)

export const matrixAudiences: readonly MatrixAudience[] = [
  { text: 'everyone', named: false, holds: () => true },
  { text: 'group:task-force', named: false, holds: inGroup },
  { text: 'kind:exchange', named: false, holds: ({ kind }) => kind === 'exchange' },
  { text: 'jurisdiction:DE,FR', named: false, holds: ({ jurisdiction }) => ['DE', 'FR'].includes(jurisdiction) },
  { text: 'not jurisdiction:US', named: false, holds: ({ jurisdiction }) => jurisdiction !== 'US' },
  { text: 'kind:agency or kind:analytics', named: false, holds: ({ kind }) => kind !== 'exchange' },
  {
    text: 'group:task-force and not jurisdiction:FR',
    named: false,
    holds: (one) => inGroup(one) && one.jurisdiction !== 'FR',
  },
  { text: 'member:agency-de', named: true, holds: ({ id }) => id === 'agency-de' },
  { text: 'member:agency-fr,exchange-de', named: true, holds: ({ id }) => id === 'agency-fr' || id === 'exchange-de' },
]

export interface Cell {
  readonly author: MatrixMember
  readonly label: Tlp
  readonly audience: MatrixAudience
  /** What is published in it, and nowhere else. */
  readonly value: string
  /** Who must find it, the author among them; or why the author is refused. */
  readonly expected: { readonly entitled: readonly string[] } | { readonly refused: string }
}

export const matrixCells: readonly Cell[] = matrixMembers.flatMap((author, a) =>
  matrixLabels.flatMap((label, l) =>
    matrixAudiences.map((audience, u) => ({
      ...{ author, label, audience },
      value: `cell${a}${l}${u}qzx.example.com`,
      expected: expectedOf(author, label, audience),
    })),
  ),
)

function rank(label: Tlp): number {
  return matrixLabels.indexOf(label)
}

function expectedOf(author: MatrixMember, label: Tlp, audience: MatrixAudience): Cell['expected'] {
  if (rank(label) > rank(author.clearance)) return { refused: 'clearance-exceeded' }
  if (label === 'TLP:RED' && !audience.named) return { refused: 'audience-required' }
  const cleared = matrixMembers.filter((one) => rank(one.clearance) >= rank(label) && audience.holds(one))
  const others = cleared.filter(({ id }) => id !== author.id)
  if (others.length === 0) return { refused: 'audience-empty' }
  return { entitled: matrixMembers.filter((one) => one === author || others.includes(one)).map(({ id }) => id) }
}

/** The table for one author, in Markdown. */
export function matrixTable(author: MatrixMember): string[] {
  const head = ['label', 'audience', ...matrixMembers.map(({ id }) => id)]
  const rows = matrixCells
    .filter((cell) => cell.author === author)
    .map(({ label, audience, expected }) => [
      label,
      `\`${audience.text}\``,
      ...matrixMembers.map(({ id }) =>
        'refused' in expected
          ? id === author.id
            ? `refused: ${expected.refused}`
            : ''
          : expected.entitled.includes(id)
            ? 'reads'
            : '',
      ),
    ])
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
}
