// A node with its API for the tests of the gate: what is published is told by its code, and lists are handed in as files.
import { expect } from 'vitest'
import type { AuditLineView } from '../../../node/api/schemas.ts'
import type { Statement, Subject } from '../../../protocol/statement-shape.ts'
import type { ReaderNode } from '../../helpers/readers.ts'

/** `published`, `unchanged`, `replaced`, or the code of the refusal. */
export async function say(node: ReaderNode, draft: object, secret?: string): Promise<string> {
  const { lines } = await node.ask(secret, 'POST', '/v1/statements', `${JSON.stringify(draft)}\n`)
  const [line] = lines as { result?: string; error?: { code: string } }[]
  return line?.result ?? line?.error?.code ?? 'nothing'
}

export const accusing = (value: string, more: object = {}): object => ({ value, category: 'phishing', ...more })

export async function addList(node: ReaderNode, list: object): Promise<Record<string, unknown>> {
  const answer = await node.api.inject({
    ...{ method: 'POST', url: '/v1/warninglists', headers: { 'content-type': 'application/octet-stream' } },
    payload: JSON.stringify({ version: 1, type: 'string', list: [], ...list }),
  })
  return JSON.parse(Buffer.concat(await Array.fromAsync(answer.body)).toString()) as Record<string, unknown>
}

export const protection = (subject: Subject, more: Partial<Statement> = {}): Statement => ({
  ...{ kind: 'protection', subject, description: 'ours' },
  ...more,
})

/** Imports a list of values; gives the summary and what was rejected. */
export async function importList(
  node: ReaderNode,
  values: readonly string[],
  query = '',
  secret?: string,
): Promise<{
  status: number
  summary: Record<string, unknown>
  rejected: { value: string; code: string; reason: string }[]
}> {
  const answer = await node.api.inject({
    method: 'POST',
    url: `/v1/feeds/import?format=list&feed=trial&marking=TLP:GREEN&category=phishing${query}`,
    headers: {
      'content-type': 'application/octet-stream',
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    },
    payload: values.map((value) => `${value}\n`).join(''),
  })
  const text = Buffer.concat(await Array.fromAsync(answer.body)).toString()
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  return {
    status: answer.status,
    summary: lines.at(-1) ?? {},
    rejected: lines.filter(({ type }) => type === 'reject') as { value: string; code: string; reason: string }[],
  }
}

/** What the audit log has of an action, oldest first: actor, code, detail and objects. */
export async function audited(node: ReaderNode, action: string): Promise<AuditLineView['entry'][]> {
  await node.facade.audit.flushed()
  const { status, lines } = await node.ask(undefined, 'GET', `/v1/audit?action=${action}`)
  expect(status).toBe(200)
  return (lines as unknown as AuditLineView[]).map(({ entry }) => entry)
}
