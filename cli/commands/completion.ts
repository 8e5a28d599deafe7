// entente completion: the script for a shell, made from the tree of commands.
import type { Command } from 'commander'
import { bashScript } from '../completion/bash.ts'
import { fishScript } from '../completion/fish.ts'
import { placesOf } from '../completion/model.ts'
import { zshScript } from '../completion/zsh.ts'
import { CliError } from '../errors.ts'
import type { Run } from '../invocation.ts'

const scripts = new Map([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
])

export function completion(program: Command): Run<object> {
  return async ({ output }, [shell = '']) => {
    const script = scripts.get(shell)
    if (script === undefined) throw new CliError('usage', `completion is made for ${[...scripts.keys()].join(', ')}`)
    await output.text(script(placesOf(program)).trimEnd())
    return 'ok'
  }
}
