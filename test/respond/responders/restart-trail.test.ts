import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/ir/json.ts'
import { type Facets, isNoPlan } from '../../../src/respond/contract/responder.ts'
import type { Observed } from '../../../src/respond/history/fact.ts'
import { answerFacets, effectOf } from '../../../src/respond/responders/restart-trail/event.ts'
import type { TrailPast } from '../../../src/respond/responders/restart-trail/past.ts'
import { restartTrail } from '../../../src/respond/responders/restart-trail/restart-trail.ts'
import { canonicalSelectors } from '../../../src/respond/responders/restart-trail/selectors.ts'
import { probe } from '../../probes/probe.ts'
import { calls, eventWith, planFor, recorded, targetOf } from '../responder-events.ts'

const all = canonicalSelectors({ EventSelectors: [{}] })

/** A trail as it should be. */
const right: Facets = {
  logging: 'yes',
  started: '2026-01-01T00:00:00.000Z',
  stopped: null,
  S3BucketName: 'example-account-trail',
  S3KeyPrefix: null,
  SnsTopicName: null,
  IncludeGlobalServiceEvents: 'true',
  IsMultiRegionTrail: 'true',
  EnableLogFileValidation: 'true',
  KmsKeyId: null,
  IsOrganizationTrail: 'false',
  CloudWatchLogs: null,
  selectors: all,
}

const seen = (facets: Facets, until = '2026-05-14T23:00:00.000Z'): Observed => ({
  kind: 'observed',
  entity: 'trail/eu-west-1/account-trail',
  since: until,
  until,
  facets,
})

const past = (facets: Facets | null): TrailPast => ({
  snapshot: facets && seen(facets),
  since: '2026-05-14T23:24:00.000Z',
})

const stopped = recorded('cloudtrail/stop-logging')
const oneRegion = recorded('cloudtrail/update-trail-one-region')
const logGroup = recorded('cloudtrail/update-trail-log-group')
const noManagement = recorded('cloudtrail/put-event-selectors-no-management-events')

/** The trail as it reads when the call was made. */
const liveAfter = (event: typeof stopped, more: Facets = {}): Facets => {
  const effect = effectOf(event)
  if (isNoPlan(effect)) throw new Error(effect.why)
  return { ...right, ...effect, ...more }
}

