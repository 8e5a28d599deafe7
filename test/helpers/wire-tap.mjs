// Loaded before a node (`node --import`): writes down every byte that its libp2p streams receive, a file a stream, so that
// a test can show what a node was never given. The node itself is as it is.
import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { AbstractMessageStream } from '@libp2p/utils'

const folder = process.env['WIRE_TAP']
if (folder === undefined) throw new Error('WIRE_TAP names no folder')
const files = new WeakMap()
let count = 0

const original = AbstractMessageStream.prototype.onData
AbstractMessageStream.prototype.onData = function onData(data) {
  let file = files.get(this)
  if (file === undefined) {
    count += 1
    file = openSync(join(folder, `stream-${process.pid}-${count}`), 'a')
    files.set(this, file)
  }
  for (const bytes of data instanceof Uint8Array ? [data] : data) writeSync(file, bytes)
  return original.call(this, data)
}
