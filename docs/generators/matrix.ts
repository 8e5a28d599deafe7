// docs/access-matrix.md: who receives what in a network of six, as test/e2e/matrix.test.ts holds it against real nodes.
import { matrixGroup, matrixMembers, matrixTable } from '../../test/helpers/matrix.ts'
import { generated } from './pages.ts'

export function matrixPage(): string {
  const members = matrixMembers.map(({ id, kind, jurisdiction, clearance }) => {
    const group = matrixGroup.members.includes(id) ? matrixGroup.name : ''
    return `| ${[id, kind, jurisdiction, clearance, group].join(' | ')} |`
  })
  return [
    generated,
    '',
    '# The access matrix',
    '',
    'Six members in processes of their own, three kinds, three jurisdictions, clearances that differ, one group. From each',
    'of them one statement is published under every label to every audience below. `test/e2e/matrix.test.ts` does this with',
    'the real command line and real nodes, and holds for every cell that',
    '',
    '- the statement is found by exactly the members that the table names, and an author who may not say it is told the code;',
    '- of what a member may not have, neither the text nor the id of the lane stands in its store (files and records), in',
    '  what its streams received, in its log or in its answers.',
    '',
    'The table is written down by hand in `test/helpers/matrix.ts`, apart from the code that decides. How audiences and',
    'clearances are judged is in [protocol.md](protocol.md#entitlement).',
    '',
    '| member | kind | jurisdiction | clearance | group |',
    '| --- | --- | --- | --- | --- |',
    ...members,
    ...matrixMembers.flatMap((author) => ['', `## Published by ${author.id}`, '', ...matrixTable(author)]),
    '',
  ].join('\n')
}
