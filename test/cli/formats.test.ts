/** Every command in every format, with names in it that nobody would choose. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { default as Ajv } from 'ajv-draft-04'
import { default as addFormats } from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { type FormatName, fileFormats, formatNames } from '../../src/cli/format/formats.ts'
import { answerOf, log, record, rule, tripline, workspace } from './workspace.ts'
import { type Element, parseXml } from './xml.ts'

const hostile = `]]>"'<&>\u0000\u0007\u001b[31m\ud800\uffff\u202e%0A::error::x,y:z\r\nnext`

const project = () =>
  workspace({
    'rules/good.yaml': rule('good', {
      title: hostile,
      tests: [
        {
          fires: hostile,
          event: { eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging' },
        },
        { quiet: 'it starts', event: { eventName: 'StartLogging' } },
      ],
    }),
    'rules/off.yaml': rule('off', { status: 'disabled' }),
    'bad/a,b:c%.yaml': `${rule('invalid', { severity: hostile })}`,
    'bad/untested.yaml': rule('untested', { tests: [] }),
    'bad/failing.yaml': rule('failing', { match: { eventName: 'Nothing' } }),
    'history/one.json': log(record({ userIdentity: { userName: hostile } }), null),
    'event.json': JSON.stringify(record()),
  })

const commands = {
  validate: ['validate', 'bad'],
  test: ['test', 'rules', 'bad'],
  explain: ['explain', 'good', 'event.json'],
  replay: ['replay', 'history'],
  new: ['new', 'fresh'],
} as const
const each = Object.entries(commands)

/** What must hold of every answer in a format, whatever the command. */
const checks: Readonly<Record<FormatName, (out: string) => void>> = {
  pretty(out) {
    expect(out).toMatch(/\n$/)
    expect(out).not.toContain('&lt;')
  },
  json(out) {
    expect(JSON.parse(out)).toBeTypeOf('object')
  },
  ndjson(out) {
    const rows = out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line))
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row).toBeTypeOf('object')
  },
  sarif(out) {
    expect(schemaErrors(out)).toEqual([])
  },
  junit(out) {
    const suites = parseXml(out)
    expect(suites.name).toBe('testsuites')
    const cases = suites.children.flatMap(({ children }) => children)
    const failed = cases.filter(({ children }) => children[0]?.name === 'failure')
    const skipped = cases.filter(({ children }) => children[0]?.name === 'skipped')
    expect(suites.attributes).toMatchObject({
      tests: String(cases.length),
      failures: String(failed.length),
      skipped: String(skipped.length),
    })
    for (const suite of suites.children)
      expect(suite.attributes.tests).toBe(String(suite.children.length))
  },
  /** Nothing in it may be a command of somebody else. */
  github(out) {
    const lines = out.split('\n').slice(0, -1)
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines.filter((line) => /^\s*::/.test(line))) {
      expect(line).toMatch(/^::(?:error|warning|notice)(?: \w+=[^,:]*(?:,\w+=[^,:]*)*)?::[^\r]+$/)
    }
  },
}

describe.each(each)('%s', (_, args) => {
  test.each(formatNames)('as %s', async (format) =>
    checks[format]((await tripline(project(), [...args, '--format', format])).out),
  )

  test.each(fileFormats.map(({ name }) => name))('as %s, in a file beside', async (format) => {
    const folder = project()
    await tripline(folder, [...args, `--${format}`, 'answer.txt'])
    checks[format](readFileSync(join(folder, 'answer.txt'), 'utf8'))
  })
})

test('the README names every format', () => {
  const readme = readFileSync('README.md', 'utf8')
  expect(readme).toContain(`\`--format ${formatNames.join('|')}\``)
  expect(readme).toContain(`\`${fileFormats.map(({ name }) => `--${name} FILE`).join(' ')}\``)
})

describe('sarif', () => {
  test('a finding has its rule, its place and a fingerprint that survives an edit above it', async () => {
    const broken = rule('broken', { severity: 'hihg', status: 'of' })
    const files = { 'rules/broken.yaml': broken, 'moved/broken.yaml': broken }
    const resultsOf = async (folder: string) => {
      const { out } = await tripline(folder, ['validate', 'rules', '--format', 'sarif'])
      const [run] = JSON.parse(out).runs
      return { ...run, rules: run.tool.driver.rules }
    }
    const { results, rules, invocations } = await resultsOf(workspace(files))
    expect(results).toHaveLength(2)
    expect(results[0]).toMatchObject({
      ruleId: 'unknown-value',
      level: 'error',
      message: { text: '`severity` cannot be `hihg`. did you mean `high`?' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'rules/broken.yaml' } } }],
    })
    expect(rules[results[0].ruleIndex]).toMatchObject({ id: 'unknown-value' })
    expect(invocations).toMatchObject([{ executionSuccessful: true, exitCode: 1 }])
    const below = await resultsOf(workspace({ 'rules/broken.yaml': `# one\n# two\n${broken}` }))
    const prints = (all: { partialFingerprints: unknown }[]) =>
      all.map((one) => one.partialFingerprints)
    expect(prints(below.results)).toEqual(prints(results))
    expect(new Set(prints(results).map((one) => JSON.stringify(one))).size).toBe(2)
  })

  test('a region is what the caret underlines, and a file name is a URI', async () => {
    const files = { 'a b/ü#?.yaml': rule('ü', { severity: 'hihg' }) }
    const { out } = await tripline(workspace(files), ['validate', 'a b', '--format', 'sarif'])
    const places = JSON.parse(out).runs[0].results.map(
      (one: { locations: [{ physicalLocation: unknown }] }) => one.locations[0].physicalLocation,
    )
    expect(places).toContainEqual({
      artifactLocation: { uri: 'a%20b/%C3%BC%23%3F.yaml' },
      region: { startLine: 4, startColumn: 15, endLine: 4, endColumn: 21 },
    })
  })

  test('an alert is a result of its rule, and a broken history is no successful run', async () => {
    const { out, code } = await tripline(project(), ['replay', 'history', '--format', 'sarif'])
    const [{ results, invocations }] = JSON.parse(out).runs
    expect(code).toBe(2)
    expect(invocations).toMatchObject([{ executionSuccessful: false, exitCode: 2 }])
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      'broken-history',
      'good',
    ])
  })
})

