/** What the README promises to somebody who has just cloned the repository, done to the letter. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

let clone = ''

beforeAll(() => {
  clone = join(mkdtempSync(join(tmpdir(), 'tripline-')), 'tripline')
  execFileSync('git', ['clone', '--quiet', process.cwd(), clone])
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: clone,
    stdio: 'ignore',
    env: environment(),
    // The limit of a test does not end a call that blocks it.
    timeout: 60 * 60_000,
  })
})

afterAll(() => rmSync(join(clone, '..'), { recursive: true, force: true }))

/**
 * The machine as it is, without the Node that this suite runs on first in the path, and without the
 * file of results, which a suite that runs in the clone would overwrite.
 */
const environment = () => ({
  ...process.env,
  TEST_RESULTS: undefined,
  PATH: (process.env.PATH ?? '')
    .split(':')
    .filter((folder) => !folder.includes('node_modules'))
    .join(':'),
  NO_COLOR: '1',
})

function run(...command: string[]): { status: number | null; stdout: string; stderr: string } {
  const [program = '', ...args] = command
  return spawnSync(program, args, {
    cwd: clone,
    encoding: 'utf8',
    env: environment(),
  })
}

const tripline = (...args: string[]) => run('npx', '--no-install', 'tripline', ...args)

test('npm start shows the attack and what is undone', () => {
  const { status, stdout } = run('npm', 'start')
  expect(status).toBe(0)
  expect(stdout).toContain('default version of policy deploy: v2 → v1')
  expect(stdout).toContain('all as expected')
  expect(stdout).not.toContain('\x1b')
  expect(readFileSync(join(clone, 'report.html'), 'utf8')).toContain('What happened')
})

test('a first rule, with a typo in it, is mended from the messages alone', () => {
  expect(
    tripline('new', 'rules/team/health-check-deleted.yaml', '--event', 'route53:DeleteHealthCheck')
      .status,
  ).toBe(0)
  const file = join(clone, 'rules/team/health-check-deleted.yaml')
  const good = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    good.replace('eventName: DeleteHealthCheck  ', 'eventname: DeleteHealthCheck  '),
  )

  const wrong = tripline('validate', 'rules/team/health-check-deleted.yaml')
  expect(wrong.status).toBe(1)
  expect(wrong.stdout).toContain('did you mean `eventName`?')

  writeFileSync(file, good)
  expect(tripline('validate').status).toBe(0)
  expect(tripline('test').status).toBe(0)

  // Nor does it break a test of ours that is about all rules.
  const tests = ['shipped-rules', 'lint/rules', 'cli/plan', 'infra/deploy-doc', 'samples', 'schema']
  const { status, stdout } = run('npx', 'vitest', 'run', ...tests.map((name) => `test/${name}`))
  expect(stdout).toMatch(/Tests .*passed/)
  expect(status).toBe(0)
})
