/** Slips in blocks, paths and tests, each told once and in words that lead out. */
import { describe, expect, test } from 'vitest'
import { operatorNames } from '../../src/operators/operators.ts'
import { helpOf, read, reportedFor, reportedForTest, ruleText } from './reported.ts'

const inMatch = (match: string, on?: string) =>
  reportedFor(on === undefined ? { match } : { match, on })
const helpIn = (match: string, on?: string) =>
  helpOf(ruleText(on === undefined ? { match } : { match, on }))

describe('tests', () => {
  test.each([
    ['', 'empty-value: `requestParameters.x` has no value'],
    ['[]', 'empty-test: `requestParameters.x` has an empty test, which no value can pass'],
    ['{}', 'empty-test: `requestParameters.x` has an empty test, which no value can pass'],
    ['[[a]]', 'wrong-operand: the list of `requestParameters.x` cannot contain a list'],
    ['[a, ]', undefined],
    ['[{}]', 'empty-test: `requestParameters.x` has an empty test, which no value can pass'],
    ['{ not: }', 'empty-value: `requestParameters.x` has no value'],
    ['{ not: [] }', 'empty-test: `requestParameters.x` has an empty test, which no value can pass'],
    ['{ prefix: }', 'wrong-operand: `prefix` needs text, not an empty value'],
    ['{ prefix: 5 }', 'wrong-operand: `prefix` needs text, not the number `5`'],
    ['{ prefix: [] }', 'empty-test: `prefix` has an empty test, which no value can pass'],
    [
      '{ prefix: [a, [b]] }',
      'wrong-operand: the list of `prefix` can contain only values, not a list',
    ],
    [
      '{ prefix: { a: b } }',
      'wrong-operand: `prefix` needs a value or a list of values, not a mapping',
    ],
    ['{ exists: yes }', 'wrong-operand: `exists` needs `true` or `false`, not the text `yes`'],
    ['{ exists: [true] }', 'wrong-operand: `exists` needs one value, not a list'],
    ["{ gt: '5' }", 'wrong-operand: `gt` needs a number, not the text `5`'],
    ['{ gt: [5] }', 'wrong-operand: `gt` needs one value, not a list'],
    ['{ cidr: 10.0.0.0 }', 'bad-network: `10.0.0.0` is not a network'],
    ['{ cidr: 10.0.0.0/33 }', 'bad-network: `10.0.0.0/33` is not a network'],
    ["{ cidr: '' }", 'bad-network: `` is not a network'],
    [
      '{ matches: "(" }',
      'bad-regex: `(` is not a valid RE2 regular expression: missing closing ): `(`',
    ],
    [
      "{ wildcard: 'a\\b' }",
      'bad-wildcard: `a\\b` has a backslash before a character that needs none',
    ],
    ['{ same-as: $.a }', 'bad-path: `$.a` is a JSONPath, but a path is expected here'],
    [
      '{ same-as: userIdentity.tpye }',
      'unknown-field: these events have no field `userIdentity.tpye`',
    ],
    [
      '{ same-as: detail.eventName }',
      'bad-path: `detail.eventName` starts at the envelope, but paths start at the record',
    ],
  ])('%s', (written, says) =>
    expect(reportedForTest(written)).toEqual(says === undefined ? [] : [says]),
  )

  test('a look-around is refused with the reason, another slip without it', () => {
    const [lookAround] = helpIn("{ eventName: { matches: '(?=a)' } }")
    expect(lookAround).toContain(
      'write it without look-around and back-references, which RE2 does not support',
    )
    expect(helpIn("{ eventName: { matches: '[' } }")).toEqual([undefined])
  })

  test.each([
    ['prefx', 'did you mean `prefix`?'],
    ['Prefix', 'did you mean `prefix`?'],
    ['equals_ignore_case', 'did you mean `equals-ignore-case`?'],
    ['exist', 'did you mean `exists`?'],
    ['equals', 'write the value itself: `eventName: StopLogging`'],
    ['in', 'write a list: `eventName: [StopLogging, DeleteTrail]`'],
    [
      'anything-but',
      'write `not`, and add `exists: true` if the field must be present, because `not` also matches an absent field',
    ],
    ['startsWith', 'write `prefix`'],
    ['regex', 'write `matches`'],
  ])('%s is no operator', (name, help) => {
    expect(reportedForTest(`{ ${name}: x }`)).toEqual([
      `unknown-operator: unknown operator \`${name}\``,
    ])
    expect(helpIn(`{ eventName: { ${name}: x } }`)).toEqual([help])
  })

  test('a field inside of a field is a path, and every operator is listed', () => {
    const [help = ''] = helpIn('{ requestParameters: { bucketName: x } }')
    expect(help).toContain(
      'to test a field inside `requestParameters`, write the path `requestParameters.bucketName`',
    )
    for (const name of operatorNames) expect(help).toContain(name)
  })
})

