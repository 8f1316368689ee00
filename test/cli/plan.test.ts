import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { costOf } from '../../src/plan/cost.ts'
import { resourcesOf } from '../../src/plan/resources.ts'
import { copyShippedRules, shippedRules } from '../support/shipped-rules.ts'
import { answerOf, type Files, rule, tripline, workspace } from './workspace.ts'

const config = `home: eu-west-1
accounts:
  production: { account: "111122223333", deployRole: "arn:aws:iam::111122223333:role/deploy" }
  team: { account: "444455556666", regions: [eu-west-1, us-east-1], deployRole: "arn:aws:iam::444455556666:role/deploy" }
channels:
  oncall: { subscribe: [security@example.com], severity: high }
  archive: { topic: "arn:aws:sns:eu-west-1:111122223333:alerts" }
health: { subscribe: [ops@example.com] }
`

const hub = 'hub: { account: "111122223333", region: eu-west-1, organization: o-a1b2c3d4e5 }\n'

const project = (files: Files = {}): string =>
  workspace({
    'tripline.yaml': config,
    'rules/trail-stopped.yaml': rule('trail-stopped'),
    ...files,
  })

const production = ['plan', '--stage', 'production']

/** The folder with the rules that ship. */
function shipped(): string {
  const folder = workspace({ 'tripline.yaml': config })
  copyShippedRules(folder)
  return folder
}

describe('what people read', () => {
  test.each([
    ['shipped', production],
    ['shipped-verbose', [...production, '--verbose']],
    ['one-rule-verbose', [...production, 'rules/logging/trail-stopped.yaml', '--verbose']],
    ['shipped-member', ['plan', '--stage', 'team']],
    ['shipped-member-verbose', ['plan', '--stage', 'team', '--verbose']],
  ])('%s', async (name, args) => {
    const folder = shipped()
    if (name.includes('member')) writeFileSync(join(folder, 'tripline.yaml'), config + hub)
    const { code, out, err } = await tripline(folder, args)
    expect([code, err]).toEqual([0, ''])
    const text = out.replace(/(\nRule set +)[\da-f]{16}\n/, '$1VERSION\n')
    await expect(text).toMatchFileSnapshot(`../golden/plan/${name}.txt`)
  })

  test('a warning is in full before the plan, counted after it, and no failure', async () => {
    const quiet = config.replace(
      'channels:',
      'channels:\n  lake: { severity: critical, subscribe: elsewhere }',
    )
    const { code, out } = await tripline(project({ 'tripline.yaml': quiet }), production)
    expect(code).toBe(0)
    expect(out).toMatch(/^tripline\.yaml:6:3: warning\[unreached-channel\]/)
    expect(out).toContain('\nStage production in account 111122223333')
    expect(out).toContain('\nNext\n  first read the warning above\n')
  })
})

/** The lines of a text, and its longest line. */
const sizeOf = (text: string) => {
  const lines = text.trimEnd().split('\n')
  return { lineCount: lines.length, width: Math.max(...lines.map((line) => line.length)) }
}

