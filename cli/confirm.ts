// Asks before what cannot be taken back: on a terminal a question, otherwise --yes.
import { createInterface } from 'node:readline/promises'
import { CliError } from './errors.ts'
import type { Output } from './output.ts'

/** Whether somebody sits at a terminal who can be asked. */
export function canAsk(output: Output): boolean {
  return !output.json && process.stdin.isTTY && process.stderr.isTTY
}

/** The answer to a yes/no question on the terminal. */
export async function ask(question: string): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await prompt.question(`${question} (yes/no) `)).trim())
  } finally {
    prompt.close()
  }
}

/** Returns where --yes was given or the answer is yes. Throws `confirmation-needed`. */
export async function confirm(output: Output, question: string, yes: boolean | undefined): Promise<void> {
  if (yes === true) return
  if (!canAsk(output)) throw new CliError('confirmation-needed', `not done: ${question}`)
  if (!(await ask(question))) throw new CliError('confirmation-needed', 'not done: it was not confirmed')
}
