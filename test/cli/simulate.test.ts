/** `tripline simulate` as it is typed: what comes is held against what was expected, and told. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { processTerminal } from '../../src/cli/terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'tripline-simulate-'))

async function typed(...args: string[]) {
  let out = ''
  let err = ''
  const terminal = {
    ...processTerminal(),
    color: false,
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      err += text
    },
  }
  return { code: await main(args, terminal), out, err }
}

function scenario(text: string): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${Math.random().toString(36).slice(2)}.yaml`)
  writeFileSync(file, text)
  return file
}

const keyMade = (expected: string) =>
  scenario(`
title: A key
about: Somebody makes a key for somebody else.
rules: [access-key-for-another-user]
actors:
  intruder: { user: old-admin, from: 203.0.113.66 }
given:
  - call: iam:CreateUser
    with: { UserName: build-bot }
steps:
  - by: intruder
    call: iam:CreateAccessKey
    with: { UserName: build-bot }
  - by: intruder
    call: iam:GetUser
    with: { UserName: nobody }
${expected}`)

describe('a scenario is played', () => {
  test('and what is not as expected is told, each thing, with 1 as the answer', async () => {
    const file = keyMade(`expect:
  alerts:
    - { rule: access-key-for-another-user, status: resolved }
  state:
    - call: iam:ListAccessKeys
      with: { UserName: build-bot }
      has: { '$.AccessKeyMetadata[*].Status': Inactive }
`)
    const report = join(folder, 'report.html')
    const { code, out } = await typed('simulate', file, '--report', report)
    expect(code).toBe(1)
    for (const line of [
      'intruder: iam:CreateAccessKey',
      'iam:GetUser failed with NoSuchEntityException',
      'an expected alert is missing: access-key-for-another-user, resolved',
      'an unexpected alert was sent: access-key-for-another-user (new)',
      'at the end, $.AccessKeyMetadata[*].Status of iam:ListAccessKeys is "Active", not "Inactive"',
      '1 scenario: 0 as expected, 1 not as expected',
    ]) {
      expect(out).toContain(line)
    }
    expect(readFileSync(report, 'utf8')).toContain('iam:CreateAccessKey')
  })

  test('as JSON and JUnit nothing else is written', async () => {
    const file = keyMade('expect: { alerts: [] }\n')
    const { code, out } = await typed('simulate', file, '--format', 'json')
    expect(code).toBe(1)
    const [played] = JSON.parse(out).scenarios
    expect(played.asExpected).toBe(false)
    expect(played.alerts.map(({ rule }: { rule: string }) => rule)).toContain(
      'access-key-for-another-user',
    )
  })
})

describe('what cannot be played is told at its place, with 2 as the answer', () => {
  test.each([
    ['steps: [{ by: eve, call: iam:ListUsers }]', 'this scenario has no actor `eve`'],
    ['steps: [{ call: iam:ListUsers }]', 'this step does not name its actor'],
    [
      'steps: [{ wait: 1m, signIn: fails, by: max }]',
      'this step has several actions: `signIn`, `wait`',
    ],
    ['steps: [{ says: nothing }]', 'this step has no action'],
    ['steps: [{ by: max, call: ListUsers }]', 'call'],
    ['steps: [{ by: max, cal: iam:ListUsers }]', 'did you mean `call`?'],
    ['steps: [{ wait: 1 minute }]', 'wait'],
    [
      'rules: [no-such-rule]\nsteps: [{ wait: 1s }]',
      'the scenario names the rule `no-such-rule`, but no rule has this id',
    ],
    ['steps: [{ by: max, call: iam:MakeUser }]', 'has no operation `MakeUser`'],
    ['steps: [{ by: max, call: kms:ListKeys }]', 'a scenario cannot call `kms:ListKeys`'],
    [
      'given: [{ call: iam:GetUser, with: { UserName: x } }]\nsteps: [{ wait: 1s }]',
      'the call iam:GetUser under `given` failed with NoSuchEntity',
    ],
  ])('%s', async (steps, line) => {
    const file = scenario(
      `title: t\nabout: a\nactors: { max: { user: max } }\nexpect: { alerts: [] }\n${steps.includes('rules:') ? '' : 'rules: [trail-stopped]\n'}${steps}\n`,
    )
    const { code, err } = await typed('simulate', file)
    expect(err).toContain(line)
    expect(code).toBe(2)
  })

  test('a name that is no scenario', async () => {
    const { code, err } = await typed('simulate', 'attack-stori')
    expect(code).toBe(2)
    expect(err).toContain('attack-story')
  })
})
