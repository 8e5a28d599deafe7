// Generates protocol/gen/entente.{js,d.ts} from entente.proto with protobufjs' static module target.
// With --check nothing is written: the exit code says whether the generated code is stale.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const readUint64 = `function $uint64(reader) {
    let value = 0;
    for (let scale = 1; scale <= 0x2000000000000; scale *= 128) {
        if (reader.pos >= reader.len)
            throw $RangeError("index out of range");
        const byte = reader.buf[reader.pos++];
        value += (byte & 127) * scale;
        if (byte < 128) {
            if (value > Number.MAX_SAFE_INTEGER)
                break;
            return value;
        }
    }
    throw $RangeError("integer out of range");
}
`

const here = dirname(fileURLToPath(import.meta.url))
const bin = join(here, '..', 'node_modules', '.bin')
const work = mkdtempSync(join(tmpdir(), 'entente-generate-'))
const js = join(work, 'entente.js')
const dts = join(work, 'entente.d.ts')
try {
  execFileSync(
    join(bin, 'pbjs'),
    [
      '-t',
      'static-module',
      '-w',
      'es6',
      '--es6',
      '--force-number',
      '--no-create',
      '--no-verify',
      '--no-convert',
      '--no-delimited',
      '--no-typeurl',
      '--no-service',
      '--keep-case=false',
      '-o',
      js,
      join(here, 'entente.proto'),
    ].filter((flag) => flag !== '--keep-case=false'),
  )
  let source = readFileSync(js, 'utf8')
  // pbjs writes a bare directory-less specifier that Node's ESM resolver does not find.
  source = source.replace(/from "protobufjs\/minimal"/, 'from "protobufjs/minimal.js"')
  // Where the package "long" is around, protobufjs reads 64-bit integers as objects, whatever --force-number says. Ours
  // are numbers below 2^53, and the reader refuses what is not.
  source = source
    .replaceAll('$util.Long ? $util.Long.fromBits(0,0,true) : 0', '0')
    .replaceAll('reader.uint64()', '$uint64(reader)')
    .replace('// Exported root namespace', `${readUint64}\n// Exported root namespace`)
  writeFileSync(js, source)
  execFileSync(join(bin, 'pbts'), ['-o', dts, js])
  const targets = [
    [js, join(here, 'gen', 'entente.js')],
    [dts, join(here, 'gen', 'entente.d.ts')],
  ]
  if (process.argv.includes('--check')) {
    const stale = targets.filter(([made, kept]) => readFileSync(made, 'utf8') !== readFileSync(kept, 'utf8'))
    for (const [, kept] of stale) process.stderr.write(`stale: ${kept}; run "npm run generate"\n`)
    process.exitCode = stale.length === 0 ? 0 : 1
  } else {
    for (const [made, kept] of targets) writeFileSync(kept, readFileSync(made, 'utf8'))
    process.stdout.write('protocol/gen/entente.js and entente.d.ts are generated\n')
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
