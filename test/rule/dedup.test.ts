/** How `dedup.new` is read, and its default. */
import { expect, test } from 'vitest'
import { pathText } from '../../src/ir/path.ts'
import type { AlertTemplate } from '../../src/ir/rule.ts'
import { defaultNew } from '../../src/rule/default-new.ts'
import { read, reportedFor, ruleText } from './reported.ts'

const alert = (title: string | undefined, ...paths: string[]): AlertTemplate => ({
  title,
  fields: paths.map((path) => ({ label: path, path })),
})

test('the default is the call, and every object that the alert names', () => {
  const texts = (template: AlertTemplate) => defaultNew(template).map(pathText)
  expect(texts(alert(undefined))).toEqual(['eventName'])
  expect(
    texts(
      alert(
        '{$.userIdentity.arn} stopped {$.requestParameters.name} in {$.awsRegion}',
        '$.requestParameters.name',
        '$.resources[0].ARN',
        '$.responseElements.items[*].id',
        "$.requestParameters['a.b']",
        '$.sourceIPAddress',
        '$.envelope.resources',
      ),
    ),
  ).toEqual([
    'eventName',
    'requestParameters.name',
    'resources.ARN',
    'responseElements.items.id',
    'requestParameters."a.b"',
  ])
})

test('a JSONPath that searches counts as the path where it starts', () => {
  expect(
    defaultNew(
      alert(undefined, '$.requestParameters..*', '$.requestParameters.a.*.b', '$..name'),
    ).map(pathText),
  ).toEqual(['eventName', 'requestParameters', 'requestParameters.a'])
})

test.each([
  ['{ by: awsRegion, within: 1h }', ['eventName', 'requestParameters.name']],
  ['{ by: awsRegion, within: 1h, new: [] }', []],
  ['{ by: awsRegion, within: 1h, new: eventName }', ['eventName']],
  ['{ by: awsRegion, within: 1h, new: [requestParameters] }', ['requestParameters']],
])('dedup: %s', (dedup, expected) => {
  const text = ruleText({ dedup, alert: '{ fields: { Trail: $.requestParameters.name } }' })
  expect(read(text).rules[0]?.rule.dedup?.new.map(pathText)).toEqual(expected)
})

test('a path of `new` is checked as every path', () => {
  const reported = (paths: string) =>
    reportedFor({ dedup: `{ by: awsRegion, within: 1h, new: ${paths} }` })
  expect(reported('[evenName]')).toEqual([expect.stringContaining('unknown-field: ')])
  expect(reported('[detail.eventName]')).toEqual([expect.stringContaining('bad-path: ')])
  expect(reported('7')).toEqual([expect.stringContaining('wrong-type: ')])
})
