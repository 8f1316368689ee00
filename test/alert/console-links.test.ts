import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linksFor } from '../../src/alert/console-links.ts'
import { isSafe } from '../../src/alert/formats/text.ts'
import { inEnvelope } from '../../src/aws/envelope.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { probe } from '../probes/probe.ts'
import { decided, eventFrom, stopLogging } from './documents.ts'

const inRegion = (file: string, awsRegion: string) => {
  const { record } = eventFrom(file)
  return decided(inEnvelope({ ...record, awsRegion })).links
}

describe('pages of the console', () => {
  test('the event, the caller, the resource, and where to ask further', () => {
    expect(stopLogging().links).toEqual([
      {
        label: 'CloudTrail event',
        url: 'https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/events/dba31c51-0520-480e-bf91-16192558abbf',
      },
      {
        label: 'IAM user build-bot',
        url: 'https://console.aws.amazon.com/iam/home#/users/details/build-bot',
      },
      {
        label: 'CloudTrail Trail account-trail',
        url: 'https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/trails/arn%3Aaws%3Acloudtrail%3Aeu-west-1%3A111122223333%3Atrail%2Faccount-trail',
      },
      {
        label: 'Athena query editor',
        url: 'https://eu-west-1.console.aws.amazon.com/athena/home?region=eu-west-1#/query-editor',
      },
    ])
  })

  test.each([
    ['cn-north-1', 'https://console.amazonaws.cn/'],
    ['us-gov-west-1', 'https://console.amazonaws-us-gov.com/'],
    ['us-east-1', 'https://us-east-1.console.aws.amazon.com/'],
  ])('of %s begin with %s', (region, start) => {
    const [event] = inRegion('cloudtrail/stop-logging.json', region)
    expect(event?.url.startsWith(start)).toBe(true)
    expect(event?.url).toContain(`region=${region}`)
  })

  test.each([
    '',
    'nowhere',
    'us-iso-east-1',
    'evil.example/eu-west-1',
    'eu-west-1.evil',
    'EU-WEST-1',
  ])('there are none for the region %j', (region) =>
    expect(inRegion('cloudtrail/stop-logging.json', region)).toEqual([]),
  )

  test('a session leads to its role', () => {
    const { links } = decided(eventFrom('iam/attach-role-policy-read-only.json'))
    const role = links.find(({ label }) => label.startsWith('IAM role AWSReservedSSO'))
    expect(role?.url).toBe(
      'https://console.aws.amazon.com/iam/home#/roles/details/AWSReservedSSO_PlatformAdmin_4c8e1f0b7d2a9365',
    )
  })

  test('data events are not in the event history', () => {
    const { record } = eventFrom('cloudtrail/stop-logging.json')
    const { links } = decided(inEnvelope({ ...record, managementEvent: false }))
    expect(links.map(({ label }) => label)).not.toContain('CloudTrail event')
  })
})

test('whatever things are called, the host is AWS’s own and the address one word', () => {
  const names = fc.string({ unit: 'binary', maxLength: 40 })
  const hosts =
    /^https:\/\/(?:[a-z]{2}-[a-z]+-\d\.)?console\.(?:aws\.amazon\.com|amazonaws\.cn)\/[!-~]*$/
  fc.assert(
    fc.property(names, names, fc.constantFrom('eu-west-1', 'cn-north-1'), (name, id, region) => {
      const record: JsonObject = { eventID: id }
      const actor = {
        name: `arn:aws:iam::111122223333:user/${name}`,
        kind: 'user' as const,
        account: null,
        isHuman: null,
        isCrossAccount: false,
        assumedFrom: null,
        sessionName: null,
        accessKeyId: null,
        mfa: null,
      }
      const resources = [
        { name, type: 'AWS::S3::Bucket' },
        { name, type: 'AWS::Lambda::Function' },
        { name: `arn:aws:iam::1:policy/${name}`, type: null },
      ]
      for (const { url } of linksFor({ record, account: null, region, actor, resources })) {
        expect(url).toMatch(hosts)
        expect(url).not.toMatch(/[()<>"'*|`]/)
        if (url.length <= 2048) expect(isSafe(url)).toBe(true)
      }
    }),
    probe('alert/links/any-name', { short: 100, long: 20_000 }),
  )
})

test.each([
  'http://console.aws.amazon.com/',
  'https://a.example/x y',
  'https://a.example/x\ny',
  'https://user@a.example/',
  'https://a.example/<x>',
  'https://a.example/x)y',
  'javascript:alert(1)',
  `https://a.example/${'x'.repeat(2048)}`,
])('%j is no link', (url) => expect(isSafe(url)).toBe(false))
