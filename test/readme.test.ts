/** Everything the README shows is run, and prints what it shows. */

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shippedRules } from './support/shipped-rules.ts'

const readme = readFileSync('README.md', 'utf8')
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, text = '']) => text,
  )

interface Shown {
  readonly command: string
  readonly output: string
}

/** Commands with what is shown under each. */
const shown: Shown[] = blocks('console').flatMap((text) =>
  text
    .split(/^\$ /m)
    .slice(1)
    .map((part): Shown => {
      const end = part.indexOf('\n')
      return { command: part.slice(0, end), output: part.slice(end + 1) }
    }),
)

/** Commands that need an AWS account or an installation; `npm start` is run without the installation. */
const elsewhere = new Set([
  'aws s3 sync s3://my-trail-bucket/AWSLogs history',
  'npx tripline replay history',
  'npx sst deploy --stage production',
])

let folder = ''

beforeAll(() => {
  // A copy, because the README writes a rule.
  folder = mkdtempSync(join(tmpdir(), 'tripline-readme-'))
  for (const part of [
    'bin',
    'src',
    'packages',
    'rules',
    'samples',
    'schema',
    'scripts',
    'scenarios',
    'functions',
    'docs',
    'test/events',
    'package.json',
  ]) {
    cpSync(part, join(folder, part), { recursive: true })
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(command: string): string {
  const line = command
    .replace(/^npx tripline/, 'node bin/tripline.js')
    .replace('npm ci && npm start', 'node scripts/start.ts')
  const { stdout } = spawnSync('bash', ['-c', line], {
    cwd: folder,
    encoding: 'utf8',
    // The limit of a test does not end a call that blocks it.
    timeout: 10 * 60_000,
    env: {
      ...process.env,
      NO_COLOR: '1',
      GITHUB_ACTIONS: '',
      PATH: `${resolve('node_modules/.bin')}:${process.env.PATH}`,
    },
  })
  return stdout
}

test('the README shows commands', () => expect(shown.length).toBeGreaterThan(5))

describe('a command of the README prints what is shown', () => {
  test.for(shown.filter(({ command }) => !elsewhere.has(command)))(
    '$command',
    ({ command, output }) => {
      const printed = run(command)
      // `…` on a line of its own stands for any lines.
      for (const piece of output.split(/^…\n/m)) expect(printed).toContain(piece)
    },
  )
})

test('with the rule of the exercise, all rules are still valid and pass their tests', () => {
  const ruleCount = shippedRules.length + 1
  expect(run('npx tripline validate')).toContain(`✓ ${ruleCount} valid rules`)
  expect(run('npx tripline test')).toMatch(
    new RegExp(`^✓ ${ruleCount} rules: \\d+ passed, 0 failed, 0 skipped\n$`),
  )
})

test('the rule of the README is valid and passes its own tests', () => {
  const [rule = ''] = blocks('yaml')
  writeFileSync(join(folder, 'rules/team/trail-paused.yaml'), rule)
  expect(run('npx tripline validate rules/team/trail-paused.yaml')).toBe('✓ 1 valid rule\n')
  expect(run('npx tripline test rules/team/trail-paused.yaml')).toBe(
    '✓ 1 rule: 2 passed, 0 failed, 0 skipped\n',
  )
  rmSync(join(folder, 'rules/team/trail-paused.yaml'))
})
