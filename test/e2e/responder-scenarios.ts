/**
 * Attacks, each a call through the SDK and the event that CloudTrail would write for it, and what is
 * expected to stand when it has been answered.
 */
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
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateManagedPrefixListCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
  type IpPermission,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2'
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam'
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  PutBucketAclCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import {
  GetPublicAccessBlockCommand as GetAccountBlock,
  PutPublicAccessBlockCommand as PutAccountBlock,
  S3ControlClient,
} from '@aws-sdk/client-s3-control'
import type { Json, JsonObject } from '../../src/ir/json.ts'
import type { Responder } from '../../src/ir/rule.ts'
import { byName } from '../../src/local/localhost.ts'
import { account, clientConfig, region, resolveLocalhost } from './responder-account.ts'

/** What a call did, as a record of CloudTrail tells it. */
export interface Call {
  readonly source: string
  readonly name: string
  readonly request: JsonObject
  readonly answer?: JsonObject
}

export interface Stage {
  readonly attack: () => Promise<Call>
  /** What stands, comparable by its JSON. */
  readonly state: () => Promise<Json>
}

export interface Scenario {
  readonly name: string
  readonly responder: Responder
  /** Makes what is to be attacked, under a name of its own. */
  readonly prepare: (endpoint: string, name: string) => Promise<Stage>
  /** What stands when the attack has been answered. */
  readonly expected: (before: Json, attacked: Json) => Json
}

const asBefore: Scenario['expected'] = (before) => before

