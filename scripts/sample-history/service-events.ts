/**
 * Things AWS did by itself, with no call behind them (`AwsServiceEvent`): two keys were rotated
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html).
 */
import { keyArn, type Place, prod, security } from './organization.ts'
import { random } from './random.ts'
import type { CloudTrailRecord } from './record.ts'
import { clock, iso } from './time.ts'

export const serviceEvents = (): readonly CloudTrailRecord[] => [
  rotation({ account: prod, region: 'eu-west-1' }, 'settings', '05:31:17'),
  rotation({ account: security, region: 'eu-west-1' }, 'trail', '18:02:40'),
]

function rotation(place: Place, purpose: string, at: string): CloudTrailRecord {
  const ARN = keyArn(place, purpose)
  const internal = 'AWS Internal'
  return {
    eventVersion: '1.11',
    userIdentity: { accountId: place.account, invokedBy: internal },
    eventTime: iso(clock(at)),
    eventSource: 'kms.amazonaws.com',
    eventName: 'RotateKey',
    awsRegion: place.region,
    sourceIPAddress: internal,
    userAgent: internal,
    requestParameters: null,
    responseElements: null,
    eventID: random(`rotation of ${ARN}`).uuid(),
    readOnly: false,
    resources: [{ accountId: place.account, type: 'AWS::KMS::Key', ARN }],
    eventType: 'AwsServiceEvent',
    managementEvent: true,
    recipientAccountId: place.account,
    eventCategory: 'Management',
    serviceEventDetails: { keyId: ARN.split('/')[1] ?? ARN, rotationType: 'AUTOMATIC' },
  }
}
