/** A dedup that hides a second victim, and where none is hidden. */
import { describe, expect, test } from 'vitest'
import { compile } from '../../src/compile.ts'
import { lint } from '../../src/lint/lint.ts'
import { shippedRules } from '../support/shipped-rules.ts'
import { catalogue, faults, findings, findingText } from './findings.ts'

const deletes = 'match: { eventSource: s3.amazonaws.com, eventName: DeleteBucket }'
const alert = 'alert: { fields: { Bucket: $.requestParameters.bucketName } }'
const by = (paths: string, more = '') => `dedup: { by: [${paths}], within: 1h${more} }`

/** Of a rule of severity high; without the diagnostic about missing histories. */
const found = (clauses: string, ...also: string[]) =>
  faults(clauses, {
    also: [/severity/.test(also.join()) ? '' : 'severity: high', ...also].join('\n'),
  })

describe('blindfold', () => {
  test('an alert that names no object, grouped by the caller', () => {
    expect(found(deletes, by('userIdentity.arn, awsRegion'))).toEqual(['blindfold'])
    expect(found('match: { is: by-root }', by('recipientAccountId'))).toEqual(['blindfold'])
  })

  test('a `new` without the object that the alert names', () => {
    const also = ['severity: medium', alert, by('userIdentity.arn', ', new: [eventName]')].join(
      '\n',
    )
    expect(findings(deletes, { also }).map(findingText)).toEqual([
      'blindfold: `dedup` groups calls on different objects into one alert, because neither `by` nor `new` names an object of the call = add `requestParameters.bucketName` to `new`: the alert shows it, but `dedup` does not compare it',
    ])
    expect(found(deletes, alert, by('userIdentity.arn', ', new: []'))).toEqual(['blindfold'])
  })

  test.each([
    ['the alert names the object', alert, by('userIdentity.arn')],
    ['the key has it', by('requestParameters.bucketName', ', new: []')],
    ['`new` has it', by('userIdentity.arn', ', new: [resources]')],
    ['each call has a key of its own', by('eventID', ', new: []')],
    ['a low severity', 'severity: low', by('userIdentity.arn')],
    ['a threshold', by('userIdentity.arn', ', new: []'), 'threshold: { count: 5, within: 1h }'],
    ['no dedup'],
  ])('no finding: %s', (_, ...also) => {
    expect(found(deletes, ...also)).toEqual([])
  })

  test.each([
    'match: { eventSource: signin.amazonaws.com, eventName: ConsoleLogin }',
    'match: { eventSource: organizations.amazonaws.com, eventName: LeaveOrganization }',
    'match: { eventSource: ec2.amazonaws.com, eventName: DisableEbsEncryptionByDefault }',
  ])('no finding, because the call has no object: %s', (clauses) => {
    expect(found(clauses, by('recipientAccountId'))).toEqual([])
  })

  test('no finding for findings and Insights, which name their objects elsewhere', () => {
    expect(found('match: { severity: 8 }', 'on: guardduty', by('region'))).toEqual([])
    expect(found('match: { insightDetails.state: Start }', 'on: insight', by('awsRegion'))).toEqual(
      [],
    )
  })

  test('no shipped rule has it', () => {
    const { rules, origins } = compile({ config: undefined, files: shippedRules })
    const all = lint(rules, catalogue, (part) => origins.get(part)?.span)
    expect(all.filter(({ code }) => code === 'blindfold')).toEqual([])
  })
})
