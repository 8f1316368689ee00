/** A proof that cannot fail proves nothing: each mistake put into the compiler is found by it. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inEnvelope } from '../../src/aws/envelope.ts'
import { metricFilter } from '../../src/backends/metric-filter/metric-filter.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Check } from '../../src/ir/predicate.ts'
import { judgeMetricFilter } from '../../src/prove/metric-filter.ts'
import { proofOf } from '../../src/prove/proof.ts'
import { exhaustiveCase } from '../probes/probe.ts'
import { all, any, block, equals, field, not, present, ruleOf } from './metric-filter-rule.ts'

const iam = field('eventSource', equals('iam.amazonaws.com'))
const about = (path: string, check: Check) =>
  ruleOf({ id: path, match: block(iam, field(path, check)) })

/** Together they go through everything the compiler can say. */
const probes = [
  about('userAgent', { op: 'prefix', text: 'aws-cli' }),
  about('userAgent', not({ op: 'suffix', text: 'x' })),
  about('userAgent', { op: 'contains', text: 'kali' }),
  about('userAgent', not(not(equals('x')))),
  about('userAgent', { op: 'wildcard', pattern: 'aba*ab' }),
  about('userAgent', not({ op: 'wildcard', pattern: 'aba*ab' })),
  about('errorCode', all(present, not(equals('AccessDenied')))),
  about('errorCode', not(any(equals('A'), equals('B')))),
  about('errorCode', { op: 'exists', present: false }),
  about('readOnly', not(equals(true))),
  about('requestParameters.maxPasswordAge', not({ op: 'gt', bound: 90 })),
  about('requestParameters.maxPasswordAge', any({ op: 'lt', bound: 5 }, equals(7))),
  about('sessionCredentialFromConsole', any(equals('true'), equals(true))),
  about('responseElements.ConsoleLogin', not(equals('Failure'))),
  ruleOf({ id: 'nothing', match: block(field('errorCode', not(present))) }),
  ruleOf({
    id: 'exception',
    match: { kind: 'any', of: [block(iam), block(field('eventName', equals('ConsoleLogin')))] },
    unless: block(field('userAgent', equals('x')), field('errorCode', present)),
  }),
  ruleOf({
    id: 'either',
    match: {
      kind: 'any',
      of: [block(field('userAgent', equals('x'))), block(field('errorCode', present))],
    },
    unless: block(field('userAgent', equals('y'))),
  }),
  ruleOf({ id: 'region', match: block(iam, field('envelope.region', equals('eu-west-1'))) }),
]

type Compile = typeof metricFilter.compile

/** What only looks like `aba*ab`. */
const overlapping = inEnvelope({
  eventSource: 'iam.amazonaws.com',
  userAgent: 'abab',
}) as Event

const firstFailure = (compile: Compile): string | undefined =>
  probes.find((rule) => {
    const bounds = { exhaustive: 300, random: 100 }
    const judged = judgeMetricFilter(rule, compile(rule))
    const { flaw, claim } = proofOf(rule, judged, [overlapping], bounds)
    return flaw !== undefined || claim === 'refused'
  })?.id

/** A file of the backend or of `src/ir`, and one change of a line of it. */
const mutants: readonly (readonly [file: string, from: string, to: string])[] = [
  [
    'ir/logic',
    'return coarseNormalForm(check.of, isLeaf, !negated)',
    'return coarseNormalForm(check.of, isLeaf, true)',
  ],
  ['ir/logic', "kind: (kind === 'all') === negated ? 'any' : 'all'", 'kind'],
  ['normal-form', "kind: negated ? 'any' : 'all',", "kind: 'all',"],
  ['condition', 'negated ? absentOr(subject.selector, expression) : expression', 'expression'],
  ['condition', 'testOf(check, subject, !negated)', 'testOf(check, subject, true)'],
  ['condition', "return ['awsRegion']", "return ['recipientAccountId']"],
  ['check', `fits: [\`\${check.text}*\`]`, `fits: [\`*\${check.text}\`]`],
  ['check', `fits: [\`*\${check.text}*\`]`, 'fits: [check.text]'],
  ['check', "ofNumber(wanted ? '>' : '<=',", "ofNumber(wanted ? '>' : '<',"],
  ['check', "ofNumber(wanted ? '<' : '>=',", "ofNumber(wanted ? '<=' : '>=',"],
  ['check', "value === wanted ? ' IS TRUE'", "value ? ' IS TRUE'"],
  ['check', '...butNot.map(', '...[].map('],
  [
    'check',
    "return { kind: wanted ? 'all' : 'any', of: tests }",
    "return { kind: 'all', of: tests }",
  ],
  [
    'check',
    "(['is', 'is-not'] as const) : (['is-not', 'is'] as const)",
    "(['is', 'is-not'] as const) : (['is', 'is-not'] as const)",
  ],
  [
    'wildcards',
    '.filter((length) => one.endsWith(other.slice(0, length)))',
    '.filter(() => false)',
  ],
  [
    'restrict-to-observed',
    '[networkActivity] : [networkActivity, insight]',
    '[networkActivity] : [networkActivity]',
  ],
  ['restrict-to-observed', '? [networkActivity] :', '? [insight] :'],
  [
    'expression',
    "expression.relation === 'is-not' ? none : new Set(",
    'expression.relation === undefined ? none : new Set(',
  ],
  ['expression', 'shared.intersection(each)', 'shared.union(each)'],
  ['print', 'kind === inner ?', 'kind === undefined ?'],
  ['simplify', 'present.has(expression.selector) ? never : expression', 'never'],
  ['simplify', 'kept.toSpliced(index, 1).map(presentIn)', 'kept.map(presentIn)'],
  [
    'simplify',
    "join('all', distinct('all', unguarded))",
    "join('any', distinct('all', unguarded))",
  ],
]

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tripline-filter-mutants-'))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the compiler as it is passes', () => {
  expect(firstFailure(metricFilter.compile)).toBeUndefined()
})

test.for(mutants.map(([file, from, to], index) => ({ file, from, to, index })))(
  'caught in $file: $from',
  async ({ file, from, to, index }) => {
    exhaustiveCase('backends/metric-filter-mutants')
    const path = file.startsWith('ir/') ? `src/${file}.ts` : `src/backends/metric-filter/${file}.ts`
    const source = readFileSync(path, 'utf8')
    expect(source.split(from), 'the change must fit one place').toHaveLength(2)
    const copy = join(folder, String(index))
    for (const part of ['src/aws', 'src/ir', 'src/diagnostics', 'src/backends'])
      cpSync(part, join(copy, part), { recursive: true })
    writeFileSync(
      join(copy, path),
      source.replace(from, () => to),
    )
    const url = pathToFileURL(join(copy, 'src/backends/metric-filter/metric-filter.ts')).href
    const mutated: { metricFilter: typeof metricFilter } = await import(/* @vite-ignore */ url)
    expect(firstFailure(mutated.metricFilter.compile)).toBeDefined()
  },
)
