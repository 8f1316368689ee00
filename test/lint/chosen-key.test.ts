/** Keys of a memory that a caller can choose. */
import { describe, expect, test } from 'vitest'
import { findings } from './findings.ts'

const match = 'match:\n  eventSource: s3.amazonaws.com\n  eventName: PutBucketPolicy'

const chosenIn = (also: string): readonly string[] =>
  findings(match, { also })
    .filter(({ code }) => code === 'chosen-key')
    .map(({ message }) => /`(.*?)`/.exec(message)?.[1] ?? '')

const threshold = (keys: string) => chosenIn(`threshold: { count: 5, within: 10m, ${keys} }`)

describe('chosen-key', () => {
  test.each([
    ['by: [userIdentity.arn]', ['userIdentity.arn']],
    ['by: [recipientAccountId, userIdentity.principalId]', ['userIdentity.principalId']],
    ['by: userIdentity.userName', ['userIdentity.userName']],
    ['by: [actor, userAgent]', ['userAgent']],
    ['by: [requestParameters.roleSessionName]', ['requestParameters.roleSessionName']],
    ['by: [requestParameters.tags.key]', ['requestParameters.tags.key']],
    ['by: [sourceIPAddress]', ['sourceIPAddress']],
    ['by: [recipientAccountId, sourceIPAddress]', ['sourceIPAddress']],
    ['by: [actor], distinct: userIdentity.arn', ['userIdentity.arn']],
    ['by: [actor]', []],
    ['by: [actor, sourceIPAddress], distinct: requestParameters.bucketName', []],
    ['by: [sourceIPAddress], distinct: actor, chosen: one address tries many users', []],
  ])('threshold of %s', (keys, paths) => expect(threshold(keys)).toEqual(paths))

  test('of firstSeen, and of each part with its own reason', () => {
    const both = (chosen: string) =>
      chosenIn(
        `firstSeen: { by: userIdentity.arn, within: 90d }\nthreshold: { count: 5, within: 10m, by: userAgent${chosen} }`,
      )
    expect(both('').toSorted()).toEqual(['userAgent', 'userIdentity.arn'])
    expect(both(', chosen: tools differ')).toEqual(['userIdentity.arn'])
  })

  test('not of dedup, which hides repeats only', () => {
    expect(chosenIn('dedup: { by: [userIdentity.arn], within: 1h }')).toEqual([])
  })
})
