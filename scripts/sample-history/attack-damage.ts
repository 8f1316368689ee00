/**
 * 03:04 to 03:11: the intruder opens a port, takes data, and schedules the deletion of the backups'
 * key.
 */
import { asBackdoor, place, type Step, stepsBy } from './attack-cast.ts'
import { bucketCall, done, items, read, write } from './calls.ts'
import type { JsonObject } from './json.ts'
import { keyArn, outsider, prod, resourceId } from './organization.ts'
import type { Random } from './random.ts'
import type { Call } from './record.ts'
import { clock, spoken } from './time.ts'

const exports = 'prod-customer-exports'

const s3 = (dice: Random, name: string, request: JsonObject): Call =>
  bucketCall(dice, place, { name, readOnly: false }, exports, request)

function openPort22(dice: Random): Call {
  const groupId = resourceId('sg', place, 'bastion')
  const ssh = { ipProtocol: 'tcp', fromPort: 22, toPort: 22 }
  const permission = {
    ...ssh,
    groups: {},
    ipRanges: items({ cidrIp: '0.0.0.0/0' }),
    ipv6Ranges: {},
    prefixListIds: {},
  }
  const rule = { groupId, groupOwnerId: prod, isEgress: false, ...ssh, cidrIpv4: '0.0.0.0/0' }
  return write(
    'ec2',
    'AuthorizeSecurityGroupIngress',
    { groupId, ipPermissions: items(permission) },
    {
      ...done(dice),
      securityGroupRuleSet: items({ securityGroupRuleId: `sgr-0${dice.hex(16)}`, ...rule }),
    },
  )
}

function publish(dice: Random): Call {
  const open = {
    Sid: 'share',
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${exports}/*`,
  }
  const bucketPolicy = { Version: '2012-10-17', Statement: [open] }
  return s3(dice, 'PutBucketPolicy', { bucketPolicy, policy: '' })
}

function shareSnapshot(dice: Random): Call {
  const request = {
    snapshotId: resourceId('snap', place, 'customers'),
    attributeType: 'CREATE_VOLUME_PERMISSION',
    createVolumePermission: { add: items({ userId: outsider }) },
  }
  return write('ec2', 'ModifySnapshotAttribute', request, done(dice))
}

function doomKey(): Call {
  const ARN = keyArn(place, 'customer backups')
  const answer = { keyId: ARN, keyState: 'PendingDeletion', pendingWindowInDays: 7 }
  const deletionDate = spoken(clock('03:10:47') + 7 * 86_400)
  return {
    ...write(
      'kms',
      'ScheduleKeyDeletion',
      { keyId: ARN.split('/')[1] ?? ARN, pendingWindowInDays: 7 },
      { ...answer, deletionDate },
    ),
    resources: [{ accountId: prod, type: 'AWS::KMS::Key', ARN }],
  }
}

export function takeData(dice: Random): readonly Step[] {
  const step = stepsBy(dice, asBackdoor)
  const mySnapshots = { snapshotSet: {}, ownersSet: items({ owner: 'self' }), filterSet: {} }
  return [
    step('03:04:15', openPort22(dice), 'SSH to the bastion hosts is opened to the whole internet.'),
    step(
      '03:06:02',
      s3(dice, 'DeleteBucketPublicAccessBlock', { publicAccessBlock: '' }),
      `The block on public access to ${exports} is removed.`,
    ),
    step(
      '03:06:44',
      publish(dice),
      `A bucket policy lets anybody read ${exports}; the reads are data events, not recorded.`,
    ),
    step(
      '03:08:11',
      read('ec2', 'DescribeSnapshots', mySnapshots),
      'The snapshots of the account are listed.',
    ),
    step(
      '03:08:52',
      shareSnapshot(dice),
      `A snapshot of the customer database's disk is shared with account ${outsider}.`,
    ),
    step('03:10:47', doomKey(), 'The key of the customer backups is scheduled for deletion.'),
  ]
}
