/** Every operator as an event pattern, and every shipped rule: a new operator is not done until its row is. */
import { describe, expect, test } from 'vitest'
import { eventPattern } from '../../src/backends/event-pattern/event-pattern.ts'
import { compile } from '../../src/compile.ts'
import type { Check, OperatorCheck, Predicate } from '../../src/ir/predicate.ts'
import { operatorNames } from '../../src/operators/operators.ts'
import { shippedRules } from '../support/shipped-rules.ts'

const on = { source: 'aws.', detailTypes: ['AWS API Call via CloudTrail'] }
const compiled = (match: Predicate) => eventPattern.compile({ on, match, unless: undefined })

const matchersOf = (check: Check) => {
  const answer = compiled({ kind: 'block', fields: [{ path: ['userAgent'], check }] })
  if (answer.kind === 'refused') return answer.kind
  const [pattern] = answer.output
  const { userAgent = 'nothing' } = (pattern?.detail ?? {}) as { userAgent?: unknown }
  return [answer.kind, userAgent]
}

const absent = { exists: false }
const some = { exists: true }

/** The operator, and what it is as itself and as its opposite. */
const cases: readonly (readonly [OperatorCheck, unknown, unknown])[] = [
  [{ op: 'equals', value: 'x' }, ['exact', ['x']], ['exact', [{ 'anything-but': 'x' }, absent]]],
  [{ op: 'equals', value: '' }, ['exact', ['']], ['exact', [{ 'anything-but': '' }, absent]]],
  [
    { op: 'equals', value: 300 },
    ['exact', [{ numeric: ['=', 300] }]],
    ['exact', [{ 'anything-but': 300 }, absent]],
  ],
  [{ op: 'equals', value: true }, ['exact', [true]], ['superset', 'nothing']],
  [{ op: 'equals', value: null }, ['exact', [null]], ['superset', 'nothing']],
  [{ op: 'equals', value: '::1' }, ['superset', ['::1']], ['superset', 'nothing']],
  [
    { op: 'equals-ignore-case', text: 'x' },
    ['exact', [{ 'equals-ignore-case': 'x' }]],
    ['exact', [{ 'anything-but': { 'equals-ignore-case': 'x' } }, absent]],
  ],
  [{ op: 'equals-ignore-case', text: 'é' }, ['superset', [some]], ['superset', 'nothing']],
  [
    { op: 'prefix', text: 'x' },
    ['exact', [{ prefix: 'x' }]],
    ['exact', [{ 'anything-but': { prefix: 'x' } }, absent]],
  ],
  [{ op: 'prefix', text: '' }, ['exact', [{ prefix: '' }]], ['superset', 'nothing']],
  [
    { op: 'prefix-ignore-case', text: 'x' },
    ['exact', [{ prefix: { 'equals-ignore-case': 'x' } }]],
    ['superset', 'nothing'],
  ],
  [
    { op: 'suffix', text: 'x' },
    ['exact', [{ suffix: 'x' }]],
    ['exact', [{ 'anything-but': { suffix: 'x' } }, absent]],
  ],
  [
    { op: 'suffix-ignore-case', text: 'x' },
    ['exact', [{ suffix: { 'equals-ignore-case': 'x' } }]],
    ['superset', 'nothing'],
  ],
  [
    { op: 'contains', text: 'x' },
    ['exact', [{ wildcard: '*x*' }]],
    ['exact', [{ 'anything-but': { wildcard: '*x*' } }, absent]],
  ],
  [{ op: 'contains-ignore-case', text: 'x' }, ['superset', [some]], ['superset', 'nothing']],
  [
    { op: 'wildcard', pattern: 'a*b' },
    ['exact', [{ wildcard: 'a*b' }]],
    ['exact', [{ 'anything-but': { wildcard: 'a*b' } }, absent]],
  ],
  [
    { op: 'wildcard', pattern: 'a**b\\*' },
    ['exact', [{ wildcard: 'a*b\\*' }]],
    ['exact', [{ 'anything-but': { wildcard: 'a*b\\*' } }, absent]],
  ],
  [
    { op: 'wildcard', pattern: 'a*' },
    ['exact', [{ prefix: 'a' }]],
    ['exact', [{ 'anything-but': { prefix: 'a' } }, absent]],
  ],
  [
    { op: 'wildcard-ignore-case', pattern: 'a*' },
    ['exact', [{ prefix: { 'equals-ignore-case': 'a' } }]],
    ['superset', 'nothing'],
  ],
  [
    { op: 'wildcard-ignore-case', pattern: 'a*b' },
    ['superset', [{ prefix: { 'equals-ignore-case': 'a' } }]],
    ['superset', 'nothing'],
  ],
  [{ op: 'matches', regex: 'x|y' }, ['superset', [some]], ['superset', 'nothing']],
  [{ op: 'gt', bound: 5 }, ['exact', [{ numeric: ['>', 5] }]], ['superset', 'nothing']],
  [{ op: 'gte', bound: 5 }, ['exact', [{ numeric: ['>=', 5] }]], ['superset', 'nothing']],
  [{ op: 'lt', bound: 5 }, ['exact', [{ numeric: ['<', 5] }]], ['superset', 'nothing']],
  [{ op: 'lte', bound: 6e9 }, ['superset', [some]], ['superset', 'nothing']],
  [
    { op: 'cidr', network: '10.0.0.0/8' },
    ['superset', [{ cidr: '10.0.0.0/8' }]],
    ['superset', 'nothing'],
  ],
  [{ op: 'exists', present: true }, ['exact', [some]], ['exact', [absent]]],
  [{ op: 'exists', present: false }, ['exact', [absent]], ['exact', [some]]],
  [{ op: 'same-as', path: ['errorCode'] }, ['superset', [some]], ['superset', 'nothing']],
]