describe('without --verbose, a plan is one page', () => {
  test('for the shipped rules', async () => {
    const { out } = await tripline(shipped(), production)
    const { lineCount, width } = sizeOf(out)
    expect(lineCount).toBeLessThanOrEqual(40)
    expect(width).toBeLessThanOrEqual(100)
  })

  test('for a thousand rules, with nothing left out of the counts', async () => {
    const copies = Array.from({ length: Math.ceil(1000 / shippedRules.length) }, (_, copy) =>
      shippedRules.map(({ path, text }): [string, string] => [
        path.replace('.yaml', `-${copy}.yaml`),
        text.replace(/^id: .*/m, (line) => `${line}-${copy}`).replace(/\ntests:\n[\s\S]*/, '\n'),
      ]),
    ).flat()
    const folder = workspace({ 'tripline.yaml': config, ...Object.fromEntries(copies) })
    const { code, out } = await tripline(folder, production)
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`^Rules +${copies.length.toLocaleString('en-US')}: `, 'm'))
    const { lineCount, width } = sizeOf(out)
    expect(lineCount).toBeLessThanOrEqual(40)
    expect(width).toBeLessThanOrEqual(100)
  })

  test('with channels and members that are counted beyond the first few', async () => {
    const accounts = Array.from(
      { length: 60 },
      (_, at) => `  m${at}: { account: "4444555566${String(at).padStart(2, '0')}" }\n`,
    )
    const channels = Array.from(
      { length: 20 },
      (_, at) => `  c${at}: { subscribe: [a@b.example] }\n`,
    )
    const large = config
      .replace('channels:\n', `${accounts.join('')}channels:\n${channels.join('')}`)
      .concat(hub)
    const folder = project({ 'tripline.yaml': large })
    const { out } = await tripline(folder, production)
    const text = out.replaceAll(/\s+/g, ' ')
    expect(text).toMatch(/, 444455556607, and 52 more in all \d+ regions; 444455556666 in /)
    expect(text).toContain(', channel c14 for 1 rule, and 14 more Responses')
    expect(sizeOf(out).lineCount).toBeLessThanOrEqual(40)
    const { out: verbose } = await tripline(folder, [...production, '--verbose'])
    expect(verbose).toContain('444455556659')
    expect(verbose).toContain('channel c19')
  })

  test('and --verbose has every rule, resource, region, pattern and cost', async () => {
    const folder = shipped()
    const manifest = await answerOf(folder, production)
    const { out } = await tripline(folder, [...production, '--verbose'])
    for (const { id, residual } of manifest.rules) {
      expect(out).toContain(`  ${id} `)
      for (const why of residual) expect(out).toContain(why)
    }
    for (const { type, name, why } of resourcesOf(manifest)) {
      expect(out).toContain(`\n  ${type} (`)
      expect(out).toContain(`\n    ${name}  `)
      expect(out).toContain(why)
    }
    for (const { region, state, pattern } of manifest.eventRules) {
      expect(out).toContain(region)
      expect(out).toContain(`      ${state} ${pattern}\n`)
    }
    for (const { what, how } of costOf(manifest)) {
      expect(out).toContain(what)
      expect(out).toContain(how)
    }
  })

  test('every other format is the same with and without --verbose', async () => {
    const folder = project()
    for (const format of ['json', 'ndjson', 'sarif', 'junit']) {
      const page = await tripline(folder, [...production, '--format', format])
      const verbose = await tripline(folder, [...production, '--verbose', '--format', format])
      expect(verbose).toEqual(page)
    }
  })
})

describe('what machines read', () => {
  test('the manifest, and the same one each time', async () => {
    const folder = project()
    const json = async () => (await tripline(folder, [...production, '--format', 'json'])).out
    const manifest = JSON.parse(await json())
    expect(manifest).toMatchObject({ version: 1, stage: 'production', home: 'eu-west-1' })
    expect(manifest.rules.map(({ id }: { id: string }) => id)).toEqual(['trail-stopped'])
    expect(JSON.parse(await json())).toEqual(manifest)
  })

  test('with an error there is no manifest that could be deployed', async () => {
    const answer = await answerOf(
      project({ 'tripline.yaml': config.replace('health', '# health') }),
      production,
    )
    expect(answer).toMatchObject({ code: 1, problems: [{ code: 'unheard-channel' }] })
    expect(answer).not.toHaveProperty('eventRules')
  })

  test('SARIF places what is wrong', async () => {
    const folder = project({ 'tripline.yaml': config.replace('eu-west-1', 'eu-west-9') })
    const { out } = await tripline(folder, [...production, '--format', 'sarif'])
    const [found] = JSON.parse(out).runs[0].results
    expect(found.ruleId).toBe('region-not-enabled')
    expect(found.locations[0].physicalLocation.artifactLocation.uri).toBe('tripline.yaml')
  })
})

