#!/usr/bin/env node
// The process: signals, exit codes and the last word on errors. Everything else is loaded by the command that needs it.
import { enableCompileCache } from 'node:module'

enableCompileCache()
const [{ start }, { leave }] = await Promise.all([import('./start.ts'), import('./leave.ts')])
leave(await start(process.argv))
