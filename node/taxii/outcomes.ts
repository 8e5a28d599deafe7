// What an envelope came to: each object of it among the successes or the failures, with the reason.
import type { PushReceipt } from '../push/types.ts'
import type { PostedObject } from './envelope.ts'
import type { Status, StatusDetail } from './statuses.ts'

export class Outcomes {
  readonly #at: string
  readonly #successes: StatusDetail[] = []
  readonly #failures: StatusDetail[] = []

  constructor(at: string) {
    this.#at = at
  }

  succeed({ id, version = this.#at }: Pick<PostedObject, 'id' | 'version'>, message?: string): void {
    this.#successes.push({ id, version, ...(message !== undefined && { message }) })
  }

  fail(id: string, version: string | undefined, message: string): void {
    this.#failures.push({ id, version: version ?? this.#at, message })
  }

  /** Each object of a batch once: with what is wrong, where one of its rows was refused. */
  take({ rows }: PushReceipt, batch: readonly PostedObject[]): void {
    const refused = new Map<string, string[]>()
    const published = new Set<string>()
    for (const row of rows) {
      const { object = '' } = row
      if (row.result !== 'rejected') published.add(object)
      else refused.set(object, [...(refused.get(object) ?? []), `${row.code}: ${row.reason} (${row.value})`])
    }
    const told = new Set<string>()
    for (const object of batch) {
      if (told.has(object.id)) continue
      told.add(object.id)
      const reasons = refused.get(object.id)
      if (reasons !== undefined) {
        const part = published.has(object.id) ? 'in part: ' : ''
        this.fail(object.id, object.version, `${part}${reasons.slice(0, 8).join('; ')}`)
      } else if (published.has(object.id)) this.succeed(object)
      else if (object.type === 'indicator') this.fail(object.id, object.version, 'it names no subject')
      else this.succeed(object, 'taken as context of the other objects: it is no statement of its own')
    }
  }

  status(id: string): Status {
    const [successes, failures] = [this.#successes, this.#failures]
    return {
      ...{ id, status: 'complete', request_timestamp: this.#at },
      total_count: successes.length + failures.length,
      success_count: successes.length,
      ...(successes.length > 0 && { successes }),
      failure_count: failures.length,
      ...(failures.length > 0 && { failures }),
      pending_count: 0,
    }
  }
}
