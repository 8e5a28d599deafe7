// The API beyond the loopback: TLS, listed names, and a key that is its owner's alone.
import { execFile } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import { get } from 'node:https'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Http } from '../../../node/home/config.ts'
import { openReaderNode, type ReaderNode } from '../../helpers/readers.ts'
import { temporaryFolder } from '../store/fixture.ts'

const run = promisify(execFile)
const openssl = await run('openssl', ['version']).then(
  () => true,
  () => false,
)

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let node: ReaderNode

beforeEach(async () => {
  folder = await temporaryFolder()
  node = await openReaderNode(folder.path)
  if (!openssl) return
  const made = ['-keyout', join(folder.path, 'tls.key'), '-out', join(folder.path, 'tls.crt')]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  await run('openssl', ['req', ...kind, '-subj', '/CN=node.example.com', ...made])
})
afterEach(async () => {
  await node[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

const tls = { certFile: 'tls.crt', keyFile: 'tls.key' }
const listen = (http: Partial<Http>): Promise<string[]> =>
  node.api.listen({ socket: false, http: { host: '127.0.0.1', port: 0, ...http } })

describe.skipIf(!openssl)('with a certificate (needs openssl)', () => {
  it('answers over TLS', async () => {
    const secret = await node.token()
    const [url = ''] = await listen({ tls, allowedHosts: ['node.example.com'] })
    expect(url).toMatch(/^https:/)
    const answer = await new Promise<number>((resolve, reject) => {
      const headers = { host: 'node.example.com', authorization: `Bearer ${secret}` }
      get(new URL('/v1/status', url), { headers, rejectUnauthorized: false }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      }).once('error', reject)
    })
    expect(answer).toBe(200)
  })

  it.each<[string, Partial<Http>, string]>([
    ['a key that others can read', { tls }, 'key-permissions'],
    ['a key that is not there', { tls: { ...tls, keyFile: 'other.key' } }, 'key-missing'],
    ['a certificate that is not there', { tls: { ...tls, certFile: 'other.crt' } }, 'key-missing'],
    ['files that are swapped', { tls: { certFile: 'tls.key', keyFile: 'tls.crt' } }, 'tls-invalid'],
  ])('refuses %s', async (what, http, code) => {
    await chmod(join(folder.path, 'tls.key'), what.includes('others') ? 0o640 : 0o600)
    await chmod(join(folder.path, 'tls.crt'), 0o600)
    await expect(listen(http)).rejects.toMatchObject({ code })
  })
})

describe('beyond the loopback', () => {
  it.each<[string, Partial<Http>]>([
    ['nothing more', {}],
    ['names alone', { allowedHosts: ['node.example.com'] }],
    ['leave to do without TLS alone', { withoutTls: true }],
    ['TLS alone', { tls }],
  ])('is refused with %s', async (_what, http) => {
    await expect(listen({ host: '0.0.0.0', ...http })).rejects.toMatchObject({ code: 'host-not-loopback' })
  })

  it('is served with names, where something else secures it', async () => {
    const [url = ''] = await listen({ host: '0.0.0.0', allowedHosts: ['node.example.com'], withoutTls: true })
    expect(url).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/)
  })
})
