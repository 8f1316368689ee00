/** The attack is in the sample as `attack.json` tells it, and nothing like it is anywhere else. */
import { describe, expect, test } from 'vitest'
import { attack, found, type LogRecord, ordinary, records } from './committed.ts'

describe('the attack', () => {
  const intrusion = attack.filter(({ eventID }) => found(eventID).userIdentity.type !== 'Root')

  test('is in the records, as listed, in order of time', () => {
    for (const { eventID, eventTime, eventName, what } of attack) {
      expect(found(eventID)).toMatchObject({ eventTime, eventName })
      expect(what).toMatch(/^\S.*\.$/)
    }
    const times = attack.map(({ eventTime }) => eventTime)
    expect(times).toEqual([...times].sort())
  })

  test('happens in prod between 02:40 and 03:20, from one address that nobody else uses', () => {
    const intruder = records.filter((one) => one.sourceIPAddress.startsWith('203.0.113.'))
    expect(intruder.map(({ eventID }) => eventID).sort()).toEqual(
      intrusion.map(({ eventID }) => eventID).sort(),
    )
    expect(new Set(intruder.map((one) => one.sourceIPAddress)).size).toBe(1)
    expect(new Set(intruder.map((one) => one.recipientAccountId))).toEqual(
      new Set(['444455556666']),
    )
    const times = intrusion.map(({ eventTime }) => eventTime)
    expect(times[0]).toSatisfy((time: string) => time >= '2026-10-14T02:40:00Z')
    expect(times.at(-1)).toSatisfy((time: string) => time <= '2026-10-14T03:20:00Z')
  })

  test('goes from first access to cover-up', () => {
    const names = intrusion.map(({ eventName }) => eventName)
    const chapters = names.filter((name, index) => name !== names[index - 1])
    expect(chapters).toEqual([
      'GetCallerIdentity',
      'ListUsers',
      'ListBuckets',
      'DescribeInstances',
      'ListSecrets',
      'DescribeDBInstances',
      'ListFunctions20150331',
      'GetAccountAuthorizationDetails',
      'ListAttachedUserPolicies',
      'ConsoleLogin',
      'CreateAccessKey',
      'GetCallerIdentity',
      'CreatePolicyVersion',
      'AttachUserPolicy',
      'CreateUser',
      'CreateLoginProfile',
      'AttachUserPolicy',
      'ConsoleLogin',
      'AuthorizeSecurityGroupIngress',
      'DeleteBucketPublicAccessBlock',
      'PutBucketPolicy',
      'DescribeSnapshots',
      'ModifySnapshotAttribute',
      'ScheduleKeyDeletion',
      'UpdateDetector',
      'DeleteDetector',
      'StopConfigurationRecorder',
      'PutEventSelectors',
      'StopLogging',
      'DeleteBucket',
    ])
  })

  test('has the details rules look at', () => {
    const [failures, successes] = ['Failure', 'Success'].map((ConsoleLogin) =>
      attack
        .map(({ eventID }) => found(eventID))
        .filter(
          (one) => (one.responseElements as typeof one | null)?.ConsoleLogin === ConsoleLogin,
        ),
    )
    expect(failures?.length).toBeGreaterThan(10)
    expect(successes?.map((one) => one.additionalEventData)).toMatchObject([
      { MFAUsed: 'No' },
      { MFAUsed: 'No' },
    ])
    const the = (name: string): LogRecord =>
      found(attack.find(({ eventName }) => eventName === name)?.eventID ?? '')
    expect(the('CreateAccessKey')).toMatchObject({
      userIdentity: { userName: 'build-bot' },
      requestParameters: { userName: 'alice-admin' },
    })
    expect(the('CreatePolicyVersion').requestParameters).toMatchObject({ setAsDefault: true })
    expect(the('AuthorizeSecurityGroupIngress')).toMatchObject({
      awsRegion: 'eu-west-1',
      requestParameters: {
        ipPermissions: {
          items: [{ fromPort: 22, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }],
        },
      },
    })
    expect(the('UpdateDetector').requestParameters).toMatchObject({ enable: false })
  })

  test('the root user of dev signs in without MFA and makes one call', () => {
    const root = records.filter(({ userIdentity }) => userIdentity.type === 'Root')
    expect(ordinary.filter(({ userIdentity }) => userIdentity.type === 'Root')).toEqual([])
    expect(root).toMatchObject([
      { eventName: 'ConsoleLogin', awsRegion: 'us-east-1', recipientAccountId: '777788889999' },
      { eventName: 'PutAlternateContact', recipientAccountId: '777788889999' },
    ])
  })

  test('leaves the rest of the day blameless', () => {
    const suspicious =
      /^(StopLogging|PutEventSelectors|Delete\w+|StopConfigurationRecorder|UpdateDetector|ScheduleKeyDeletion|ModifySnapshotAttribute|PutBucketPolicy|CreateAccessKey|CreateUser|CreateLoginProfile|CreatePolicyVersion|AttachUserPolicy)$/
    expect(ordinary.filter(({ eventName }) => suspicious.test(eventName))).toEqual([])
    expect(ordinary.filter((one) => JSON.stringify(one).includes('0.0.0.0/0'))).toEqual([])
    const denied = ordinary.filter((one) => one.errorCode !== undefined)
    expect(denied.length).toBeGreaterThan(3)
    expect(denied.filter((one) => one.readOnly !== true)).toEqual([])
  })

  test('silences what it switches off', () => {
    const watched = (invokedBy: string, after: string): readonly LogRecord[] =>
      records.filter(
        (one) =>
          one.recipientAccountId === '444455556666' &&
          one.awsRegion === 'eu-west-1' &&
          one.userIdentity.invokedBy === invokedBy &&
          one.eventTime > after,
      )
    const stopped = '2026-10-14T03:15:31Z'
    expect(watched('config.amazonaws.com', '2026-10-14T00:00:00Z')).not.toEqual([])
    expect(watched('config.amazonaws.com', stopped).map((one) => one.eventSource)).toEqual([])
    expect(watched('cloudtrail.amazonaws.com', stopped)).toEqual([])
  })
})