describe('which trail', () => {
  test.each([
    [{ name: 'a-trail' }, null, 'trail/eu-west-1/a-trail'],
    [
      { name: 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/a-trail' },
      null,
      'trail/eu-central-1/a-trail',
    ],
    [
      { name: 'a-trail' },
      { trailARN: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/a-trail' },
      'trail/us-east-1/a-trail',
    ],
  ])('%j, answered %j', (requestParameters, responseElements, key) => {
    const event = eventWith({
      eventSource: 'cloudtrail.amazonaws.com',
      eventName: 'StopLogging',
      requestParameters: requestParameters as JsonObject,
      responseElements: responseElements as JsonObject | null,
    })
    expect(targetOf(restartTrail, event).key).toBe(key)
  })

  test.each([
    [
      "another account's",
      'StopLogging',
      { name: 'arn:aws:cloudtrail:eu-west-1:999999999999:trail/org' },
      'belongs to account 999999999999',
    ],
    ['none', 'StopLogging', null, 'does not name the trail'],
    [
      'one that is gone',
      'DeleteTrail',
      { name: 'a-trail' },
      'a deleted trail is not created again',
    ],
    [
      'a change it does not know',
      'PutInsightSelectors',
      { trailName: 'a-trail' },
      'restart-trail cannot reverse',
    ],
  ])('%s is refused', (_, eventName, requestParameters, why) => {
    const event = eventWith({
      eventSource: 'cloudtrail.amazonaws.com',
      eventName,
      requestParameters: requestParameters as JsonObject | null,
    })
    const answer = restartTrail.target(event)
    expect('why' in answer && answer.why).toContain(why)
  })
})

describe('a trail that was stopped', () => {
  const live = liveAfter(stopped, { stopped: stopped.at })

  test.each([
    ['the snapshot saw it log', past(right), live],
    ['without a snapshot, its own stop says so', past(null), live],
    [
      'it was started after the snapshot',
      past({ ...right, logging: null }),
      { ...live, started: '2026-05-14T23:10:00.000Z' },
    ],
  ])('is started: %s', (_, before, live) => {
    expect(calls(planFor(restartTrail, stopped, before, live))).toEqual(['cloudtrail:StartLogging'])
  })

  test.each([
    [
      'it had been stopped before',
      past(null),
      { ...live, stopped: '2020-01-01T00:00:00.000Z' },
      'refused: the trail was already stopped',
    ],
    ['it logs again', past(right), right, 'unsettled: logging was changed after the call'],
    ['it is gone', past(right), {}, 'unsettled: trail'],
  ])('is left alone: %s', (_, before, live, expected) => {
    expect(calls(planFor(restartTrail, stopped, before, live))[0]).toContain(expected)
  })
})

describe('settings and selectors', () => {
  test('what the call changed is put back, and nothing else', () => {
    const moved: Facets = { ...right, S3KeyPrefix: 'old' }
    const answer = planFor(restartTrail, oneRegion, past(moved), liveAfter(oneRegion))
    expect(answer).toMatchObject({
      before: { IsMultiRegionTrail: 'true' },
      steps: [
        {
          call: 'cloudtrail:UpdateTrail',
          input: { region: 'eu-west-1', Name: 'account-trail', IsMultiRegionTrail: true },
        },
      ],
    })
    expect(isNoPlan(answer) || answer.notes.join(' ')).toContain(
      'these settings changed too: S3KeyPrefix',
    )
  })

  test('log group and role come together, and go with an empty text', () => {
    const answer = planFor(restartTrail, logGroup, past(right), liveAfter(logGroup))
    expect(answer).toMatchObject({
      steps: [{ input: { CloudWatchLogsLogGroupArn: '', CloudWatchLogsRoleArn: '' } }],
    })
  })

  test('selectors are put back whole', () => {
    const answer = planFor(restartTrail, noManagement, past(right), liveAfter(noManagement))
    expect(answer).toMatchObject({
      steps: [
        {
          call: 'cloudtrail:PutEventSelectors',
          input: { TrailName: 'account-trail', ...JSON.parse(all) },
        },
      ],
    })
  })

  test.each([
    ['no snapshot', past(null), liveAfter(oneRegion), 'refused: there is no snapshot'],
    ['another value stands', past(right), right, 'unsettled: IsMultiRegionTrail was changed'],
    [
      'it was so before',
      past(liveAfter(oneRegion)),
      liveAfter(oneRegion),
      'changed-since: the call changed nothing',
    ],
  ])('nothing is done: %s', (_, before, live, expected) => {
    expect(calls(planFor(restartTrail, oneRegion, before, live))[0]).toContain(expected)
  })

  test('an answer has all settings', () => {
    expect(Object.keys(answerFacets(oneRegion.answer) ?? {})).toHaveLength(9)
    expect(answerFacets({})).toBeUndefined()
  })
})

test('there and back: the steps of the way back undo those of the way there', () => {
  const value = (name: string) =>
    /^(?:Is|Include|Enable)/.test(name)
      ? fc.constantFrom('true', 'false')
      : name === 'selectors'
        ? fc.constantFrom(
            all,
            canonicalSelectors({ EventSelectors: [{ ReadWriteType: 'ReadOnly' }] }),
          )
        : name === 'logging'
          ? fc.constantFrom('yes', null)
          : fc.constantFrom(name === 'CloudWatchLogs' ? 'group role' : 'one', null)
  const names = Object.keys(right).filter((name) => name !== 'started' && name !== 'stopped')
  const trails = fc.record(Object.fromEntries(names.map((name) => [name, value(name)])))
  const of = targetOf(restartTrail, stopped)
  void fc.assert(
    fc.property(trails, trails, (from, to) => {
      const steps = restartTrail.steps(of, from, to)
      if (isNoPlan(steps)) throw new Error(steps.why)
      expect(Object.assign({}, from, ...steps.map(({ sets }) => sets))).toEqual(to)
      expect(new Set(steps.map(({ call }) => call)).size).toBe(steps.length)
    }),
    probe('respond/restart-trail/there-and-back', { short: 100, long: 20_000 }),
  )
})

describe('selectors that record the same', () => {
  test('are one text, in whatever order and letter case', () => {
    const one = {
      EventSelectors: [
        {
          DataResources: [
            { Type: 'AWS::S3::Object', Values: ['a', 'b'] },
            { Type: 'AWS::Lambda::Function', Values: ['c'] },
          ],
        },
      ],
    }
    const other = {
      eventSelectors: [
        {
          readWriteType: 'All',
          includeManagementEvents: 'true',
          excludeManagementEventSources: [],
          dataResources: [
            { values: ['c'], type: 'AWS::Lambda::Function' },
            { values: ['b', 'a', 'b'], type: 'AWS::S3::Object' },
          ],
        },
      ],
      advancedEventSelectors: [],
    }
    expect(canonicalSelectors(one)).toBe(canonicalSelectors(other))
    expect(canonicalSelectors({})).toBe(canonicalSelectors({ EventSelectors: [{}] }))
  })

  test('keep what tells them apart', () => {
    const advanced = (field: JsonObject) =>
      canonicalSelectors({ AdvancedEventSelectors: [{ Name: 'x', FieldSelectors: [field] }] })
    const texts = [
      advanced({ Field: 'eventCategory', Equals: ['Management'] }),
      advanced({ Field: 'eventCategory', NotEquals: ['Management'] }),
      advanced({ Field: 'eventCategory', Equals: ['Data'] }),
      canonicalSelectors({ EventSelectors: [{ IncludeManagementEvents: false }] }),
      canonicalSelectors({ EventSelectors: [{ ReadWriteType: 'WriteOnly' }] }),
      all,
    ]
    expect(new Set(texts).size).toBe(texts.length)
  })

  test('read back as they are', () => {
    void fc.assert(
      fc.property(fc.array(fc.constantFrom('All', 'ReadOnly', 'WriteOnly')), (kinds) => {
        const text = canonicalSelectors({
          EventSelectors: kinds.map((ReadWriteType) => ({ ReadWriteType })),
        })
        expect(canonicalSelectors(JSON.parse(text))).toBe(text)
      }),
      probe('respond/restart-trail/read-back', { short: 100, long: 20_000 }),
    )
  })
})
