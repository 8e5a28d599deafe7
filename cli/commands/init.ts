// entente init: makes a home.
import type { MemberKind } from '../../protocol/names.ts'
import { initHome } from '../../node/home/home.ts'
import { given, wholeNumber } from '../input.ts'
import type { Run } from '../invocation.ts'

interface Options {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly jurisdiction: string
  readonly listen?: string[]
  readonly announce?: string[]
  readonly bootstrap?: string[]
  readonly rootKeyFile?: string
  readonly httpPort?: string
}

export const init: Run<Options> = async ({ home, output }, _args, options) => {
  const port = wholeNumber('--http-port', options.httpPort, 0, 65535)
  const made = await initHome(home, {
    // Checked by the schema of member.json.
    profile: {
      id: options.id,
      name: options.name,
      kind: options.kind as MemberKind,
      jurisdiction: options.jurisdiction.toUpperCase(),
    },
    ...given('listen', options.listen),
    ...given('announce', options.announce),
    ...given('bootstrap', options.bootstrap),
    ...given('rootKeyFile', options.rootKeyFile),
    ...given('http', port === undefined ? undefined : ({ host: '127.0.0.1', port } as const)),
  })
  const { dir, profile, rootKeyFile } = made
  if (output.json) {
    await output.object({ home: dir, member: profile.id, rootKeyFile })
    return 'ok'
  }
  await output.text(`${dir} is the home of a node of ${profile.id}`)
  output.say(`The root key is in ${rootKeyFile}: back it up, and keep it offline once the node is certified.`)
  output.say('Next: entente network create, to found a network; or entente member request, to join one.')
  return 'ok'
}