describe('which stage', () => {
  test('the only one, or it has to be named', async () => {
    const single = config.replace(/ {2}team.*\n/, '')
    expect((await tripline(project({ 'tripline.yaml': single }), ['plan'])).code).toBe(0)
    const { code, err } = await tripline(project(), ['plan'])
    expect([code, err]).toEqual([
      2,
      'tripline: tripline.yaml has several stages\n  choose one with --stage: production, team\n',
    ])
  })

  test('a slip gets a guess', async () => {
    const { code, err } = await tripline(project(), ['plan', '--stage', 'prodcution'])
    expect([code, err]).toEqual([
      2,
      'tripline: tripline.yaml has no stage `prodcution`\n  did you mean `production`?\n',
    ])
  })

  test('without a tripline.yaml there is nothing to plan for', async () => {
    const folder = workspace({ 'rules/a.yaml': rule('a') })
    const { code, err } = await tripline(folder, ['plan'])
    expect(code).toBe(2)
    expect(err).toContain('create one with `tripline new --config`')
  })

  test('a rule set with an error in it has no plan', async () => {
    const { code, err } = await tripline(project({ 'rules/b.yaml': 'id: b\n' }), production)
    expect(code).toBe(2)
    expect(err).toContain('the rules have')
  })
})

describe('against an older plan', () => {
  const two = () => project({ 'rules/root-used.yaml': rule('root-used') })

  async function writePlan(folder: string): Promise<void> {
    await tripline(folder, [...production, '--format', 'json', '--output', 'plan.json'])
  }

  test('nothing changed', async () => {
    const folder = two()
    await writePlan(folder)
    const { code, out } = await tripline(folder, [...production, '--against', 'plan.json'])
    expect([code, out]).toEqual([
      0,
      'nothing changes in AWS\n\n✓ everything that plan.json detects is still detected\n',
    ])
  })

  test('a rule is gone and one is narrower: exit code 1, and it says which', async () => {
    const folder = two()
    await writePlan(folder)
    rmSync(join(folder, 'rules/root-used.yaml'))
    const narrower = {
      eventSource: 'cloudtrail.amazonaws.com',
      eventName: 'StopLogging',
      awsRegion: 'eu-west-1',
    }
    writeFileSync(
      join(folder, 'rules/trail-stopped.yaml'),
      rule('trail-stopped', { match: narrower }),
    )
    const { code, out } = await tripline(folder, [...production, '--against', 'plan.json'])
    expect(code).toBe(1)
    expect(out).toContain('✗ 2 detections would be lost\n  root-used is removed\n')
    expect(out).toMatch(
      / {2}trail-stopped no longer fires for cloudtrail\.amazonaws\.com StopLogging/,
    )
    const { difference } = await answerOf(folder, [...production, '--against', 'plan.json'])
    expect(difference.lost.map(({ rule: id }: { rule: string }) => id)).toEqual([
      'root-used',
      'trail-stopped',
    ])
  })

  test('lists ten changes of a kind, the number of the others, and every lost detection', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 14 }, (_, at): [string, string] => [
        `rules/r-${at}.yaml`,
        rule(`r-${at}`),
      ]),
    )
    const folder = project(many)
    await writePlan(folder)
    for (const path of Object.keys(many)) rmSync(join(folder, path))
    for (let at = 0; at < 14; at++)
      writeFileSync(join(folder, `rules/new-${at}.yaml`), rule(`new-${at}`))
    const against = [...production, '--against', 'plan.json']
    const { out } = await tripline(folder, against)
    expect(out.match(/^\+ rule new-\d+ is new$/gm)).toHaveLength(10)
    expect(out).toContain('+ 4 more (--verbose)\n')
    expect(out.match(/^ {2}r-\d+ is removed$/gm)).toHaveLength(14)
    const { out: verbose } = await tripline(folder, [...against, '--verbose'])
    expect(verbose.match(/^\+ rule new-\d+ is new$/gm)).toHaveLength(14)
    expect(verbose).not.toContain('(--verbose)')
  })

  test.each([
    ['no JSON', 'x', 'the plan `plan.json` is not JSON'],
    [
      'a file of another kind',
      '{"version":1}',
      '`plan.json` is not a plan of this version of Tripline',
    ],
    ['null', 'null', '`plan.json` is not a plan of this version of Tripline'],
    ['a list', '[]', '`plan.json` is not a plan of this version of Tripline'],
    [
      'rules that are none',
      '{"version":1,"rules":[null],"eventRules":[],"metricFilters":[],"functions":[],"heartbeat":{"regions":[]}}',
      '`plan.json` is not a plan of this version of Tripline',
    ],
  ])('%s is refused', async (_, text, expected) => {
    const { code, err } = await tripline(project({ 'plan.json': text }), [
      ...production,
      '--against',
      'plan.json',
    ])
    expect([code, err]).toEqual([
      2,
      `tripline: ${expected}\n  create a plan with \`tripline plan --format json --output FILE\`\n`,
    ])
  })
})

