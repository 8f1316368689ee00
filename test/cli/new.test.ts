import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tripline, workspace } from './workspace.ts'

describe('what it writes', () => {
  test.each([
    [['trail-gone'], 'rules/trail-gone.yaml'],
    [
      ['health-check-deleted', '--event', 'route53:DeleteHealthCheck'],
      'rules/health-check-deleted.yaml',
    ],
    [['rules/network/deep/a.yaml'], 'rules/network/deep/a.yaml'],
    [['a.yml'], 'a.yml'],
    // Ids and names that YAML would read as something else.
    [['true'], 'rules/true.yaml'],
    [['null'], 'rules/null.yaml'],
    [['123'], 'rules/123.yaml'],
    [['111122223333'], 'rules/111122223333.yaml'],
    [['1e3'], 'rules/1e3.yaml'],
    [['0x1f'], 'rules/0x1f.yaml'],
    [['yes'], 'rules/yes.yaml'],
    // A service without a list of names.
    [['x', '--event', 'q:null'], 'rules/x.yaml'],
    [['x', '--event', 'q:012345678901'], 'rules/x.yaml'],
    [['x', '--event', 'signin:ConsoleLogin'], 'rules/x.yaml'],
    [['x', '--event', 'signin:CheckMfa'], 'rules/x.yaml'],
    [['x', '--event', 'kms:RotateKey'], 'rules/x.yaml'],
    [['x', '--event', 'lambda:CreateFunction20150331'], 'rules/x.yaml'],
    [['a'.repeat(64)], `rules/${'a'.repeat(64)}.yaml`],
  ])('%j is valid and passes its tests', async (args, file) => {
    const folder = workspace({ 'package.json': '{}' })
    const { code, out } = await tripline(folder, ['new', ...args])
    expect([code, out.split('\n')[0]]).toEqual([0, `wrote ${file}`])
    const validated = await tripline(folder, ['validate', file])
    expect(validated.code).toBe(0)
    expect(validated.out).not.toMatch(/error|untested-rule/)
    expect((await tripline(folder, ['test', file])).out).toBe(
      '✓ 1 rule: 2 passed, 0 failed, 0 skipped\n',
    )
  })

  test.each([
    'route53:DeleteHealthCheck',
    'signin:ConsoleLogin',
    'kms:RotateKey',
    'signin:CheckMfa',
  ])('is proven: %s', async (call) => {
    const folder = workspace()
    await tripline(folder, ['new', 'fresh', '--event', call])
    expect(await tripline(folder, ['prove'])).toMatchObject({ code: 0 })
  })

  test('has no warning at all for a call that exists', async () => {
    const calls = ['route53:DeleteHealthCheck', 'signin:ConsoleLogin', 'kms:RotateKey']
    for (const call of [[], ...calls.map((each) => ['--event', each])]) {
      const folder = workspace()
      await tripline(folder, ['new', 'fresh', ...call])
      expect((await tripline(folder, ['validate', '--strict'])).out).toBe('✓ 1 valid rule\n')
    }
  })

  test('names the schema as the file sees it, and the call that was asked for', async () => {
    const folder = workspace({ 'package.json': '{}' })
    await tripline(folder, ['new', 'rules/network/a.yaml', '--event', 'route53:DeleteHealthCheck'])
    const text = readFileSync(join(folder, 'rules/network/a.yaml'), 'utf8')
    expect(text).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/schema\/rule\.schema\.json\n/,
    )
    expect(text).toContain('  eventSource: route53.amazonaws.com\n')
    expect(text).toContain('  eventName: DeleteHealthCheck ')
  })
})

describe('what it refuses', () => {
  test.each([
    [['Trail-Gone'], '`Trail-Gone` is not a valid rule id'],
    [['a--b'], '`a--b` is not a valid rule id'],
    [['a'.repeat(65)], 'is not a valid rule id'],
    [['..'], '`..` is not a valid rule id'],
    [['rules/a b.yaml'], '`a b` is not a valid rule id'],
    [['rules/a'], '`rules/a` is not a valid name for a rule file'],
    [['a', '--event', 'DeleteTrail'], '`DeleteTrail` is not the name of an API call'],
    [['a', '--event', 'ec2:Delete Trail'], 'is not the name of an API call'],
    [['a', '--event', 'EC2:x\n: y'], 'is not the name of an API call'],
    [
      ['a', '--event', 's3:ListBucket'],
      'no call `s3:ListBucket`\n  write one of these: `s3:ListObjects`',
    ],
    [['a', '--event', 'lambda:CreateFunction'], '`lambda:CreateFunction20150331`'],
    [['a', '--event', 'ec2:DeleteFlowLog'], '`ec2:DeleteFlowLogs`'],
    [['a', '--event', 'ec2:CreateUser'], '`iam:CreateUser`'],
    [['a', '--event', 'cloudwatch:DeleteAlarms'], '`monitoring:DeleteAlarms`'],
    [['there'], 'the file `rules/there.yaml` already exists'],
    [['rules/there.yaml/a.yaml'], 'cannot be written'],
  ])('%j', async (args, expected) => {
    const folder = workspace({ 'rules/there.yaml': 'mine' })
    const { code, err } = await tripline(folder, ['new', ...args])
    expect(err).toContain(expected)
    expect(code).toBe(2)
    expect(readFileSync(join(folder, 'rules/there.yaml'), 'utf8')).toBe('mine')
  })
})
