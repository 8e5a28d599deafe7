// docs/errors.md: every code with its meaning and what to do.
import { exitCodes } from '../../cli/codes.ts'
import { allCodes } from '../../cli/reference.ts'
import { cell, generated } from './pages.ts'

const intros: Readonly<Record<string, string>> = {
  protocol:
    'What goes over the wire, and what is published, is refused with these. The verdict is what a gossip validator makes of ' +
    'a message: only faults that every node must see alike `reject` (and cost the sender); `ignore` drops without blame, ' +
    '`defer` keeps for later, `accept` keeps the message and surfaces it nowhere.',
  home: 'The home of a node: configuration, key files, network.',
  store: 'The store of a node.',
  network: 'Between nodes.',
  ingest: 'The way in: publishing and receiving.',
  feeds: 'Feeds: single rows, and files as a whole.',
  tokens: 'API tokens.',
  api: 'The local API. The last column is the HTTP status.',
  cli: 'The command line. The last column is its exit code.',
}

export function errorsPage(): string {
  const all = allCodes()
  const rooms = [...Map.groupBy(all, ({ room }) => room)]
  return [
    generated,
    '# Error codes',
    '',
    'Every refusal has a stable code; messages may change, codes do not. `entente errors CODE` explains one. The API answers',
    '`{"error":{"code","message","hint"}}`; the command line writes `entente: MESSAGE [CODE]` and `hint: HINT` on stderr, and',
    'with `--json` the same object as the API.',
    '',
    ...rooms.flatMap(([room, codes]) => [
      `## ${room}`,
      '',
      intros[room] ?? '',
      '',
      ...table(
        ['code', 'meaning', 'what to do', ...(lastColumn[room] === undefined ? [] : [lastColumn[room].name])],
        codes.map(({ code, meaning, hint, extra }) => [
          `\`${code}\``,
          meaning,
          hint,
          ...(lastColumn[room] === undefined ? [] : [extra ?? '']),
        ]),
      ),
      '',
    ]),
    '## Exit codes',
    '',
    ...table(
      ['exit code', 'when'],
      Object.values(exitCodes).map(({ code, meaning }) => [String(code), meaning]),
    ),
    '',
  ].join('\n')
}

const lastColumn: Readonly<Record<string, { readonly name: string }>> = {
  protocol: { name: 'verdict' },
  api: { name: 'status' },
  cli: { name: 'exit' },
}

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)]
}
