// entente categories and entente errors: what the words mean.
import { categories } from '../../protocol/categories.ts'
import { CliError } from '../errors.ts'
import type { Run } from '../invocation.ts'
import { allCodes } from '../reference.ts'

export const listCategories: Run<object> = async ({ output }) => {
  if (output.json) {
    for (const { name, group } of categories) await output.object({ name, group })
    return 'ok'
  }
  for (const [group, members] of Map.groupBy(categories, (category) => category.group)) {
    await output.text(`${output.style('bold', group.padEnd(14))} ${members.map(({ name }) => name).join(' ')}`)
  }
  return 'ok'
}

export const errors: Run<object> = async ({ output }, args) => {
  const all = allCodes()
  for (const code of args) {
    if (!all.some((known) => known.code === code))
      throw new CliError('code-unknown', `no code is named ${JSON.stringify(code)}`)
  }
  for (const entry of all.filter(({ code }) => args.length === 0 || args.includes(code))) {
    const { code, room, meaning, hint } = entry
    if (output.json) await output.object({ code, room, meaning, hint })
    else {
      await output.text(`${output.style('bold', code)}  ${output.style('dim', room)}`)
      await output.text(`  ${meaning}`)
      await output.text(`  ${hint}`)
    }
  }
  return 'ok'
}
