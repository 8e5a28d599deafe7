// Routes of the audit log: read, follow, verify, export, and sign a checkpoint. Reading it is recorded in it.
import type { FastifyRequest } from 'fastify'
import { actorOf } from '../../audit/actors.ts'
import type { AuditQuery } from '../../audit/types.ts'
import { type App, type Context, answers, jsonLines, readerOf, sendLines, signalOf } from '../context.ts'
import { parseTime } from '../parse.ts'
import {
  AuditExportQuery,
  AuditFileLine,
  AuditFilterQuery,
  AuditFollowQuery,
  AuditLineView,
  AuditVerdictView,
  AuditVerifyCall,
  CheckpointView,
} from '../schemas/audit.ts'

const limitDefault = 100

export function auditRoutes(app: App, context: Context): void {
  const { audit } = context.node
  const actor = (request: FastifyRequest): string => actorOf(readerOf(request))

  /** Who looked into the log, and for what. */
  const looked = (request: FastifyRequest, action: 'read' | 'watch', query: AuditFilterQuery): void => {
    const { purpose } = request.caller
    audit.record({
      action,
      actor: actor(request),
      decision: 'allowed',
      ...(query.object === undefined ? {} : { objects: [query.object] }),
      ...(purpose === undefined ? {} : { purpose }),
      detail: {
        what: 'audit',
        ...(query.action === undefined ? {} : { action: query.action }),
        ...(query.actor === undefined ? {} : { actor: query.actor }),
        ...(query.since === undefined ? {} : { since: query.since }),
        ...(query.until === undefined ? {} : { until: query.until }),
      },
    })
  }

  app.get(
    '/v1/audit',
    {
      schema: {
        operationId: 'auditLog',
        summary: 'Entries of the audit log by filter: the newest that fit, or those behind `after`; oldest first',
        querystring: AuditFilterQuery,
        response: answers(AuditLineView, jsonLines),
      },
      config: { scope: 'audit' },
    },
    async (request, reply) => {
      const query = queryOf(request.query)
      await audit.flushed()
      looked(request, 'read', request.query)
      return sendLines(request, reply, context, audit.log(query))
    },
  )

  app.get(
    '/v1/audit/follow',
    {
      schema: {
        operationId: 'auditFollow',
        summary: 'Entries of the audit log as they are written, without end',
        querystring: AuditFollowQuery,
        response: answers(AuditLineView, jsonLines),
      },
      config: { scope: 'audit' },
    },
    (request, reply) => {
      const query = queryOf(request.query)
      looked(request, 'watch', request.query)
      return sendLines(request, reply, context, audit.follow(query, signalOf(reply, context)), { atOnce: true })
    },
  )

  app.post(
    '/v1/audit/verify',
    {
      schema: {
        operationId: 'auditVerify',
        summary: 'Walk the chain of the audit log, and hold it against checkpoints; the last line is the summary',
        body: AuditVerifyCall,
        response: answers(AuditVerdictView, jsonLines),
      },
      config: { scope: 'audit' },
    },
    (request, reply) => sendLines(request, reply, context, audit.verify(request.body.checkpoints ?? [])),
  )

  app.get(
    '/v1/audit/export',
    {
      schema: {
        operationId: 'auditExport',
        summary: 'The audit log as a file that is verified offline; a signed checkpoint is its last line',
        querystring: AuditExportQuery,
        response: answers(AuditFileLine, jsonLines),
      },
      config: { scope: 'audit' },
    },
    (request, reply) => {
      const { from = 1 } = request.query
      return sendLines(request, reply, context, audit.export(from, actor(request), signalOf(reply, context)))
    },
  )

  app.post(
    '/v1/audit/checkpoint',
    {
      schema: {
        operationId: 'auditCheckpoint',
        summary: 'Sign number and hash of the last entry of the audit log',
        response: answers(CheckpointView),
      },
      config: { scope: 'audit' },
    },
    async (request) => {
      const { text, seq, hash } = await audit.checkpoint(actor(request))
      return { checkpoint: text, seq, hash }
    },
  )
}

function queryOf({ since, until, limit, ...rest }: AuditFilterQuery): AuditQuery {
  return {
    ...rest,
    limit: limit ?? limitDefault,
    ...(since === undefined ? {} : { since: parseTime('since', since) }),
    ...(until === undefined ? {} : { until: parseTime('until', until) }),
  }
}
