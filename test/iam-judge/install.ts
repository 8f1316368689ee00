/**
 * Installs the judge: a third party's evaluator of IAM policies, and AWS's managed policies. They
 * have a folder with a lockfile of their own, because the licence of the evaluator is AGPL-3.0, and
 * neither Tripline nor its lockfile may contain it.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** The global setup of the emulator suite. Throws if npm cannot install the judge. */
export function setup(): void {
  if (isInstalled()) return
  const { status, stderr, error } = spawnSync('npm', ['ci', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (status === 0) return
  throw new Error(
    'The emulator suite needs an IAM evaluator from the npm registry: `npm ci --ignore-scripts` ' +
      `in test/iam-judge failed. ${error?.message ?? stderr.trim()}`,
  )
}

/** Whether npm installed exactly what the lockfile lists. */
function isInstalled(): boolean {
  const installed = `${folder}node_modules/.package-lock.json`
  if (!existsSync(installed)) return false
  const { '': _root, ...wanted } = versionsIn(`${folder}package-lock.json`)
  return JSON.stringify(versionsIn(installed)) === JSON.stringify(wanted)
}

function versionsIn(lockfile: string): Record<string, string | undefined> {
  const { packages } = JSON.parse(readFileSync(lockfile, 'utf8')) as {
    packages: Record<string, { version?: string }>
  }
  return Object.fromEntries(Object.entries(packages).map(([path, { version }]) => [path, version]))
}