describe.for(cases)('$0', ([check, itself, opposite]) => {
  test('as itself', () => expect(matchersOf(check)).toEqual(itself))
  test('as its opposite', () => expect(matchersOf({ op: 'not', of: check })).toEqual(opposite))
})

test('every operator has a row', () => {
  const told = new Set<string>(cases.map(([{ op }]) => op))
  expect(operatorNames.filter((name) => !told.has(name))).toEqual([])
})

const detailOf = (match: Predicate) => {
  const answer = compiled(match)
  return answer.kind === 'refused' ? answer.kind : answer.output.map(({ detail }) => detail)
}
const field = (path: string, value: string) => ({
  path: path.split('.'),
  check: { op: 'equals', value } as const,
})
const block = (...fields: ReturnType<typeof field>[]): Predicate => ({ kind: 'block', fields })

describe('whole rules', () => {
  test('sources and names are not multiplied', () => {
    const pairs: Predicate = {
      kind: 'any',
      of: [
        block(field('eventSource', 'iam.amazonaws.com'), field('eventName', 'CreateUser')),
        block(field('eventSource', 'sts.amazonaws.com'), field('eventName', 'AssumeRole')),
      ],
    }
    expect(compiled(pairs)).toMatchObject({
      kind: 'exact',
      output: [{ $or: [{ source: ['aws.iam'] }, { source: ['aws.sts'] }] }],
    })
  })

  test('names of one service are one list', () => {
    const names: Predicate = {
      kind: 'any',
      of: [block(field('eventName', 'B')), block(field('eventName', 'A'))],
    }
    expect(detailOf(names)).toEqual([{ eventName: ['A', 'B'] }])
  })

  test('the text does not depend on the order of the rule', () => {
    const [a, b] = [field('userIdentity.type', 'Root'), field('eventName', 'X')]
    expect(JSON.stringify(compiled(block(a, b)))).toBe(JSON.stringify(compiled(block(b, a))))
  })

  test('`source` is pinned to AWS, whatever a rule asks of it', () => {
    expect(compiled(block(field('envelope.source', 'my.app')))).toMatchObject({
      kind: 'superset',
      output: [{ source: [{ prefix: 'aws.' }] }],
    })
    expect(compiled(block(field('envelope.source', 'aws.ec2')))).toMatchObject({
      kind: 'exact',
      output: [{ source: ['aws.ec2'] }],
    })
  })

  test('a wildcard is saved where the event’s name is pinned', () => {
    const agent = { path: ['userAgent'], check: { op: 'contains', text: 'kali' } as const }
    expect(detailOf({ kind: 'block', fields: [agent] })).toEqual([
      { userAgent: [{ wildcard: '*kali*' }] },
    ])
    expect(detailOf({ kind: 'block', fields: [agent, field('eventName', 'X')] })).toEqual([
      { eventName: ['X'], userAgent: [some] },
    ])
  })

  test('a pattern over 2,048 characters is split, and nothing is lost', () => {
    const names = Array.from({ length: 200 }, (_, index) => `CreateSomethingWithALongName${index}`)
    const check = {
      op: 'any',
      of: names.map((value) => ({ op: 'equals', value }) as const),
    } as const
    const answer = compiled({ kind: 'block', fields: [{ path: ['eventName'], check }] })
    if (answer.kind === 'refused') throw new Error(answer.why)
    const texts = answer.output.map((pattern) => JSON.stringify(pattern))
    expect(answer.kind).toBe('exact')
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(2048)
    for (const name of names)
      expect(texts.filter((text) => text.includes(`"${name}"`))).toHaveLength(1)
  })

  test('a value that is too long alone is left to the runtime', () => {
    expect(
      compiled(block(field('userAgent', 'x'.repeat(3000)), field('eventName', 'X'))),
    ).toMatchObject({ kind: 'superset', output: [{ detail: { eventName: ['X'] } }] })
  })

  test('what can never match is refused', () => {
    const both: Check = {
      op: 'all',
      of: [
        { op: 'exists', present: false },
        { op: 'equals', value: 'x' },
      ],
    }
    expect(
      compiled({ kind: 'block', fields: [{ path: ['errorCode'], check: both }] }),
    ).toMatchObject({ kind: 'refused' })
  })
})

describe('shipped rules', () => {
  const { rules } = compile({ config: undefined, files: shippedRules })

  test.for(rules.map(({ rule }) => [rule.id, rule] as const))('%s', async ([id, rule]) => {
    const answer = eventPattern.compile(rule)
    const text =
      answer.kind === 'refused'
        ? `refused: ${answer.why}\n`
        : [
            `${answer.kind}\n`,
            ...(answer.kind === 'superset'
              ? answer.residual.map((why) => `residual: ${why}\n`)
              : []),
            ...answer.output.map((pattern) => `${JSON.stringify(pattern, null, 2)}\n`),
          ].join('')
    await expect(text).toMatchFileSnapshot(`../golden/event-pattern/${id}.txt`)
  })
})
