// Completion for zsh.
import type { Offer, Place } from './model.ts'

export function zshScript(places: readonly Place[]): string {
  const paths = places.filter(({ path }) => path.length > 0).map(({ path }) => quote(` ${path.join(' ')}`))
  return `#compdef entente
# entente completion for zsh: source <(entente completion zsh), or as _entente in a folder of $fpath
_entente() {
  local cmd="" word prev="\${words[CURRENT-1]}"
  local -a offer
  local -i i
  for ((i = 2; i < CURRENT; i++)); do
    word="$cmd \${words[i]}"
    case "$word" in
      (${paths.join('|')}) cmd="$word" ;;
    esac
  done
  case "$cmd $prev" in
${places.map(valueCases).join('')}  esac
  case "$cmd" in
${places.map(wordCases).join('')}  esac
}
if [[ "\${funcstack[1]}" == _entente ]]; then _entente "$@"; else compdef _entente entente; fi
`
}

function valueCases(place: Place): string {
  return place.options
    .filter(({ value }) => value !== undefined)
    .map(({ names, value }) => {
      const patterns = names.map((name) => quote(`${pathText(place)} ${name}`)).join('|')
      return `    (${patterns}) ${offering(value ?? 'nothing')}; return ;;\n`
    })
    .join('')
}

function wordCases(place: Place): string {
  const options = place.options.flatMap(({ names, description }) => names.map((name) => described(name, description)))
  const commands = place.commands.map(({ name, description }) => described(name, description))
  const rest = commands.length > 0 ? describing('command', commands) : offering(place.argument)
  return `    (${quote(pathText(place))})
      if [[ "$PREFIX" == -* ]]; then ${describing('option', options)}; else ${rest}; fi
      ;;
`
}

function pathText({ path }: Place): string {
  return path.length === 0 ? '' : ` ${path.join(' ')}`
}

function describing(tag: string, entries: readonly string[]): string {
  return `offer=(${entries.join(' ')}); _describe ${tag} offer`
}

function described(name: string, description: string): string {
  return quote(`${name.replaceAll(':', '\\:')}:${description}`)
}

function offering(offer: Offer): string {
  if (offer === 'file') return '_files'
  if (offer === 'folder') return '_files -/'
  return offer === 'nothing' ? ':' : `compadd -- ${offer.map(quote).join(' ')}`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
