// Installs the dependencies when they are missing or older than the lock file. Plain JavaScript, for the Node.js of the
// machine (18 or newer): npm ci brings the Node.js that everything else runs on.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.entente-lock')
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')

if (!isInstalled()) {
  const first = !existsSync(modules)
  process.stderr.write(
    first
      ? 'Installing dependencies with npm ci (first time; about a minute) ...\n'
      : 'The dependencies changed: installing them again with npm ci (about a minute) ...\n',
  )
  const started = Date.now()
  // npm may be a script that only a shell finds; the arguments are constants.
  const done = spawnSync('npm ci --no-audit --no-fund --loglevel=error', {
    cwd: root,
    shell: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (done.status !== 0) {
    process.stderr.write(
      'entente: npm ci failed [setup-failed]\nhint: see the lines above; check the network and try again.\n',
    )
    process.exit(1)
  }
  writeFileSync(stampFile, lock)
  process.stderr.write(`Dependencies are installed (${Math.round((Date.now() - started) / 1000)} s).\n`)
}

function isInstalled() {
  try {
    if (readFileSync(stampFile, 'utf8') === lock) return true
  } catch {
    // no stamp: somebody may have run npm ci by hand
  }
  if (!matchesByHand()) return false
  try {
    writeFileSync(stampFile, lock)
  } catch {
    // the folder is not writable: compared again next time
  }
  return true
}

/** Whether npm's own record of what lies in node_modules says the same as the lock file. */
function matchesByHand() {
  try {
    const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    const { packages: there } = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'))
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => path === '' || optional || there[path]?.version === version,
    )
  } catch {
    return false
  }
}