describe('against a git revision', () => {
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd,
      stdio: 'pipe',
    })

  function committed(files: Files = {}): string {
    const folder = project(files)
    git(folder, 'init', '-q')
    git(folder, 'add', '.')
    git(folder, 'commit', '-q', '-m', 'first')
    return folder
  }

  test('rules, exceptions and tripline.yaml are those of then, and nothing is checked out', async () => {
    const folder = committed({ 'rules/tägliche prüfung/ubung.yaml': rule('ubung') })
    writeFileSync(
      join(folder, 'tripline.yaml'),
      config.replace('"111122223333"', '"111122223333", regions: [eu-west-1, us-east-1]'),
    )
    const { code, out } = await tripline(folder, [...production, 'rules', '--against', 'HEAD'])
    expect(code).toBe(1)
    expect(out).toMatch(/trail-stopped no longer matches events in ap-northeast-1, .*us-west-2\n/)
    expect(readFileSync(join(folder, 'tripline.yaml'), 'utf8')).toContain('regions: [eu-west-1')
  })

  test('also from a folder inside of a repository', async () => {
    const top = workspace({
      'security/tripline.yaml': config,
      'security/rules/trail-stopped.yaml': rule('trail-stopped'),
    })
    git(top, 'init', '-q')
    git(top, 'add', '.')
    git(top, 'commit', '-q', '-m', 'first')
    writeFileSync(
      join(top, 'security/rules/trail-stopped.yaml'),
      rule('trail-stopped', { status: 'disabled' }),
    )
    const { code, out } = await tripline(join(top, 'security'), [
      ...production,
      '--against',
      'HEAD',
    ])
    expect(code).toBe(1)
    expect(out).toContain('trail-stopped is disabled')
  })

  test.each([['nowhere'], ['--output=x'], ['HEAD:rules']])('%s is no revision', async (against) => {
    const folder = committed()
    const { code, err } = await tripline(folder, [...production, `--against=${against}`])
    expect(code).toBe(2)
    expect(err).toContain('is neither a file nor a git revision')
  })

  test('outside of a repository there is none either', async () => {
    const { code, err } = await tripline(project(), [...production, '--against', 'main'])
    expect(code).toBe(2)
    expect(err).toContain('`main` is neither a file nor a git revision')
  })
})

