/** Alerts about records of which CloudTrail left out what the rule tests. */
import { describe, expect, test } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import type { DeployedRule } from '../../src/ir/rule.ts'
import { eventOf, ruleFor } from './rules.ts'
import { testWorld } from './world.ts'

const call = {
  ...{ eventName: 'PutUserPolicy', number: 1, atMs: Date.parse('2026-11-20T08:00:00Z') },
  ...{ who: 'ann', what: 'x' },
}
const cut = { reason: 'requestParameters too large', omitted: true, originalSize: 131_072 }

const messageWith = (requestParameters: DeployedRule['match'] | object) => [
  { id: 'm0', body: JSON.stringify(eventOf(call, { requestParameters } as never)) },
]

const rule = (more: Partial<DeployedRule> = {}): DeployedRule =>
  ruleFor('admin-policy', 'PutUserPolicy', {
    match: {
      kind: 'block',
      fields: [
        { path: ['eventName'], check: { op: 'equals', value: 'PutUserPolicy' } },
        { path: ['requestParameters', 'policyName'], check: { op: 'equals', value: 'admin' } },
      ],
    },
    respond: [{ action: 'rollback-iam', mode: 'enforce' }],
    ...more,
  })

describe('a rule that cannot be decided', () => {
  test('alerts, names the part, and requests no response', async () => {
    const kept = testWorld([rule()])
    const report = await detect(messageWith(cut), kept.world)
    expect(report.failed).toEqual([])
    expect(kept.sent).toMatchObject([{ rule: 'admin-policy', possible: true }])
    expect(kept.sent[0]?.notes).toEqual([
      'CloudTrail left requestParameters out of the record of this call, so the rule could not be decided. The call may be harmless. No response starts by itself.',
    ])
    expect(kept.requests).toEqual([])
  })

  test.each(['match', 'unless'] as const)(
    'because of a policy document that cannot be read, in %s, requests no response',
    async (place) => {
      const document: DeployedRule['match'] = {
        kind: 'block',
        fields: [
          {
            path: ['requestParameters', 'policyDocument'],
            check: { op: 'policy', test: { grants: ['iam:PutUserPolicy'] } },
          },
        ],
      }
      const { match } = ruleFor('x', 'PutUserPolicy')
      const parts = place === 'match' ? { match: document } : { match, unless: document }
      const kept = testWorld([rule(parts)])
      await detect(messageWith({ policyDocument: '{"Statement":[' }), kept.world)
      expect(kept.sent).toMatchObject([{ possible: true }])
      expect(kept.sent[0]?.notes).toEqual([
        'Tripline cannot read the policy document of this call, so the rule could not be decided. The call may be harmless. No response starts by itself.',
      ])
      expect(kept.requests).toEqual([])
    },
  )

  test('is silent if its severity is below high', async () => {
    const kept = testWorld([rule({ severity: 'medium' })])
    await detect(messageWith(cut), kept.world)
    expect(kept.sent).toEqual([])
  })
})

test('a rule that matches for certain says nothing of it, and responds', async () => {
  const kept = testWorld([
    rule(),
    rule({ id: 'any-policy', match: ruleFor('x', 'PutUserPolicy').match }),
  ])
  await detect(messageWith({ policyName: 'admin' }), kept.world)
  expect(kept.sent.map(({ rule: id, possible, notes }) => [id, possible, notes])).toEqual([
    ['admin-policy', false, []],
    ['any-policy', false, []],
  ])
  expect(kept.requests).toHaveLength(2)
})

test('a rule that tests nothing of the part responds to a record without it', async () => {
  const kept = testWorld([rule({ match: ruleFor('x', 'PutUserPolicy').match })])
  await detect(messageWith(cut), kept.world)
  expect(kept.sent[0]?.possible).toBe(false)
  expect(kept.requests).toHaveLength(1)
})
