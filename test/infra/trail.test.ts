/** The trail that is made where tripline.yaml asks for one, and the one that is left alone. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Manifest } from '../../src/plan/manifest.ts'
import { account, hub, standalone, withMetricFilter, withNewTrail } from './manifests.ts'
import { type Graph, graphOf, list, statementsOf } from './resource-graph.ts'

const trailArn = `arn:aws:cloudtrail:eu-west-1:${account}:trail/tripline-test-trail`
const bucket = `tripline-test-trail-${account}-eu-west-1`

describe('a new trail', () => {
  let made: Graph
  beforeAll(async () => {
    made = await graphOf(withNewTrail(standalone, false))
  })

  test('records every region, validated, encrypted, into the log group, with the selectors of the plan', () => {
    expect(made.get('trail').inputs).toMatchObject({
      region: 'eu-west-1',
      name: 'tripline-test-trail',
      isMultiRegionTrail: true,
      isOrganizationTrail: false,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      s3BucketName: bucket,
      cloudWatchLogsRoleArn: `arn:aws:iam::${account}:role/tripline-test-trail`,
      advancedEventSelectors: [
        {
          name: 'Secrets',
          fieldSelectors: [
            { field: 'eventCategory', equals: ['Data'] },
            { field: 'resources.type', equals: ['AWS::S3::Object'] },
            { field: 'resources.ARN', startsWiths: ['arn:aws:s3:::secret/'] },
          ],
        },
      ],
      insightSelectors: [{ insightType: 'ApiErrorRateInsight' }],
    })
  })

  test('writes with a key that rotates, for this trail only', () => {
    const key = made.get('trail-key').inputs
    expect(key.enableKeyRotation).toBe(true)
    const [owner, ...services] = statementsOf(key.policy)
    expect(owner?.Principal).toEqual({ AWS: `arn:aws:iam::${account}:root` })
    expect(services.map(({ Action }) => Action)).toEqual([
      'kms:GenerateDataKey*',
      'kms:DescribeKey',
    ])
    for (const { Principal, Condition } of services) {
      expect(Principal).toEqual({ Service: 'cloudtrail.amazonaws.com' })
      expect(Condition?.StringEquals).toEqual({ 'aws:SourceArn': trailArn })
    }
  })

  test('keeps its files locked, versioned, encrypted, closed and watched', () => {
    expect(made.get('trail-bucket').inputs).toMatchObject({ bucket, objectLockEnabled: true })
    expect(made.get('trail-bucket-lock').inputs.rule.defaultRetention).toEqual({
      mode: 'GOVERNANCE',
      days: 365,
    })
    for (const id of ['trail', 'trail-access']) {
      expect(made.get(`${id}-bucket-versions`).inputs.versioningConfiguration.status).toBe(
        'Enabled',
      )
      expect(made.get(`${id}-bucket-closed`).inputs).toMatchObject({
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      })
      expect(made.get(`${id}-bucket-owner`).inputs.rule.objectOwnership).toBe('BucketOwnerEnforced')
    }
    const [encryption] = made.get('trail-bucket-encryption').inputs.rules
    expect(encryption.applyServerSideEncryptionByDefault.sseAlgorithm).toBe('aws:kms')
    expect(made.get('trail-bucket-logging').inputs.targetBucket).toBe(
      `tripline-test-trail-access-${account}-eu-west-1`,
    )
    expect(made.get('trail-bucket-lifecycle').inputs.rules[0].transitions).toEqual([
      { days: 90, storageClass: 'GLACIER' },
    ])
  })

  test('takes files from this trail only', () => {
    const statements = statementsOf(made.get('trail-bucket-policy').inputs.policy)
    const writes = statements.find(({ Action }) => Action === 's3:PutObject')
    expect(writes).toEqual({
      Sid: 'TrailWrites',
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: [`arn:aws:s3:::${bucket}/AWSLogs/${account}/*`],
      Condition: {
        StringEquals: {
          'aws:SourceArn': trailArn,
          's3:x-amz-acl': 'bucket-owner-full-control',
        },
      },
    })
  })
})

describe('nobody but CloudTrail writes its files, and', () => {
  const denied = async (manifest: Manifest) =>
    statementsOf(
      (await graphOf(withNewTrail(manifest, false))).get('trail-bucket-policy').inputs.policy,
    )
      .filter(({ Effect, Sid }) => Effect === 'Deny' && Sid !== 'OnlyOverTls')
      .map(({ Sid, Action, Resource, Condition }) => ({
        Sid,
        actions: list(Action),
        on: list(Resource),
        except: Condition,
      }))
  const noService = { Bool: { 'aws:PrincipalIsAWSService': 'false' } }

  test('only the deploying role deletes them or changes the bucket', async () => {
    const [writes, changes, ...more] = await denied(standalone)
    expect(more).toEqual([])
    expect(writes).toEqual({
      Sid: 'OnlyCloudTrailWrites',
      actions: ['s3:PutObject', 's3:ReplicateObject'],
      on: [`arn:aws:s3:::${bucket}/*`],
      except: noService,
    })
    expect(changes?.on).toEqual([`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`])
    expect(changes?.except).toEqual({
      ...noService,
      ArnNotEquals: { 'aws:PrincipalArn': [`arn:aws:iam::${account}:role/deploy`] },
    })
    expect(changes?.actions).toEqual(
      expect.arrayContaining([
        's3:DeleteObject',
        's3:DeleteObjectVersion',
        's3:PutBucketNotification',
        's3:PutBucketPolicy',
        's3:PutBucketVersioning',
        's3:PutLifecycleConfiguration',
      ]),
    )
  })

  test('without a deploying role IAM decides the rest', async () => {
    const { limits } = standalone
    const open = { ...standalone, limits: { ...limits, deployRole: undefined } }
    expect((await denied(open)).map(({ Sid }) => Sid)).toEqual(['OnlyCloudTrailWrites'])
  })
})

test('a trail of the organization takes the files of its members too', async () => {
  const made = await graphOf(withNewTrail(hub, true))
  expect(made.get('trail').inputs.isOrganizationTrail).toBe(true)
  const statements = statementsOf(made.get('trail-bucket-policy').inputs.policy)
  expect(statements.find(({ Action }) => Action === 's3:PutObject')?.Resource).toEqual([
    `arn:aws:s3:::${bucket}/AWSLogs/${account}/*`,
    `arn:aws:s3:::${bucket}/AWSLogs/o-a1b2c3d4e5/*`,
  ])
})

test('an existing trail is left as it is', async () => {
  const made = await graphOf({
    ...withMetricFilter(standalone, 'eu-west-1'),
    trail: {
      kind: 'existing',
      logGroup: '/aws/cloudtrail/all',
      region: 'eu-west-1',
      selectors: { advanced: [], insights: [] },
    },
  })
  const types = made.made.map(({ type }) => type)
  expect(types.filter((type) => /cloudtrail|s3\/|kms/.test(type))).toEqual([])
  expect(made.of('cloudwatch/logGroup:LogGroup').map(({ inputs }) => inputs.name)).not.toContain(
    '/aws/cloudtrail/all',
  )
  expect(made.get('filter-tripline-test-root-login').inputs.logGroupName).toBe(
    '/aws/cloudtrail/all',
  )
})
