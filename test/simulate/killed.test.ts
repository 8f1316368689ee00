/** A local account that is killed leaves no process and no port, and the next one clears up after it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { startLocal } from '../../src/simulate/local.ts'

// A place of its own: any other local account would clear up what this test looks for.
const { TMPDIR } = process.env
process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'tripline-killed-'))
afterAll(() => {
  rmSync(process.env.TMPDIR ?? '', { recursive: true })
  if (TMPDIR === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = TMPDIR
})

let child: ChildProcess | undefined
afterEach(() => void child?.kill('SIGKILL'))

function started(): Promise<{ readonly endpoint: string; readonly pid: number }> {
  const made = spawn(process.execPath, ['test/simulate/run-until-killed.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child = made
  return new Promise((resolve, reject) => {
    made.once('exit', () => reject(new Error('it ended by itself')))
    made.stdout.once('data', (text) =>
      resolve({ endpoint: String(text).trim(), pid: made.pid ?? 0 }),
    )
  })
}

/** Ids of processes by parent. */
const children = (parent: number): number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='])
    .toString()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, of, name]) => Number(of) === parent && name !== 'ps')
    .map(([id]) => Number(id))

const isRunning = (id: number): boolean => {
  try {
    process.kill(id, 0)
    return true
  } catch {
    return false
  }
}

/** Whatever never goes ends the test by its time limit. */
async function gone(isThere: () => boolean | Promise<boolean>): Promise<void> {
  while (await isThere()) await new Promise((resolve) => setTimeout(resolve, 50))
}

const answers = (endpoint: string): Promise<boolean> =>
  fetch(endpoint).then(
    () => true,
    () => false,
  )

const folders = (pid: number): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`local-aws-account-${pid}-`))

test.for(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('%s', async (signal) => {
  const { endpoint, pid } = await started()
  const functions = children(pid)
  expect(functions).toHaveLength(2)
  expect(await answers(endpoint)).toBe(true)
  expect(folders(pid)).toHaveLength(3)

  process.kill(pid, signal)
  for (const id of functions) await gone(() => isRunning(id))
  await gone(() => answers(endpoint))

  const before = folders(process.pid)
  const next = await startLocal({ accounts: ['111122223333'], startAt: new Date() })
  expect(next.killed).toContain(pid)
  expect(folders(pid)).toEqual([])
  const own = folders(process.pid).filter((name) => !before.includes(name))
  expect(own).toHaveLength(1)
  await next.stop()
  expect(own.filter((name) => existsSync(`${tmpdir()}/${name}`))).toEqual([])
})
