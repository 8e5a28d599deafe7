// The end of the process with an exit code, by itself where nothing is open any more.

const graceMs = 500

/**
 * `process.exit` waits for what V8 compiles in the background, which may wait for a collection that the main thread does
 * not make any more: such a process never ends. One that runs dry ends its isolate first, and with it whoever waits for it.
 * What is still open after a moment does not keep the process.
 */
export function leave(code: number): void {
  process.exitCode = code
  // Somebody may still hold the other end of it. A file has no such end.
  if ('unref' in process.stdin) process.stdin.unref()
  setTimeout(() => process.exit(code), graceMs).unref()
}
