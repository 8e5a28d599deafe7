// Completion: made from the tree, so everything in the tree is in it; and bash itself takes it.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { bashScript } from '../../../cli/completion/bash.ts'
import { fishScript } from '../../../cli/completion/fish.ts'
import { type Place, placesOf } from '../../../cli/completion/model.ts'
import { zshScript } from '../../../cli/completion/zsh.ts'
import { createProgram, everyCommand } from '../../../cli/program.ts'

const never = (): never => {
  throw new Error('the tree is only read')
}
const program = createProgram('0.0.0', never, never)
const places = placesOf(program)

const placeOf = (...path: string[]): Place => {
  const place = places.find((one) => one.path.join(' ') === path.join(' '))
  if (place === undefined) throw new Error(`no command ${path.join(' ')}`)
  return place
}

/** What bash offers for the last of `words`. */
async function offered(...words: string[]): Promise<string[]> {
  const list = words.map((word) => `'${word}'`).join(' ')
  const script = `${bashScript(places)}\nCOMP_WORDS=(entente ${list}); COMP_CWORD=${words.length}; _entente; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', script], { cwd: '/' })
  return stdout.split('\n').filter((word) => word !== '')
}

describe('model', () => {
  it('has every command and every option', () => {
    for (const command of everyCommand(program)) {
      const path: string[] = []
      for (let at = command; at.parent !== null; at = at.parent) path.unshift(at.name())
      const place = placeOf(...path)
      expect(place.commands.map(({ name }) => name).filter((name) => name !== 'help')).toEqual(
        command.commands.map((one) => one.name()),
      )
      const names = place.options.flatMap((option) => option.names)
      for (const { long } of [...command.options, ...program.options]) expect(names).toContain(long)
    }
  })

  it.each([
    [['publish'], '--marking', 'TLP:GREEN'],
    [['publish'], '--category', 'pig-butchering'],
    [['publish'], '--kind', 'file-hash'],
    [['init'], '--kind', 'regulator'],
    [['watch'], '--kind', 'sighting'],
    [['feed', 'import'], '--format', 'metamask'],
  ])('%s %s knows %s', (path, name, value) => {
    expect(placeOf(...path).options.find(({ names }) => names.includes(name))?.value).toContain(value)
  })
})

describe('bash', () => {
  it.each<[string[], string[]]>([
    [['lo'], ['lookup']],
    [
      ['feed', ''],
      [
        ...['import', 'push', 'add', 'list', 'show', 'run', 'held', 'confirm', 'history', 'pause', 'resume', 'remove'],
        ...['preview', 'formats'],
      ],
    ],
    [['--json', 'feed', 'im'], ['import']],
    [['--home', '/tmp', 'evidence', 'v'], ['verify']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [
      ['publish', 'x', '--marking', ''],
      ['TLP:CLEAR', 'TLP:GREEN'],
    ],
    [['publish', 'x', '--marking', 'TLP', ':', 'G'], ['GREEN']],
    [
      ['publish', 'x', '--marking', 'TLP', ':'],
      ['CLEAR', 'GREEN'],
    ],
    [['lookup', '--pre'], ['--prefix']],
    [['evidence', 'verify', '/et'], ['/etc']],
    [['--home', '/et'], ['/etc']],
    [['show', ''], []],
  ])('%j offers %j', async (words, expected) => {
    expect(await offered(...words)).toEqual(expected)
  })
})

describe.each([
  ['zsh', zshScript],
  ['fish', fishScript],
])('%s', (_shell, script) => {
  it('names every command and option', () => {
    const text = script(places)
    for (const { path, options } of places) {
      expect(text).toContain(path.join(' '))
      for (const { names } of options) for (const name of names) expect(text).toContain(name.replace(/^--?/, ''))
    }
  })
})