describe('paths', () => {
  test.each([
    ['a..b', 'has an empty field name'],
    ['.a', 'has an empty field name'],
    ['a.', 'has an empty field name'],
    ["''", 'has an empty field name'],
    ["'a[0].b'", 'has an index'],
    ["'a[*]'", 'has an index'],
    [`'a"b"'`, 'has a quote in the wrong place'],
    [`'"a'`, 'has'],
    ['$.eventName', 'is a JSONPath'],
    ['detail.eventName', 'starts at the envelope'],
    ['envelope.detail.eventName', 'starts at the envelope, but paths start at the record'],
    [Array.from({ length: 33 }, () => 'a').join('.'), 'has too many field names'],
  ])('%s', (path, problem) =>
    expect(inMatch(`{ ? ${path} : x }`)).toEqual([
      expect.stringContaining(`bad-path: `) && expect.stringContaining(problem),
    ]),
  )

  test.each([
    ['eventname', 'eventName'],
    ['userIdentity.tpye', 'userIdentity.type'],
    ['requestParamters.name', 'requestParameters.name'],
    ['usrIdentity.arn', 'userIdentity.arn'],
    ['userName', 'userIdentity.userName'],
    ['userIdentity.eventName', 'eventName'],
    ['sessionIssuer.userName', 'userIdentity.sessionContext.sessionIssuer.userName'],
    ['requestParamters."a.b"', 'requestParameters."a.b"'],
  ])('%s: did you mean %s?', (path, guess) => {
    expect(inMatch(`{ '${path}': x }`)).toEqual([
      `unknown-field: these events have no field \`${path}\``,
    ])
    expect(helpIn(`{ '${path}': x }`)).toEqual([`did you mean \`${guess}\`?`])
  })

  test('a field that nothing is close to is only warned of, and a guess is never far-fetched', () => {
    for (const path of [
      'userIdentity.foo',
      'zzz',
      'a',
      'userIdentity.arn.b.c',
      'constructor',
      'userIdentity.toString',
    ]) {
      const { diagnostics, rules } = read(ruleText({ match: `{ ${path}: x }` }))
      expect(diagnostics).toMatchObject([{ level: 'warning', code: 'unknown-field' }])
      expect(rules).toHaveLength(1)
    }
  })

  test('each kind of event has fields of its own', () => {
    expect(inMatch('{ eventName: x }', 'insight')).toEqual([
      'unknown-field: these events have no field `eventName`',
    ])
    expect(helpIn('{ eventName: x }', 'insight')).toEqual([
      'did you mean `insightDetails.eventName`?',
    ])
    expect(inMatch('{ insightDetails.state: Start }', 'insight')).toEqual([])
    expect(inMatch('{ newEvaluationResult.complianceType: NON_COMPLIANT }', 'config')).toEqual([])
    expect(inMatch('{ anything.at.all: x }', 'guardduty')).toEqual([])
    expect(
      inMatch('{ anything.at.all: x }', '{ source: aws.health, detail-type: AWS Health Event }'),
    ).toEqual([])
  })

  test('one path stands once in a block, in whatever spelling', () => {
    expect(inMatch(`{ eventName: x, '"eventName"': y }`)).toEqual([
      'repeated-path: `eventName` is already tested on line 5',
    ])
    expect(inMatch('{ eventName: x, all: [{ eventName: { prefix: y } }] }')).toEqual([])
  })
})

describe('blocks', () => {
  test.each([
    ['{ all: }', 'wrong-type: `all` must be a list of blocks, not an empty value'],
    ['{ all: { a: b } }', 'wrong-type: `all` must be a list of blocks, not a mapping'],
    ['{ any: [] }', 'empty-block: `any` is empty, so it would match every event'],
    ['{ any: [{}] }', 'empty-block: `any` is empty, so it would match every event'],
    ['{ any: [x] }', 'wrong-type: `any` must be a block of fields and tests, not the text `x`'],
    ['{ any: [~] }', 'wrong-type: `any` must be a block of fields and tests, not null'],
    ['{ not: x }', 'wrong-type: `not` must be a block of fields and tests, not the text `x`'],
    [
      '{ not: [{ eventName: x }] }',
      'wrong-type: `not` must be a block of fields and tests, not a list',
    ],
    ['{ not: }', 'empty-value: `not` has no value'],
    ['{ is: }', 'wrong-type: `is` must be the name of a condition, not an empty value'],
    ['{ is: 5 }', 'wrong-type: `is` must be the name of a condition, not the number `5`'],
    ['{ is: [] }', 'empty-block: `is` is empty, so it would match every event'],
    [
      '{ is: { by-root: true } }',
      'wrong-type: `is` must be the name of a condition, not a mapping',
    ],
    ['{ is: by_root }', 'unknown-condition: unknown condition `by_root`'],
    ['{ is: [succeeded, failing] }', 'unknown-condition: unknown condition `failing`'],
  ])('%s', (match, says) => expect(inMatch(match)).toEqual([says]))

  test('a condition about API calls has no place among other events', () => {
    expect(inMatch('{ is: by-root }', 'config')).toEqual([
      'misplaced-condition: `by-root` tests fields of API calls, but this rule observes other events',
    ])
    expect(inMatch('{ is: by-root }')).toEqual([])
  })
})
