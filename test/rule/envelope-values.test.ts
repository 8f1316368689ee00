/** Values of the envelope that are of the right kind and still mean nothing. */
import { describe, expect, test } from 'vitest'
import { helpOf, reportedFor, ruleText } from './reported.ts'

const words = {
  severity: ['hihg', '`high`'],
  status: ['enable', '`enabled`'],
  via: ['event-bridge', '`eventbridge`'],
  on: ['Cloudtrial', '`cloudtrail`'],
} as const
describe('of the wrong value', () => {
  test.each(Object.entries(words))('%s', (key, [slip, guess]) => {
    expect(reportedFor({ [key]: slip })).toEqual([
      `unknown-value: \`${key}\` cannot be \`${slip}\``,
    ])
    expect(helpOf(ruleText({ [key]: slip }))).toEqual([`did you mean ${guess}?`])
  })

  test.each([
    'Trail-Stopped',
    'a_b',
    'a--b',
    '-a',
    'a-',
    'a.b',
    'a b',
    "''",
    '"a\\u0000"',
    'ä',
    'a'.repeat(65),
  ])('id: %s', (id) =>
    expect(reportedFor({ id })).toEqual([expect.stringContaining('id-not-kebab-case: ')]),
  )

  test('an id is the name of its file, with either ending, in any folder', () => {
    expect(reportedFor({ id: 'b' })).toEqual([
      'id-not-file-name: the rule `b` is in a file with another name, `a.yaml`',
    ])
    for (const path of ['a.yaml', 'a.yml', 'x/y/a.yaml', 'x\\y\\a.yaml'])
      expect(reportedFor({}, { path })).toEqual([])
    for (const path of ['a.json', 'a.yaml.txt', 'A.yaml', 'a/b.yaml'])
      expect(reportedFor({}, { path })).toHaveLength(1)
  })

  test.each([
    ['attack', '[x]', 'bad-attack-id: `x` is not the id of an ATT&CK technique'],
    ['attack', '[t1098]', 'bad-attack-id: `t1098` is not the id of an ATT&CK technique'],
    ['attack', '[T1562.008]', 'old-attack-id: ATT&CK 19 replaced the id `T1562.008`'],
    ['controls', '[CIS-4.5]', 'bad-value: `CIS-4.5` is not the id of a control'],
    ['controls', "['']", 'bad-value: `` is not the id of a control'],
    ['references', '[x]', 'bad-value: `x` is not a complete `https://` address'],
    [
      'references',
      '["javascript:alert(1)"]',
      'bad-value: `javascript:alert(1)` is not a complete `https://` address',
    ],
    ['notify', '[]', 'bad-value: `notify` is empty'],
    ['notify', "['']", 'bad-value: `notify` is empty'],
    ['falsePositives', "[' ']", 'bad-value: `falsePositives` is empty'],
    ['threshold', '{ count: 1, within: 5m }', 'bad-value: `count` must be at least 2'],
    ['threshold', '{ count: 100001, within: 5m }', 'bad-value: `count` must be at most 100000'],
    [
      'threshold',
      '{ count: 2.5, within: 5m }',
      'wrong-type: `count` must be a whole number, not the number `2.5`',
    ],
    [
      'threshold',
      "{ count: '5', within: 5m }",
      'wrong-type: `count` must be a whole number, not the text `5`',
    ],
    ['threshold', '{ count: 5 }', 'missing-key: `threshold` needs `within`'],
    ['threshold', '{ within: 5m }', 'missing-key: `threshold` needs `count`'],
    ['threshold', '{ count: 5, within: 5m, by: [] }', 'bad-value: `by` is empty'],
    [
      'threshold',
      '{ count: 5, within: 5m, by: 5 }',
      'wrong-type: `by` must be text or a list of text, not the number `5`',
    ],
    [
      'threshold',
      '{ count: 5, within: 5m, by: [sourceIPAdress] }',
      'unknown-field: these events have no field `sourceIPAdress`',
    ],
    [
      'threshold',
      '{ count: 5, within: 5m, distinct: $.a }',
      'bad-path: `$.a` is a JSONPath, but a path is expected here',
    ],
    ['threshold', '{ count: 5, within: 5m, times: 3 }', 'unknown-key: unknown key `times`'],
    ['firstSeen', '{ by: userIdentity.arn }', 'missing-key: `firstSeen` needs `within`'],
    ['firstSeen', "{ by: '', within: 1h }", 'bad-path: `` has an empty field name'],
    [
      'firstSeen',
      '{ by: [[a]], within: 1h }',
      'wrong-type: each item of `by` must be text, not a list',
    ],
    ['dedup', '{ within: 1h }', 'missing-key: `dedup` needs `by`'],
    [
      'dedup',
      '{ by: detail.eventName, within: 1h }',
      'bad-path: `detail.eventName` starts at the envelope, but paths start at the record',
    ],
    ['respond', '[{ mode: observe }]', 'missing-key: an item of `respond` needs `action`'],
    ['respond', '[{ action: rollback }]', 'unknown-value: `action` cannot be `rollback`'],
    [
      'respond',
      '[{ action: rollback-iam, mode: dry-run }]',
      'unknown-value: `mode` cannot be `dry-run`',
    ],
    ['respond', '[{ action: }]', 'empty-value: `action` has no value'],
    ['alert', '{ titel: x }', 'unknown-key: unknown key `titel`'],
  ])('%s: %s', (key, value, says) => expect(reportedFor({ [key]: value })).toEqual([says]))

  test.each([
    '5',
    '5 m',
    '5M',
    '0m',
    '1w',
    '5min',
    '-5m',
    '1.5h',
    '1000000s',
    '5m\u200b',
    'null',
    'true',
  ])('within: %s', (within) =>
    expect(reportedFor({ dedup: `{ by: eventName, within: ${within} }` })).toEqual([
      `bad-duration: \`${within}\` is not a valid duration for \`within\``,
    ]),
  )
})
