/** What whole rules become as event patterns, and every shipped rule. */
import { describe, expect, test } from 'vitest'
import { eventPattern } from '../../src/backends/event-pattern/event-pattern.ts'
import { compile } from '../../src/compile.ts'
import type { Check, Predicate } from '../../src/ir/predicate.ts'
import { shippedRules } from '../support/shipped-rules.ts'

const on = { source: 'aws.', detailTypes: ['AWS API Call via CloudTrail'] }
const compiled = (match: Predicate) => eventPattern.compile({ on, match, unless: undefined })

const some = { exists: true }

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

  test.each([
    [['aws.s3', 'aws.kms'], {}, { source: ['aws.kms', 'aws.s3'] }],
    [['aws.s3', 'aws.kms'], { eventSource: 'kms.amazonaws.com' }, { source: ['aws.kms'] }],
    ['aws.', { eventSource: 'kms.amazonaws.com' }, { source: ['aws.kms'] }],
    ['aws.', {}, { source: [{ prefix: 'aws.' }] }],
    [['aws.s3', 'aws.kms'], { 'envelope.source': 'aws.s3' }, { source: ['aws.s3'] }],
    [['aws.s3', 'aws.kms'], { 'envelope.source': 'aws.ec2' }, undefined],
    ['aws.s3', { 'envelope.detail-type': 'B' }, { 'detail-type': ['B'] }],
    ['aws.s3', { 'envelope.detail-type': 'C' }, undefined],
  ])('`on` with source %j, narrowed by %j', (source, fields, output) => {
    const match = block(...Object.entries(fields).map(([path, value]) => field(path, value)))
    const rule = { on: { source, detailTypes: ['A', 'B'] }, match, unless: undefined }
    expect(eventPattern.compile(rule)).toMatchObject(
      output === undefined ? { kind: 'refused' } : { kind: 'exact', output: [output] },
    )
  })

  test.each([
    ['eventName', 'StopLogging', false],
    ['eventName', 'ConsoleLogin', true],
    ['eventSource', 'ec2.amazonaws.com', false],
    ['eventSource', 'signin.amazonaws.com', true],
    ['userAgent', 'x', true],
  ])('the result of a sign-in is tested with %s %s: %s', (path, value, isTested) => {
    const failed = { op: 'equals', value: 'Failure' } as const
    const result = ['responseElements', 'ConsoleLogin']
    const match: Predicate = {
      kind: 'block',
      fields: [field(path, value), { path: result, check: { op: 'not', of: failed } }],
    }
    expect(compiled(match).kind).toBe('exact')
    expect(JSON.stringify(compiled(match)).includes('ConsoleLogin":')).toBe(isTested)
  })

  test('`source` is pinned to AWS, whatever a rule asks of it', () => {
    expect(compiled(block(field('envelope.source', 'my.app')))).toMatchObject({ kind: 'refused' })
    const ending: Check = { op: 'suffix', text: '.app' }
    const path = ['envelope', 'source']
    expect(compiled({ kind: 'block', fields: [{ path, check: ending }] })).toMatchObject({
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
