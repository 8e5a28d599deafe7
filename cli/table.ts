// Tables for people, on stdout. The library is loaded when one is printed.
import { cleanText } from './clean.ts'
import type { Output } from './output.ts'

/** Cells are cleaned here. */
export async function printTable(
  output: Output,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  const { default: Table } = await import('cli-table3')
  const bare = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
  const none = [...bare, 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid']
  const table = new Table({
    head: head.map((name) => output.style('dim', name)),
    chars: { ...Object.fromEntries(none.map((name) => [name, ''])), middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  })
  table.push(...rows.map((row) => row.map(cleanText)))
  for (const line of table.toString().split('\n')) await output.text(line.trimEnd())
}
