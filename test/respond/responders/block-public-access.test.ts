import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/ir/json.ts'
import { isNoPlan } from '../../../src/respond/contract/responder.ts'
import { canonicalDocument } from '../../../src/respond/history/iam/policy-document.ts'
import { blockPublicAccess } from '../../../src/respond/responders/block-public-access/block-public-access.ts'
import { blockFacets } from '../../../src/respond/responders/block-public-access/facets.ts'
import type { Openness } from '../../../src/respond/responders/block-public-access/past.ts'
import { calls, eventWith, planFor, recorded, targetOf } from '../responder-events.ts'

const closed: Openness = { policy: null, isGrantedToAll: false }

const none = blockFacets(null)
const allOn = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
}

const deleted = recorded('s3/public-access-block-deleted')
const weakened = recorded('s3/public-access-block-weakened')
const ofAccount = recorded('s3control/account-public-access-block-weakened')
const withPolicy = recorded('s3/policy-lets-everybody-read')
const withAcl = recorded('s3/acl-public-read')

/** The settings in the record's request. */
const leftBy = ({ request }: typeof deleted) =>
  blockFacets(request.PublicAccessBlockConfiguration ?? null)

const policyOf = ({ request }: typeof deleted): string =>
  canonicalDocument(JSON.stringify(request.bucketPolicy))

describe('what it is about', () => {
  test.each([
    ['a bucket', deleted, /^bucket\/\d{12}\/eu-west-1\/prod-customer-exports$/],
    ['an account', ofAccount, /^account\/\d{12}$/],
    ['a policy', withPolicy, /^bucket\//],
    ['an access list', withAcl, /^bucket\//],
  ])('%s', (_, event, key) => {
    expect(targetOf(blockPublicAccess, event).key).toMatch(key)
  })

  test('nothing else', () => {
    const event = recorded('s3/delete-bucket')
    expect(blockPublicAccess.target(event)).toMatchObject({ kind: 'refused' })
    const unnamed = eventWith({
      eventSource: 's3.amazonaws.com',
      eventName: 'DeleteBucketPublicAccessBlock',
      requestParameters: { bucketName: 'a/b' },
    })
    expect(blockPublicAccess.target(unnamed)).toMatchObject({ kind: 'refused' })
  })
})

describe('what is switched on', () => {
  test.each<[string, typeof deleted, Openness, JsonObject | null, JsonObject]>([
    ['all of it, where it was deleted', deleted, closed, null, allOn],
    [
      'all of it, where it was weakened',
      weakened,
      closed,
      { BlockPublicAcls: true, IgnorePublicAcls: true },
      allOn,
    ],
    [
      'what closes a policy',
      withPolicy,
      { ...closed, policy: policyOf(withPolicy) },
      { IgnorePublicAcls: true },
      { ...allOn, BlockPublicAcls: false },
    ],
    [
      'what closes an access list',
      withAcl,
      { ...closed, isGrantedToAll: true },
      null,
      { ...allOn, BlockPublicPolicy: false, RestrictPublicBuckets: false },
    ],
  ])('%s', (_, event, past, live, wanted) => {
    const answer = planFor(blockPublicAccess, event, past, blockFacets(live))
    expect(answer).toMatchObject({
      steps: [
        {
          call: 's3:PutBucketPublicAccessBlock',
          input: { ExpectedBucketOwner: event.account, PublicAccessBlockConfiguration: wanted },
          sets: blockFacets(wanted),
        },
      ],
    })
  })

  test('of an account, by the account', () => {
    const answer = planFor(blockPublicAccess, ofAccount, closed, leftBy(ofAccount))
    expect(answer).toMatchObject({
      steps: [
        {
          call: 's3:PutAccountPublicAccessBlock',
          input: { AccountId: ofAccount.account, PublicAccessBlockConfiguration: allOn },
        },
      ],
    })
  })

  test.each<[string, typeof deleted, Openness, JsonObject | null, RegExp]>([
    ['it was blocked again', deleted, closed, allOn, /^unsettled: the settings were changed/],
    ['other settings stand', weakened, closed, { BlockPublicAcls: true }, /^unsettled: /],
    [
      'another policy stands',
      withPolicy,
      { ...closed, policy: '{}' },
      null,
      /^unsettled: .*a different policy/,
    ],
    ['the grant is gone', withAcl, closed, null, /^unsettled: .*no longer grants public access/],
    [
      'it is closed',
      withAcl,
      { ...closed, isGrantedToAll: true },
      allOn,
      /^changed-since: BlockPublicAcls and IgnorePublicAcls are already on/,
    ],
  ])('nothing, where %s', (_, event, past, live, expected) => {
    expect(calls(planFor(blockPublicAccess, event, past, blockFacets(live)))[0]).toMatch(expected)
  })
})

describe('the way back', () => {
  test.each<[string, JsonObject | null, string]>([
    ['no configuration', null, 's3:DeleteBucketPublicAccessBlock'],
    ['one with all settings off', {}, 's3:PutBucketPublicAccessBlock'],
  ])('to %s', (_, left, call) => {
    const of = targetOf(blockPublicAccess, deleted)
    const steps = blockPublicAccess.steps(of, blockFacets(allOn), blockFacets(left))
    expect(isNoPlan(steps) || steps.map((step) => step.call)).toEqual([call])
    expect(isNoPlan(steps) || steps[0]?.sets).toEqual(blockFacets(left))
  })

  test('is none where nothing differs', () => {
    expect(blockPublicAccess.steps(targetOf(blockPublicAccess, deleted), none, none)).toEqual([])
  })
})