describe('junit', () => {
  test('hostile names arrive as they are, but for what XML cannot say', async () => {
    const { out } = await tripline(project(), ['test', 'rules', '--format', 'junit'])
    const suites = parseXml(out).children
    const names = suites.flatMap(({ children }) =>
      children.map(({ attributes }) => attributes.name),
    )
    const printable = hostile.replaceAll(/[\u0000\u0007\u001b\ud800\uffff]/g, '\ufffd')
    // An XML parser makes blanks of line breaks in attributes.
    expect(names.map((name) => name?.replaceAll(/\s+/g, ' '))).toContain(
      `fires: ${printable}`.replaceAll(/\s+/g, ' '),
    )
  })

  test('a failed test says why and a disabled rule is skipped by name', async () => {
    const { out } = await tripline(project(), [
      'test',
      'rules',
      'bad/failing.yaml',
      '--format',
      'junit',
    ])
    const cases = new Map<string, Element>()
    for (const suite of parseXml(out).children)
      for (const one of suite.children)
        cases.set(`${suite.attributes.name} ${one.attributes.name}`, one)
    expect(cases.get('failing fires: it stops')?.children).toMatchObject([
      { name: 'failure', text: 'the rule stays quiet, but this test expects it to fire: it stops' },
    ])
    expect(cases.get('off fires: it stops')?.children).toMatchObject([
      { name: 'skipped', text: 'the rule is disabled' },
    ])
    expect(cases.get('failing fires: it stops')?.attributes.classname).toBe('bad/failing.yaml')
  })

  test('replay has a case for each rule, failed where it fired, and one for each broken file', async () => {
    const { out } = await tripline(project(), ['replay', 'history', '--format', 'junit'])
    const [replayed, history] = parseXml(out).children
    expect(replayed?.children).toMatchObject([{ children: [{ name: 'failure' }] }])
    expect(history?.children).toMatchObject([{ children: [{ name: 'failure' }] }])
  })
})

describe('github', () => {
  test('escapes what would end the message or a property', async () => {
    const { out } = await tripline(project(), ['validate', 'bad', '--format', 'github'])
    const [first = ''] = out.split('\n')
    expect(first).toContain('::error file=bad/a%2Cb%3Ac%25.yaml,line=')
    expect(first).not.toMatch(/\r/)
    expect(out).toContain(
      '::warning file=bad/untested.yaml,line=2,col=9,endColumn=19,title=untested-rule::',
    )
  })

  test('shows ten of a kind and how many are left', async () => {
    const keys = Object.fromEntries(Array.from({ length: 13 }, (_, n) => [`zzzz${n}`, n]))
    const files = { 'rules/a.yaml': rule('a', keys) }
    const { out } = await tripline(workspace(files), ['validate', '--format', 'github'])
    const lines = out.trimEnd().split('\n')
    expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10)
    expect(lines.at(-1)).toBe(
      '::notice::3 more errors are not shown; the JSON and SARIF formats contain all',
    )
  })

  test('is the default where GITHUB_ACTIONS says so, and never empty', async () => {
    const env = { GITHUB_ACTIONS: 'true' }
    const folder = project()
    expect((await tripline(folder, ['validate', 'bad'], { env })).out).toMatch(/^::error /)
    expect((await tripline(folder, ['validate', 'rules'], { env })).out).toBe('✓ 2 valid rules\n')
    expect((await tripline(folder, ['explain', 'good', 'event.json'], { env })).out).toContain(
      '✓ good fires',
    )
    expect((await tripline(folder, ['new', 'fresh'], { env })).out).toContain(
      'wrote rules/fresh.yaml',
    )
    const pretty = await tripline(folder, ['validate', 'bad', '--format', 'pretty'], { env })
    expect(pretty.out).not.toMatch(/^\s*::/m)
  })
})

test('several formats at once, each in its own place', async () => {
  const folder = project()
  const args = [
    'test',
    'rules',
    'bad',
    '--format',
    'json',
    '--sarif',
    's.sarif',
    '--junit',
    'j.xml',
  ]
  const { code, failed } = await answerOf(
    folder,
    args.filter((arg) => arg !== '--format' && arg !== 'json'),
  )
  expect([code, failed]).toEqual([1, 1])
  expect(schemaErrors(readFileSync(join(folder, 's.sarif'), 'utf8'))).toEqual([])
  expect(parseXml(readFileSync(join(folder, 'j.xml'), 'utf8')).attributes.failures).not.toBe('0')
})

test('--output takes the place of standard output, without colours', async () => {
  const folder = project()
  const { out, code } = await tripline(folder, ['validate', 'bad', '--output', 'o.txt'], {
    color: true,
  })
  expect([out, code]).toEqual(['', 1])
  const text = readFileSync(join(folder, 'o.txt'), 'utf8')
  expect(text).toContain('`severity` cannot be')
  expect(text).not.toContain('\u001b')
})

const schemaFile = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats.default(ajv)
const isSarif = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')))

function schemaErrors(sarif: string): unknown[] {
  isSarif(JSON.parse(sarif))
  return isSarif.errors ?? []
}
