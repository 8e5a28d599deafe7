// entente taxii collection: add, list, remove.
import type { CollectionView } from '../../node/api/schemas/taxii.ts'
import { askJson } from '../ask.ts'
import { cleanText } from '../clean.ts'
import { runningNode } from '../connect.ts'
import { humanTime } from '../human.ts'
import { given } from '../input.ts'
import type { Run } from '../invocation.ts'
import { printTable } from '../table.ts'
import type { SavedFilter } from './list.ts'

interface Added extends SavedFilter {
  readonly description?: string
}

export const add: Run<Added> = async (invocation, [name = ''], options) => {
  const { output } = invocation
  const { ofFeed, ...rest } = options
  await using client = await runningNode(invocation)
  const body = { name, ...rest, ...given('feed', ofFeed) }
  const { collection } = await askJson<{ collection: CollectionView }>(client, {
    ...{ method: 'POST', path: '/v1/taxii/collections', body },
  })
  if (output.json) await output.object(collection)
  else await output.text(`${cleanText(collection.name)}  /taxii2/entente/collections/${collection.id}/`)
  return 'ok'
}

export const list: Run<object> = async (invocation) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  const { collections } = await askJson<{ collections: CollectionView[] }>(client, {
    ...{ method: 'GET', path: '/v1/taxii/collections' },
  })
  if (output.json) for (const collection of collections) await output.object(collection)
  else if (collections.length === 0) output.say('no filters are saved; collections of labels are there without')
  else {
    const rows = collections.map((one) => [
      ...[one.name, filterText(one.filter), humanTime(one.createdAt), one.id],
      cleanText(one.description ?? ''),
    ])
    await printTable(output, ['name', 'filter', 'since', 'id', 'description'], rows)
  }
  return 'ok'
}

export const remove: Run<object> = async (invocation, [name = '']) => {
  const { output } = invocation
  await using client = await runningNode(invocation)
  const path = `/v1/taxii/collections/${encodeURIComponent(name)}`
  const answer = await askJson<Record<string, unknown>>(client, { method: 'DELETE', path })
  if (output.json) await output.object(answer)
  else await output.text('removed')
  return 'ok'
}

function filterText(filter: CollectionView['filter']): string {
  return Object.entries(filter)
    .map(([key, value]) => `${key} ${cleanText(String(value))}`)
    .join(', ')
}