/** The event, in the envelope of EventBridge. */
export function eventOf({ source, name, request, answer }: Call, by = mallory): JsonObject {
  const time = new Date(Date.now()).toISOString().replace(/\.\d+Z$/, 'Z')
  const id = crypto.randomUUID()
  return {
    version: '0',
    id,
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${source}`,
    account,
    time,
    region,
    resources: [],
    detail: {
      eventVersion: '1.11',
      userIdentity: by,
      eventTime: time,
      eventSource: `${source}.amazonaws.com`,
      eventName: name,
      awsRegion: region,
      sourceIPAddress: '203.0.113.7',
      userAgent: 'aws-cli/2.31.0',
      requestParameters: request,
      responseElements: answer ?? null,
      eventID: id,
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    },
  }
}

export const mallory: JsonObject = {
  type: 'IAMUser',
  principalId: 'AIDAMALLORY',
  arn: `arn:aws:iam::${account}:user/mallory`,
  accountId: account,
  userName: 'mallory',
}

/** Somebody in a session of a role. */
export const inRole = (arn: string): JsonObject => ({
  type: 'AssumedRole',
  principalId: 'AROAROLE:session',
  arn: `arn:aws:sts::${account}:assumed-role/${arn.split('/').at(-1)}/session`,
  accountId: account,
  sessionContext: { sessionIssuer: { type: 'Role', arn, userName: arn.split('/').at(-1) ?? '' } },
})

/** What an answer of the SDK holds, without what belongs to its way here. */
const plain = (answer: object): JsonObject => {
  const { $metadata: _, ...rest } = JSON.parse(JSON.stringify(answer)) as JsonObject
  return rest
}

const lowerCamel = (value: Json): Json =>
  Array.isArray(value)
    ? value.map(lowerCamel)
    : typeof value !== 'object' || value === null
      ? value
      : Object.fromEntries(
          Object.entries(value).map(([key, inner]) => [
            // CloudTrail writes `trailARN` so.
            key.slice(0, 1).toLowerCase() + key.slice(1),
            lowerCamel(inner),
          ]),
        )

async function orNone<Answer>(work: Promise<Answer>): Promise<Answer | null> {
  return await work.catch((error: Error) => {
    if (/^NoSuch/.test(error.name)) return null
    throw error
  })
}

// deactivate-key

const keyCreated: Scenario = {
  name: 'an access key is made for another user',
  responder: 'deactivate-key',
  prepare: async (endpoint, UserName) => {
    const iam = new IAMClient(clientConfig(endpoint))
    await iam.send(new CreateUserCommand({ UserName, Path: '/staff/' }))
    await iam.send(new CreateAccessKeyCommand({ UserName }))
    return {
      attack: async () => {
        const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName }))
        const { AccessKeyId: accessKeyId = '' } = key ?? {}
        return {
          source: 'iam',
          name: 'CreateAccessKey',
          request: { userName: UserName },
          answer: { accessKey: { accessKeyId, userName: UserName, status: 'Active' } },
        }
      },
      state: async () => {
        const { AccessKeyMetadata: keys = [] } = await iam.send(
          new ListAccessKeysCommand({ UserName }),
        )
        return keys.map(({ AccessKeyId = '', Status = '' }) => [AccessKeyId, Status])
      },
    }
  },
  expected: (before, attacked) =>
    (attacked as string[][]).map(([id = '', status = '']) =>
      JSON.stringify(before).includes(id) ? [id, status] : [id, 'Inactive'],
    ),
}

// revoke-ingress

/** EC2 writes lists as `items`, and an empty one as `{}`. */
const items = (list: readonly JsonObject[]): JsonObject =>
  list.length === 0 ? {} : { items: list }

const permissionItem = (permission: IpPermission): JsonObject => ({
  ipProtocol: permission.IpProtocol ?? '-1',
  ...(permission.FromPort === undefined ? {} : { fromPort: permission.FromPort }),
  ...(permission.ToPort === undefined ? {} : { toPort: permission.ToPort }),
  groups: items(
    (permission.UserIdGroupPairs ?? []).map(({ GroupId = '' }) => ({ groupId: GroupId })),
  ),
  ipRanges: items((permission.IpRanges ?? []).map(({ CidrIp = '' }) => ({ cidrIp: CidrIp }))),
  ipv6Ranges: items(
    (permission.Ipv6Ranges ?? []).map(({ CidrIpv6 = '' }) => ({ cidrIpv6: CidrIpv6 })),
  ),
  prefixListIds: items(
    (permission.PrefixListIds ?? []).map(({ PrefixListId = '' }) => ({
      prefixListId: PrefixListId,
    })),
  ),
})

const permissionOf = (rule: SecurityGroupRule): Json[] =>
  [
    rule.IpProtocol,
    rule.FromPort,
    rule.ToPort,
    rule.CidrIpv4,
    rule.CidrIpv6,
    rule.PrefixListId,
    rule.ReferencedGroupInfo?.GroupId,
    rule.Description,
  ].map((value) => value ?? null)

const ingress = (
  name: string,
  permissions: (others: { group: string; list: string }) => IpPermission[],
  { ids, flat = false }: { ids: boolean; flat?: boolean },
): Scenario => ({
  name,
  responder: 'revoke-ingress',
  prepare: async (endpoint, group) => {
    const ec2 = new EC2Client(clientConfig(endpoint))
    const make = async (GroupName: string) => {
      const made = new CreateSecurityGroupCommand({ GroupName, Description: 'a group' })
      return (await ec2.send(made)).GroupId ?? ''
    }
    const GroupId = await make(group)
    const { PrefixList: list } = await ec2.send(
      new CreateManagedPrefixListCommand({
        PrefixListName: group,
        MaxEntries: 1,
        AddressFamily: 'IPv4',
      }),
    )
    const others = { group: await make(`${group}-2`), list: list?.PrefixListId ?? '' }
    const authorize = (IpPermissions: IpPermission[]) =>
      ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }))
    const rulesOf = async () => {
      const Filters = [{ Name: 'group-id', Values: [GroupId] }]
      const command = new DescribeSecurityGroupRulesCommand({ Filters })
      const { SecurityGroupRules: rules = [] } = await ec2.send(command)
      return rules.filter(({ IsEgress }) => !IsEgress)
    }
    const ofOthers = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }
    await authorize([{ ...ofOthers, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }])
    return {
      attack: async () => {
        const asked = permissions(others)
        const stood = await rulesOf()
        await authorize(asked)
        // The emulator's answer has the rules of the last permission alone; EC2's has all.
        const made = (await rulesOf())
          .filter(({ SecurityGroupRuleId: id }) =>
            stood.every(({ SecurityGroupRuleId: other }) => other !== id),
          )
          .map(({ SecurityGroupRuleId: id = '' }) => ({
            securityGroupRuleId: id,
            groupId: GroupId,
            isEgress: false,
          }))
        const [first] = asked
        return {
          source: 'ec2',
          name: 'AuthorizeSecurityGroupIngress',
          request: {
            groupId: GroupId,
            ...(flat
              ? {
                  ipProtocol: first?.IpProtocol ?? '',
                  fromPort: String(first?.FromPort),
                  toPort: String(first?.ToPort),
                  cidrIp: first?.IpRanges?.[0]?.CidrIp ?? '',
                  ipPermissions: {},
                }
              : { ipPermissions: items(asked.map(permissionItem)) }),
          },
          answer: { _return: true, ...(ids ? { securityGroupRuleSet: items(made) } : {}) },
        }
      },
      state: async () =>
        (await rulesOf())
          .map(permissionOf)
          .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    }
  },
  expected: asBefore,
})

const everyKind = ({ group, list }: { group: string; list: string }): IpPermission[] => [
  {
    IpProtocol: 'tcp',
    FromPort: 22,
    ToPort: 22,
    IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'just for now' }],
    Ipv6Ranges: [{ CidrIpv6: '::/0' }],
  },
  { IpProtocol: 'udp', FromPort: 1000, ToPort: 2000, PrefixListIds: [{ PrefixListId: list }] },
  { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: group }] },
]

// block-public-access

const allOn = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
}

const bucket = (
  name: string,
  before: Partial<typeof allOn> | null,
  attack: (s3: S3Client, Bucket: string) => Promise<Omit<Call, 'source'>>,
  expected: Scenario['expected'],
): Scenario => ({
  name,
  responder: 'block-public-access',
  prepare: async (endpoint, Bucket) => {
    const s3 = new S3Client({ ...clientConfig(endpoint), forcePathStyle: true })
    const CreateBucketConfiguration = { LocationConstraint: region } as const
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }))
    if (before !== null) {
      const PublicAccessBlockConfiguration = before
      await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }))
    }
    return {
      attack: async () => ({ source: 's3', ...(await attack(s3, Bucket)) }),
      state: async () => {
        const block = await orNone(s3.send(new GetPublicAccessBlockCommand({ Bucket })))
        const policy = await orNone(s3.send(new GetBucketPolicyCommand({ Bucket })))
        const { Grants: grants = [] } = await s3.send(new GetBucketAclCommand({ Bucket }))
        return {
          block: block === null ? null : plain(block.PublicAccessBlockConfiguration ?? {}),
          policy: policy?.Policy ?? null,
          grants: grants.map(({ Grantee }) => Grantee?.URI ?? 'the owner'),
        }
      },
    }
  },
  expected,
})

const xmlns = 'http://s3.amazonaws.com/doc/2006-03-01/'

const publicPolicy = (Bucket: string): JsonObject => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    },
  ],
})

const accountBlock: Scenario = {
  name: "the account's block is weakened",
  responder: 'block-public-access',
  prepare: async (endpoint) => {
    resolveLocalhost()
    const s3 = new S3ControlClient({ ...clientConfig(byName(endpoint)), maxAttempts: 1 })
    const put = (PublicAccessBlockConfiguration: Partial<typeof allOn>) =>
      s3.send(new PutAccountBlock({ AccountId: account, PublicAccessBlockConfiguration }))
    await put(allOn)
    return {
      attack: async () => {
        await put({ ...allOn, RestrictPublicBuckets: false })
        return {
          source: 's3',
          name: 'PutAccountPublicAccessBlock',
          request: {
            Host: `${account}.s3-control.${region}.amazonaws.com`,
            publicAccessBlock: '',
            PublicAccessBlockConfiguration: { xmlns, ...allOn, RestrictPublicBuckets: false },
          },
        }
      },
      state: async () => {
        const answer = await s3.send(new GetAccountBlock({ AccountId: account }))
        return plain(answer.PublicAccessBlockConfiguration ?? {})
      },
    }
  },
  expected: asBefore,
}

// restart-trail

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

export const scenarios: readonly Scenario[] = [
  keyCreated,
  ingress('IPv4, IPv6, a prefix list and a group are let in', everyKind, { ids: true }),
  ingress('the same, and the record tells no ids', everyKind, { ids: false }),
  ingress(
    'the flat form, with numbers as text',
    () => [
      { IpProtocol: 'tcp', FromPort: 3389, ToPort: 3389, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    ],
    { ids: false, flat: true },
  ),
  bucket(
    "a bucket's block is deleted",
    allOn,
    async (s3, Bucket) => {
      await s3.send(new DeletePublicAccessBlockCommand({ Bucket }))
      return {
        name: 'DeleteBucketPublicAccessBlock',
        request: { bucketName: Bucket, publicAccessBlock: '' },
      }
    },
    asBefore,
  ),
  bucket(
    "a bucket's block is weakened",
    allOn,
    async (s3, Bucket) => {
      const PublicAccessBlockConfiguration = { BlockPublicAcls: true, IgnorePublicAcls: true }
      await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }))
      return {
        name: 'PutBucketPublicAccessBlock',
        request: {
          bucketName: Bucket,
          publicAccessBlock: '',
          PublicAccessBlockConfiguration: {
            xmlns,
            ...PublicAccessBlockConfiguration,
            BlockPublicPolicy: 'false',
            RestrictPublicBuckets: false,
          },
        },
      }
    },
    asBefore,
  ),
  bucket(
    'a policy lets everybody read',
    { BlockPublicAcls: true },
    async (s3, Bucket) => {
      const policy = publicPolicy(Bucket)
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(policy) }))
      return {
        name: 'PutBucketPolicy',
        request: { bucketName: Bucket, policy: '', bucketPolicy: policy },
      }
    },
    (_, attacked) => ({
      ...(attacked as JsonObject),
      block: { ...allOn, IgnorePublicAcls: false },
    }),
  ),
  bucket(
    'an access list lets everybody read',
    null,
    async (s3, Bucket) => {
      await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }))
      return {
        name: 'PutBucketAcl',
        request: { bucketName: Bucket, acl: '', 'x-amz-acl': 'public-read' },
      }
    },
    (_, attacked) => ({
      ...(attacked as JsonObject),
      block: { ...allOn, BlockPublicPolicy: false, RestrictPublicBuckets: false },
    }),
  ),
  accountBlock,
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
