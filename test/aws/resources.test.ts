import { describe, expect, test } from 'vitest'
import { resourcesOf } from '../../src/aws/resources.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { eventFrom } from '../alert/documents.ts'

const namesIn = (record: JsonObject, envelope: JsonObject = {}) =>
  resourcesOf(record, envelope).map(({ name, type }) => `${name} ${type}`)

describe('resources of an event', () => {
  test.each([
    ['s3/delete-bucket.json', /AWS::S3::Bucket$/],
    ['iam/create-user.json', /AWS::IAM::User$/],
    ['iam/put-role-policy-everything.json', /AWS::IAM::Role$/],
    ['ec2/open-ssh-to-world.json', /^sg-\w+ AWS::EC2::SecurityGroup$/],
    ['kms/schedule-key-deletion.json', /AWS::KMS::Key$/],
    ['config/stop-configuration-recorder.json', /^default AWS::Config::ConfigurationRecorder$/],
    ['config-rules/bucket-publicly-readable.json', /^prod-customer-exports AWS::S3::Bucket$/],
    ['logs/delete-log-group.json', /AWS::Logs::LogGroup$/],
    ['guardduty/delete-detector.json', /AWS::GuardDuty::Detector$/],
    ['secretsmanager/get-secret-value.json', /AWS::SecretsManager::Secret$/],
  ])('%s', (file, expected) => {
    const { record, envelope } = eventFrom(file)
    expect(namesIn(record, envelope)[0]).toMatch(expected)
  })

  test('ARNs of the record come first, and none twice', () => {
    expect(
      namesIn(
        {
          resources: [
            { ARN: 'arn:aws:s3:::a', type: 'AWS::S3::Bucket', accountId: '1' },
            { ARN: 'arn:aws:s3:::a' },
            { ARNPrefix: 'arn:aws:s3:::a/', type: 'AWS::S3::Object' },
          ],
          requestParameters: { bucketName: 'a', roleName: 'r' },
        },
        { resources: ['arn:aws:x'] },
      ),
    ).toEqual([
      'arn:aws:s3:::a AWS::S3::Bucket',
      'a AWS::S3::Bucket',
      'r AWS::IAM::Role',
      'arn:aws:x null',
    ])
  })

  test('of a call that names a thousand, ten', () => {
    const resources = Array.from({ length: 1000 }, (_, index) => ({ ARN: `arn:${index}` }))
    expect(namesIn({ resources }).length).toBe(10)
  })

  test('`name` is a trail for CloudTrail and something else for others', () => {
    const requestParameters = { name: 'x' }
    expect(namesIn({ eventSource: 'cloudtrail.amazonaws.com', requestParameters })).toEqual([
      'x AWS::CloudTrail::Trail',
    ])
    expect(namesIn({ eventSource: 'guardduty.amazonaws.com', requestParameters })).toEqual([])
  })

  test.each([[null], [5], ['x'], [[]], [{ bucketName: { a: 1 } }], [{ bucketName: '' }]])(
    'requestParameters %j names nothing',
    (requestParameters) => expect(namesIn({ requestParameters } as JsonObject)).toEqual([]),
  )
})
