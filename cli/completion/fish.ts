// Completion for fish.
import type { Offer, OptionPlace, Place } from './model.ts'

export function fishScript(places: readonly Place[]): string {
  const paths = places.filter(({ path }) => path.length > 0).map(({ path }) => quote(` ${path.join(' ')}`))
  return `# entente completion for fish: entente completion fish | source
function __entente_at
    set -l path ''
    for word in (commandline -opc)[2..-1]
        switch "$path $word"
            case ${paths.join(' ')}
                set path "$path $word"
        end
    end
    test "$path" = "$argv[1]"
end
complete -c entente -f
${places.map(linesOf).join('')}`
}

function linesOf(place: Place): string {
  const at = `complete -c entente -n ${quote(`__entente_at ${quote(place.path.length === 0 ? '' : ` ${place.path.join(' ')}`)}`)}`
  return [
    ...place.commands.map(({ name, description }) => `${at} -a ${quote(name)} -d ${quote(description)}\n`),
    ...place.options.map((option) => `${at} ${optionWords(option)}\n`),
    ...(place.argument === 'nothing' ? [] : [`${at} ${offering(place.argument)}\n`]),
  ].join('')
}

function optionWords({ names, description, value }: OptionPlace): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ')
  const takes = value === undefined ? '' : ` ${value === 'file' ? '-r' : '-x'} ${offering(value)}`.trimEnd()
  return `${flags}${takes} -d ${quote(description)}`
}

function offering(offer: Offer): string {
  if (offer === 'file') return '-F'
  if (offer === 'folder') return `-a ${quote('(__fish_complete_directories)')}`
  return offer === 'nothing' ? '' : `-a ${quote(offer.join(' '))}`
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
