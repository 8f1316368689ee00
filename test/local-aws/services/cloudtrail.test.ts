import {
  CloudTrailClient,
  CreateTrailCommand,
  DescribeTrailsCommand,
  GetTrailStatusCommand,
  LookupEventsCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { allTrails } from '../../../packages/local-aws/services/cloudtrail/memory.ts'
import { takes } from '../../../packages/local-aws/services/cloudtrail/selectors.ts'
import { at, codeOf, type Desk, openDesk } from '../../simulate/desk.ts'

const Bucket = 'trail'

async function openTrail(more: object = {}) {
  const desk = await openDesk()
  const s3 = new S3Client(at(desk, desk.root, 'us-east-1'))
  await s3.send(new CreateBucketCommand({ Bucket }))
  const trail = new CloudTrailClient(at(desk))
  await trail.send(new CreateTrailCommand({ Name: 'main', S3BucketName: Bucket, ...more }))
  await trail.send(new StartLoggingCommand({ Name: 'main' }))
  desk.records.length = 0
  return { desk, trail, s3 }
}

/** Names of the records that the one trail delivers. */
const taken = ({ cloud, records }: Desk): string[] => {
  const [trail] = allTrails(cloud)
  return records
    .filter((record) => trail !== undefined && takes(trail, record))
    .map(({ eventName }) => eventName)
}

const callAround = async (desk: Desk, s3: S3Client) => {
  const iam = new IAMClient(at(desk))
  await iam.send(new CreateUserCommand({ UserName: 'alice' }))
  await iam.send(new ListUsersCommand({}))
  await new STSClient(at(desk)).send(new GetCallerIdentityCommand({}))
  await new STSClient(at(desk, desk.root, 'us-west-2')).send(new GetCallerIdentityCommand({}))
  await new IAMClient(at(desk, desk.otherRoot)).send(new ListUsersCommand({}))
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }))
}

describe('what a trail delivers', () => {
  test('of its own region and of global services, management events alone', async () => {
    const { desk, s3 } = await openTrail()
    await callAround(desk, s3)
    expect(taken(desk)).toEqual(['CreateUser', 'ListUsers', 'GetCallerIdentity'])
  })

  test('of every region, and of none without logging', async () => {
    const { desk, trail, s3 } = await openTrail({ IsMultiRegionTrail: true })
    await callAround(desk, s3)
    expect(taken(desk)).toEqual([
      'CreateUser',
      'ListUsers',
      'GetCallerIdentity',
      'GetCallerIdentity',
    ])
    await trail.send(new StopLoggingCommand({ Name: 'main' }))
    expect(taken(desk)).toEqual([])
  })

  test('what basic selectors choose', async () => {
    const { desk, trail, s3 } = await openTrail({ IsMultiRegionTrail: true })
    await trail.send(
      new PutEventSelectorsCommand({
        TrailName: 'main',
        EventSelectors: [
          {
            ReadWriteType: 'WriteOnly',
            DataResources: [{ Type: 'AWS::S3::Object', Values: [`arn:aws:s3:::${Bucket}/`] }],
          },
        ],
      }),
    )
    desk.records.length = 0
    await callAround(desk, s3)
    expect(taken(desk)).toEqual(['CreateUser', 'PutObject'])
  })

  test('what advanced selectors choose', async () => {
    const { desk, trail, s3 } = await openTrail({ IsMultiRegionTrail: true })
    await trail.send(
      new PutEventSelectorsCommand({
        TrailName: 'main',
        AdvancedEventSelectors: [
          {
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Management'] },
              { Field: 'eventSource', NotEquals: ['sts.amazonaws.com'] },
              { Field: 'readOnly', Equals: ['true'] },
            ],
          },
          {
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Data'] },
              { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::another/'] },
            ],
          },
        ],
      }),
    )
    desk.records.length = 0
    await callAround(desk, s3)
    expect(taken(desk)).toEqual(['ListUsers'])
  })
})

test('a trail of everywhere is seen everywhere, and changed at home', async () => {
  const { desk } = await openTrail({ IsMultiRegionTrail: true })
  const away = new CloudTrailClient(at(desk, desk.root, 'ap-southeast-2'))
  const { trailList } = await away.send(new DescribeTrailsCommand({}))
  expect(trailList?.map(({ HomeRegion }) => HomeRegion)).toEqual(['eu-west-1'])
  expect(await away.send(new GetTrailStatusCommand({ Name: 'main' }))).toMatchObject({
    IsLogging: true,
  })
  expect(await codeOf(away.send(new StopLoggingCommand({ Name: 'main' })))).toBe(
    'InvalidHomeRegionException',
  )
})

describe('LookupEvents', () => {
  const iamIn = (desk: Desk) => new IAMClient(at(desk))
  const trailIn = (desk: Desk) => new CloudTrailClient(at(desk, desk.root, 'us-east-1'))

  test('newest first, in pages, whether there is a trail or not', async () => {
    const desk = await openDesk()
    for (const UserName of ['a', 'b', 'c']) {
      await iamIn(desk).send(new CreateUserCommand({ UserName }))
      await desk.cloud.clock.advance(1000)
    }
    const first = await trailIn(desk).send(new LookupEventsCommand({ MaxResults: 2 }))
    const second = await trailIn(desk).send(
      new LookupEventsCommand({
        MaxResults: 2,
        NextToken: first.NextToken,
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateUser' }],
      }),
    )
    const users = [...(first.Events ?? []), ...(second.Events ?? [])].map(
      ({ CloudTrailEvent = '{}' }) => JSON.parse(CloudTrailEvent).requestParameters.userName,
    )
    expect(users).toEqual(['c', 'b', 'a'])
    expect(first.Events?.[0]).toMatchObject({
      EventName: 'CreateUser',
      Username: 'root',
      ReadOnly: 'false',
    })
  })

  test('by one attribute, and no more', async () => {
    const desk = await openDesk()
    await iamIn(desk).send(new CreateUserCommand({ UserName: 'a' }))
    await iamIn(desk).send(new ListUsersCommand({}))
    const look = (...pairs: [string, string][]) =>
      trailIn(desk).send(
        new LookupEventsCommand({
          LookupAttributes: pairs.map(([AttributeKey, AttributeValue]) => ({
            AttributeKey: AttributeKey as 'EventName',
            AttributeValue,
          })),
        }),
      )
    const names = async (key: string, value: string) =>
      (await look([key, value])).Events?.map(({ EventName }) => EventName)
    expect(await names('ReadOnly', 'false')).toEqual(['CreateUser'])
    expect(await names('EventName', 'ListUsers')).toEqual(['ListUsers'])
    expect(await names('AccessKeyId', 'AKIANOBODY')).toEqual([])
    expect(await codeOf(look(['ReadOnly', 'true'], ['EventName', 'x']))).toBe(
      'InvalidLookupAttributesException',
    )
  })

  test('for ninety days', async () => {
    const desk = await openDesk()
    await iamIn(desk).send(new CreateUserCommand({ UserName: 'a' }))
    const found = async () => {
      const LookupAttributes = [
        { AttributeKey: 'EventName', AttributeValue: 'CreateUser' } as const,
      ]
      const got = await trailIn(desk).send(new LookupEventsCommand({ LookupAttributes }))
      return got.Events?.length
    }
    await desk.cloud.clock.advance(90 * 86_400_000)
    expect(await found()).toBe(1)
    await desk.cloud.clock.advance(1000)
    expect(await found()).toBe(0)
  })
})
