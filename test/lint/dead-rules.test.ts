/**
 * Rules that were published and cannot fire. Each is the condition as its authors shipped it, in our
 * words, with what must be said about it.
 */
import { describe, expect, test } from 'vitest'
import { findings } from './findings.ts'

interface Dead {
  readonly from: string
  readonly match: string
  readonly code: string
  /** What the help line must name. */
  readonly instead: string
}

const dead: readonly Dead[] = [
  {
    from: 'Sigma: a role handed to a Glue endpoint, by the name of the permission',
    match: 'eventSource: glue.amazonaws.com\n  eventName: PassRole',
    code: 'not-an-event',
    instead: 'RunInstances',
  },
  {
    from: 'Sigma: PassRole under its own service',
    match: 'eventSource: iam.amazonaws.com\n  eventName: [PassRole]',
    code: 'not-an-event',
    instead: 'CreateFunction20150331',
  },
  {
    from: 'Sigma: buckets listed, under the wrong service',
    match: 'eventSource: ec2.amazonaws.com\n  eventName: ListBuckets',
    code: 'wrong-service',
    instead: 's3.amazonaws.com',
  },
  {
    from: 'Sigma: event names as the console words them',
    match: 'eventSource: rds.amazonaws.com\n  eventName: Modify DB Instance',
    code: 'misspelt-event-name',
    instead: 'ModifyDBInstance',
  },
  {
    from: 'Sigma: S3 encryption, by the IAM action',
    match:
      'eventSource: s3.amazonaws.com\n  eventName: [PutBucketLogging, PutEncryptionConfiguration]',
    code: 'not-an-event',
    instead: 'PutBucketEncryption',
  },
  {
    from: 'Sigma: S3 lifecycle, by the IAM action',
    match: 'eventSource: s3.amazonaws.com\n  eventName: PutLifecycleConfiguration',
    code: 'not-an-event',
    instead: 'PutBucketLifecycle',
  },
  {
    from: 'Sigma: S3 replication, by the IAM action',
    match: 'eventSource: s3.amazonaws.com\n  eventName: PutReplicationConfiguration',
    code: 'not-an-event',
    instead: 'PutBucketReplication',
  },
  {
    from: 'Sigma: an ElastiCache call that nobody has',
    match:
      'eventSource: elasticache.amazonaws.com\n  eventName: [AuthorizeCacheSecurityGroupEgress, DeleteCacheSecurityGroup]',
    code: 'unknown-event-name',
    instead: 'AuthorizeCacheSecurityGroupIngress',
  },
  {
    from: 'Sigma: the other ElastiCache call that nobody has',
    match: 'eventSource: elasticache.amazonaws.com\n  eventName: RevokeCacheSecurityGroupEgress',
    code: 'unknown-event-name',
    instead: 'RevokeCacheSecurityGroupIngress',
  },
  {
    from: 'Sigma: the transfer lock of a domain, under the service of zones',
    match: 'eventSource: route53.amazonaws.com\n  eventName: DisableDomainTransferLock',
    code: 'wrong-service',
    instead: 'route53domains.amazonaws.com',
  },
  {
    from: 'Elastic: route tables under CloudTrail itself',
    match:
      'eventSource: cloudtrail.amazonaws.com\n  eventName: [ReplaceRoute, DeleteRouteTable, DisassociateRouteTable]',
    code: 'wrong-service',
    instead: 'ec2.amazonaws.com',
  },
  {
    from: 'Elastic: EventBridge by the name of the product',
    match: 'eventSource: eventbridge.amazonaws.com\n  eventName: [DeleteRule, DisableRule]',
    code: 'bad-event-source',
    instead: 'events.amazonaws.com',
  },
  {
    from: 'Elastic: a slip of the pen in a list of reads',
    match: 'eventSource: organizations.amazonaws.com\n  eventName: DescribeOrgnanizationalUnit',
    code: 'unknown-event-name',
    instead: 'DescribeOrganizationalUnit',
  },
  {
    from: 'Elastic: an instance profile replaced, half of the name',
    match: 'eventSource: ec2.amazonaws.com\n  eventName: ReplaceIamInstanceProfile',
    code: 'unknown-event-name',
    instead: 'ReplaceIamInstanceProfileAssociation',
  },
  {
    from: 'Elastic: objects listed, by the IAM action',
    match: 'eventSource: s3.amazonaws.com\n  eventName: ListBucket',
    code: 'not-an-event',
    instead: 'ListObjects',
  },
  {
    from: 'Panther: the password policy, by a verb IAM does not use',
    match: 'eventSource: iam.amazonaws.com\n  eventName: PutAccountPasswordPolicy',
    code: 'unknown-event-name',
    instead: 'UpdateAccountPasswordPolicy',
  },
  {
    from: 'Panther: buckets listed, by the IAM action',
    match: 'eventSource: s3.amazonaws.com\n  eventName: ListAllMyBuckets',
    code: 'not-an-event',
    instead: 'ListBuckets',
  },
  {
    from: 'Panther: a function deleted, without the version of the API',
    match: 'eventSource: lambda.amazonaws.com\n  eventName: DeleteFunction',
    code: 'versioned-event-name',
    instead: 'DeleteFunction20150331',
  },
  {
    from: 'Panther: the public access block by the name of its API',
    match:
      'eventSource: s3.amazonaws.com\n  eventName: [DeletePublicAccessBlock, PutPublicAccessBlock]',
    code: 'not-an-event',
    instead: 'DeleteAccountPublicAccessBlock',
  },
  {
    from: 'Cloud Custodian: a function created, without the version of the API',
    match: 'eventSource: lambda.amazonaws.com\n  eventName: CreateFunction',
    code: 'versioned-event-name',
    instead: 'CreateFunction20150331',
  },
  {
    from: 'Cloud Custodian: two services and two names, multiplied',
    match: 'eventSource: elasticache.amazonaws.com\n  eventName: CreateBucket',
    code: 'wrong-service',
    instead: 's3.amazonaws.com',
  },
  {
    from: 'Cloud Custodian: the source of the envelope for that of the record',
    match: 'eventSource: aws.s3\n  eventName: CreateBucket',
    code: 'bad-event-source',
    instead: 's3.amazonaws.com',
  },
  {
    from: 'ASSK: flow logs modified, which EC2 has no call for',
    match: 'eventSource: ec2.amazonaws.com\n  eventName: ModifyFlowLogs',
    code: 'unknown-event-name',
    instead: 'CreateFlowLogs',
  },
  {
    from: 'TrailAlerts: a name in small letters, in a language that is not Sigma',
    match: 'eventSource: cloudtrail.amazonaws.com\n  eventName: stoplogging',
    code: 'misspelt-event-name',
    instead: 'StopLogging',
  },
  {
    from: 'A guide: mail identities under the endpoint of SES',
    match: 'eventSource: email.amazonaws.com\n  eventName: DeleteIdentity',
    code: 'bad-event-source',
    instead: 'ses.amazonaws.com',
  },
  {
    from: 'A module: alarms under the name of the product',
    match: 'eventSource: cloudwatch.amazonaws.com\n  eventName: DeleteAlarms',
    code: 'bad-event-source',
    instead: 'monitoring.amazonaws.com',
  },
]

describe('rules that cannot fire', () => {
  test.each(dead)('$from', ({ match, code, instead }) => {
    const found = findings(`match:\n  ${match}`).filter(({ level }) => level !== 'note')
    expect(found.map((each) => each.code)).toContain(code)
    expect(found.map(({ help }) => help).join('\n')).toContain(instead)
  })

  test('calls that only read are told to need a state of their own', () => {
    const reads = ['GetCallerIdentity', 'GetPasswordData', 'GetAccountAuthorizationDetails']
    for (const name of reads) {
      const [found] = findings(`match:\n  eventName: ${name}`)
      expect(found?.code).toBe('needs-read-only-events')
      expect(found?.message).toContain('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS')
    }
  })
})
