/** Trails stopped and weakened. */
import {
  CloudTrailClient,
  CreateTrailCommand,
  GetEventSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { JsonObject } from '../../../src/ir/json.ts'
import { account, clientConfig, region } from '../responder-account.ts'
import { asBefore, type Call, lowerCamel, plain, type Scenario } from './attack.ts'

const trail = (
  name: string,
  attack: (trails: CloudTrailClient, Name: string) => Promise<Omit<Call, 'source'>>,
): Scenario => ({
  name,
  responder: 'restart-trail',
  prepare: async (endpoint, Name) => {
    const trails = new CloudTrailClient(clientConfig(endpoint))
    const s3 = new S3Client({ ...clientConfig(endpoint), forcePathStyle: true })
    const Bucket = `${Name}-log`
    const CreateBucketConfiguration = { LocationConstraint: region } as const
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }))
    await trails.send(
      new CreateTrailCommand({
        Name,
        S3BucketName: Bucket,
        S3KeyPrefix: 'trail',
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: true,
        CloudWatchLogsLogGroupArn: `arn:aws:logs:${region}:${account}:log-group:${Name}:*`,
        CloudWatchLogsRoleArn: `arn:aws:iam::${account}:role/to-logs`,
      }),
    )
    await trails.send(
      new PutEventSelectorsCommand({
        TrailName: Name,
        EventSelectors: [
          {
            ReadWriteType: 'All',
            IncludeManagementEvents: true,
            DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
            ExcludeManagementEventSources: ['kms.amazonaws.com'],
          },
        ],
      }),
    )
    await trails.send(new StartLoggingCommand({ Name }))
    return {
      attack: async () => ({ source: 'cloudtrail', ...(await attack(trails, Name)) }),
      state: async () => {
        const { Trail: settings = {} } = await trails.send(new GetTrailCommand({ Name }))
        const { IsLogging = false } = await trails.send(new GetTrailStatusCommand({ Name }))
        const selectors = await trails.send(new GetEventSelectorsCommand({ TrailName: Name }))
        return { settings: plain(settings), IsLogging, selectors: plain(selectors) }
      },
    }
  },
  expected: asBefore,
})

const updated =
  (input: Omit<ConstructorParameters<typeof UpdateTrailCommand>[0], 'Name'>) =>
  async (trails: CloudTrailClient, Name: string): Promise<Omit<Call, 'source'>> => {
    const answer = plain(await trails.send(new UpdateTrailCommand({ Name, ...input })))
    const request = lowerCamel(plain({ Name, ...input })) as JsonObject
    return { name: 'UpdateTrail', request, answer: lowerCamel(answer) as JsonObject }
  }

export const tamperings: readonly Scenario[] = [
  trail('the trail is stopped', async (trails, Name) => {
    await trails.send(new StopLoggingCommand({ Name }))
    return { name: 'StopLogging', request: { name: Name } }
  }),
  trail('the trail is stopped by its ARN', async (trails, Name) => {
    await trails.send(new StopLoggingCommand({ Name }))
    const name = `arn:aws:cloudtrail:${region}:${account}:trail/${Name}`
    return { name: 'StopLogging', request: { name } }
  }),
  trail(
    'the trail loses the other regions and its digests',
    updated({ IsMultiRegionTrail: false, EnableLogFileValidation: false }),
  ),
  trail(
    'the trail is taken off its log group',
    updated({ CloudWatchLogsLogGroupArn: '', CloudWatchLogsRoleArn: '' }),
  ),
  trail('the trail selects nothing but reads', async (trails, TrailName) => {
    // The emulator keeps selectors as they are sent; CloudTrail fills in what is left out.
    const EventSelectors = [
      {
        ReadWriteType: 'ReadOnly' as const,
        IncludeManagementEvents: false,
        DataResources: [],
        ExcludeManagementEventSources: [],
      },
    ]
    const answer = await trails.send(new PutEventSelectorsCommand({ TrailName, EventSelectors }))
    return {
      name: 'PutEventSelectors',
      request: lowerCamel(plain({ TrailName, EventSelectors })) as JsonObject,
      answer: lowerCamel(plain(answer)) as JsonObject,
    }
  }),
]
