/** The sample history is what its generator makes, laid out and written as CloudTrail would. */
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sampleHistory } from '../../scripts/sample-history/sample-history.ts'
import {
  attack,
  committed,
  delivery,
  inOrderOfName,
  ordinary,
  paths,
  records,
  root,
} from './committed.ts'

const generated = sampleHistory()

describe('freshness', () => {
  test('the committed files are the generated ones', () => {
    expect(paths).toEqual([...generated.files.keys()].sort())
    const stale = paths.filter((path) => committed.get(path) !== generated.files.get(path))
    expect(stale).toEqual([])
  })

  test('so is what tests rely on', () => {
    expect(attack).toEqual(generated.attack)
    expect(delivery).toEqual(generated.delivery)
  })

  test('generating twice makes no difference', () => {
    expect([...sampleHistory().files]).toEqual([...generated.files])
  })

  test('the compressed files carry no time and no platform', () => {
    const headers = paths.map((path) => readFileSync(join(root, path)).subarray(4, 10))
    const revealing = headers.filter((header) => header.readUInt32LE(0) !== 0 || header[5] !== 255)
    expect(revealing).toEqual([])
  })
})

describe('size and spread', () => {
  test('at least 2,500 records beside the attack, in less than 600 KB', () => {
    expect(ordinary.length).toBeGreaterThanOrEqual(2500)
    const sizes = paths.map((path) => statSync(join(root, path)).size)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(600_000)
  })

  test('three accounts, each in four Regions, on one day', () => {
    const pairs = new Set(records.map((one) => `${one.recipientAccountId} ${one.awsRegion}`))
    const accounts = ['111122223333', '444455556666', '777788889999']
    const regions = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2']
    const all = accounts.flatMap((account) => regions.map((region) => `${account} ${region}`))
    expect([...pairs].sort()).toEqual(all)
    expect(new Set(records.map(({ eventTime }) => eventTime.slice(0, 10)))).toEqual(
      new Set(['2026-10-14']),
    )
  })

  test('every kind of caller there is in such a trail', () => {
    const types = new Set(records.map(({ userIdentity }) => userIdentity.type ?? 'none'))
    expect([...types].sort()).toEqual([
      'AWSAccount',
      'AWSService',
      'AssumedRole',
      'IAMUser',
      'Root',
      'WebIdentityUser',
      'none',
    ])
  })
})

describe('layout', () => {
  const logFile =
    /^AWSLogs\/(?<organization>o-[a-z0-9]{10,32})\/(?<account>\d{12})\/CloudTrail\/(?<region>[a-z0-9-]+)\/2026\/10\/14\/\k<account>_CloudTrail_\k<region>_20261014T\d{4}Z_[A-Za-z0-9]{16}\.json\.gz$/

  test.each(inOrderOfName)('$path', ({ path, records }) => {
    const named = logFile.exec(path)?.groups
    expect(named).toBeDefined()
    expect(records.length).toBeGreaterThan(0)
    const strangers = records.filter(
      (one) => one.recipientAccountId !== named?.account || one.awsRegion !== named.region,
    )
    expect(strangers).toEqual([])
  })

  test('digests name their log files with true hashes', () => {
    const digests = paths.filter((path) => path.includes('/CloudTrail-Digest/'))
    expect(digests).toHaveLength(2)
    for (const path of digests) {
      const digest = JSON.parse(committed.get(path) ?? '')
      expect(digest).not.toHaveProperty('Records')
      expect(digest.digestS3Object).toBe(path)
      expect(digest.logFiles.length).toBeGreaterThan(0)
      for (const { s3Object, hashValue } of digest.logFiles) {
        const content = committed.get(s3Object) ?? ''
        expect(hashValue).toBe(createHash('sha256').update(content).digest('hex'))
      }
    }
  })

  test('one Insights pair, start and end, about calls that are in the logs', () => {
    const [path = '', ...more] = paths.filter((one) => one.includes('/CloudTrail-Insight/'))
    expect(more).toEqual([])
    const pair = JSON.parse(committed.get(path) ?? '').Records
    expect(
      pair.map((one: { insightDetails: { state: string } }) => one.insightDetails.state),
    ).toEqual(['Start', 'End'])
    expect(pair[0].sharedEventID).toBe(pair[1].sharedEventID)
    expect(pair[0].eventID).not.toBe(pair[1].eventID)
    const starts = records.filter(
      (one) =>
        one.eventName === pair[0].insightDetails.eventName &&
        one.recipientAccountId === pair[0].recipientAccountId &&
        one.awsRegion === pair[0].awsRegion,
    )
    expect(starts).toHaveLength(24)
  })
})

describe('records', () => {
  const always = [
    'eventVersion',
    'userIdentity',
    'eventTime',
    'eventSource',
    'eventName',
    'awsRegion',
    'sourceIPAddress',
    'userAgent',
    'requestParameters',
    'responseElements',
    'eventID',
    'readOnly',
    'eventType',
    'managementEvent',
    'recipientAccountId',
    'eventCategory',
  ]

  test('have the fields every record has', () => {
    const bare = records.filter((one) => always.some((field) => one[field] === undefined))
    expect(bare).toEqual([])
    const numbered = records.filter((one) => one.eventType === 'AwsApiCall')
    expect(numbered.filter(({ requestID }) => !requestID)).toEqual([])
    expect(new Set(records.map((one) => one.eventVersion))).toEqual(new Set(['1.11']))
  })

  test('are written as CloudTrail writes ids and times', () => {
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    const time = /^2026-10-14T\d\d:\d\d:\d\dZ$/
    expect(records.filter((one) => !uuid.test(one.eventID) || !time.test(one.eventTime))).toEqual(
      [],
    )
    const keys = records
      .map(({ userIdentity }) => userIdentity.accessKeyId)
      .filter((key) => typeof key === 'string' && key !== '')
    expect(keys.filter((key) => !/^A[KS]IA[A-Z2-7]{9}EXAMPLE$/.test(String(key)))).toEqual([])
  })

  test('global services appear in us-east-1 only', () => {
    const global = /^(account|ce|cloudfront|iam|organizations|route53)\./
    const misplaced = records.filter(
      (one) => global.test(one.eventSource) && one.awsRegion !== 'us-east-1',
    )
    expect(misplaced).toEqual([])
    expect(records.some((one) => one.eventSource === 'organizations.amazonaws.com')).toBe(true)
  })

  test('come from addresses that belong to nobody', () => {
    const reserved = /^(192\.0\.2|198\.51\.100|203\.0\.113|10\.\d+\.\d+)\.\d+$/
    const host = /^([a-z0-9-]+\.)+amazonaws\.com$|^AWS Internal$/
    const callers = new Set(records.map(({ sourceIPAddress }) => sourceIPAddress))
    expect([...callers].filter((from) => !reserved.test(from) && !host.test(from))).toEqual([])
    // Browsers write versions like 141.0.0.0, so the user agents are left out.
    const text = JSON.stringify(records.map((one) => ({ ...one, userAgent: '' })))
    const mentioned = new Set(text.match(/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g))
    mentioned.delete('0.0.0.0')
    expect([...mentioned].filter((address) => !reserved.test(address))).toEqual([])
  })
})
