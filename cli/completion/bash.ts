// Completion for bash (3.2 or newer), without the bash-completion package.
import type { Offer, Place } from './model.ts'

export function bashScript(places: readonly Place[]): string {
  const paths = places.filter(({ path }) => path.length > 0).map(({ path }) => quote(` ${path.join(' ')}`))
  return `# entente completion for bash: source <(entente completion bash)
_entente() {
  local cur prev path word i offer kind prefix
  COMPREPLY=()
  cur="\${COMP_WORDS[COMP_CWORD]}"
  prev="\${COMP_WORDS[COMP_CWORD-1]}"
  prefix=""
  # bash splits words at colons: TLP:GREEN comes as three.
  if [[ $cur == ":" ]]; then
    prefix="$prev:"; prev="\${COMP_WORDS[COMP_CWORD-2]}"; cur="$prefix"
  elif [[ $prev == ":" ]]; then
    prefix="\${COMP_WORDS[COMP_CWORD-2]}:"; prev="\${COMP_WORDS[COMP_CWORD-3]}"; cur="$prefix$cur"
  fi
  path=""
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="$path \${COMP_WORDS[i]}"
    case "$word" in
      ${paths.join('|')}) path="$word" ;;
    esac
  done
  kind=words
  offer=""
  case "$path $prev" in
${places.map(valueCases).join('')}    *)
      case "$path" in
${places.map(wordCases).join('')}      esac
      ;;
  esac
  case "$kind" in
    file) COMPREPLY=($(compgen -f -- "$cur")); compopt -o filenames 2>/dev/null ;;
    folder) COMPREPLY=($(compgen -d -- "$cur")); compopt -o filenames 2>/dev/null ;;
    *) COMPREPLY=($(compgen -W "$offer" -- "$cur")) ;;
  esac
  if [[ -n $prefix ]]; then
    for i in "\${!COMPREPLY[@]}"; do COMPREPLY[i]="\${COMPREPLY[i]#"$prefix"}"; done
  fi
}
complete -F _entente entente
`
}

/** After an option that takes a value. */
function valueCases(place: Place): string {
  return place.options
    .filter(({ value }) => value !== undefined)
    .map(({ names, value }) => {
      const patterns = names.map((name) => quote(`${pathText(place)} ${name}`)).join('|')
      return `    ${patterns}) ${assignment(value ?? 'nothing')} ;;\n`
    })
    .join('')
}

/** Anywhere else: commands and options, and what the argument may be. */
function wordCases(place: Place): string {
  const options = place.options.flatMap(({ names }) => names)
  const words = [
    ...place.commands.map(({ name }) => name),
    ...(typeof place.argument === 'string' ? [] : place.argument),
  ]
  const files = place.argument === 'file'
  const plain = files ? 'kind=file' : `offer=${quote(words.join(' '))}`
  return `        ${quote(pathText(place))}) if [[ $cur == -* ]]; then offer=${quote(options.join(' '))}; else ${plain}; fi ;;\n`
}

function pathText({ path }: Place): string {
  return path.length === 0 ? '' : ` ${path.join(' ')}`
}

function assignment(offer: Offer): string {
  if (offer === 'file' || offer === 'folder') return `kind=${offer}`
  return offer === 'nothing' ? ':' : `offer=${quote(offer.join(' '))}`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
