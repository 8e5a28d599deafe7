// The name of a feed after its file, where none is given.

const packings = /\.(?:gz|gzip|zst|zstd|zip)$/
const endings = /\.(?:json|jsonl|ndjson|txt|csv|tsv|ya?ml|xml|list|hosts)$/

/** What the node takes for a name: at most 63 of a to z, digits, dot, hyphen and underline. `undefined` where nothing is left. */
export function feedNameOf(fileName: string): string | undefined {
  const name = fileName
    .toLowerCase()
    .replace(packings, '')
    .replace(endings, '')
    .normalize('NFKD')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 63)
    .replace(/[._-]+$/, '')
  return name === '' ? undefined : name
}