describe('the template of members', () => {
  const hubbed = () => project({ 'tripline.yaml': config + hub })

  test('is JSON on standard output', async () => {
    const { code, out } = await tripline(hubbed(), [...production, '--member-template'])
    expect(code).toBe(0)
    expect(JSON.parse(out).AWSTemplateFormatVersion).toBe('2010-09-09')
  })

  test('the plan of the hub lists the accounts it receives events from, with their regions', async () => {
    const short = (await tripline(hubbed(), production)).out
    expect(short).toMatch(/^Members +receives the events of 444455556666 in eu-west-1, us-east-1$/m)
  })

  test('is not written for a hub that would drop what others send', async () => {
    const withoutTeam = config.replace(/ {2}team.*\n/, '') + hub
    const { code, err } = await tripline(project({ 'tripline.yaml': withoutTeam }), [
      ...production,
      '--member-template',
    ])
    expect(code).toBe(2)
    expect(err).toContain('no other account has a stage')
  })

  test('is not written where CloudFormation would refuse it', async () => {
    const rules = Object.fromEntries(
      Array.from({ length: 297 }, (_, index): [string, string] => [
        `rules/r-${index}.yaml`,
        rule(`r-${index}`, {
          match: {
            eventSource: 'ec2.amazonaws.com',
            eventName: Array.from({ length: 90 }, (_, at) => `CallNumber${at}`),
            awsRegion: `eu-west-${index}`,
          },
          tests: [],
        }),
      ]),
    )
    const { code, err } = await tripline(
      project({ 'tripline.yaml': `${config}${hub}pack: per-rule\n`, ...rules }),
      [...production, '--member-template'],
    )
    expect(err).toContain('but CloudFormation allows 500 resources and 1000000 bytes')
    expect(code).toBe(2)
  })

  test.each([['--verbose'], ['--against=main']])('is refused with %s', async (option) => {
    const { code, err } = await tripline(hubbed(), [...production, '--member-template', option])
    expect(code).toBe(2)
    expect(err).toContain('has no effect on the member template')
  })

  test('is written for the stage of the hub only', async () => {
    const { code, err } = await tripline(hubbed(), ['plan', '--stage', 'team', '--member-template'])
    expect([code, err]).toEqual([
      2,
      'tripline: the stage `team` is not the stage of a hub\n  name the stage whose account is `hub.account` in tripline.yaml\n',
    ])
  })
})

describe('tripline new --config', () => {
  test('writes a tripline.yaml that can be planned as it is', async () => {
    const folder = workspace({
      'rules/trail-stopped.yaml': rule('trail-stopped'),
      'package.json': '{}',
    })
    const { code, out } = await tripline(folder, ['new', '--config'])
    expect([code, out]).toEqual([
      0,
      'wrote tripline.yaml\n  fill in the marked values, then run: tripline plan\n',
    ])
    const text = readFileSync(join(folder, 'tripline.yaml'), 'utf8')
    expect(text).toMatch(/^# yaml-language-server: \$schema=schema\/tripline\.schema\.json\n/)
    const planned = await tripline(folder, ['plan'])
    expect(planned.code).toBe(0)
    // Only its owner knows which role deploys.
    const told = [...planned.out.matchAll(/(?:error|warning)\[([^\]]*)\]/g)].map(([, code]) => code)
    expect(told).toEqual(['unprotected-stage'])
  })

  test('what is commented out is right as well', async () => {
    const folder = workspace({
      'rules/trail-stopped.yaml': rule('trail-stopped'),
      'package.json': '{}',
    })
    await tripline(folder, ['new', '--config', 'all.yaml'])
    const text = readFileSync(join(folder, 'all.yaml'), 'utf8')
      .replace(/^( *)# (?!yaml-language)(?=\S+:| {2}\S)/gm, '$1')
      .replace(/^ {2}create:.*\n/m, '')
      .replace(/^ {4}subscribe: \[alerts@.*\n/m, '')
    writeFileSync(join(folder, 'all.yaml'), text)
    const { err, out } = await tripline(folder, ['plan', '--config', 'all.yaml'])
    expect(err).toBe('')
    expect(out).not.toContain('error[')
    expect(out).toMatch(/^Stage production in account 111122223333, home region eu-west-1, hub of/m)
  })

  test.each([
    [['new', '--config'], 'the file `tripline.yaml` already exists'],
    [['new', 'a-rule', '--config'], '`tripline new` creates one file at a time'],
    [['new'], '`tripline new` creates one file at a time'],
    [['new', '--config', 'x.json'], '`x.json` is not a valid name for a configuration'],
  ])('%j is refused', async (args, expected) => {
    const folder = project()
    const { code, err } = await tripline(folder, args)
    expect(code).toBe(2)
    expect(err).toContain(expected)
    expect(readFileSync(join(folder, 'tripline.yaml'), 'utf8')).toBe(config)
  })
})
