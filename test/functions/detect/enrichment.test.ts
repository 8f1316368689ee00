/** Who stands behind a finding of AWS Config, from what the two APIs answer, or do not. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type EnrichmentWorld, enrich } from '../../../functions/detect/enrichment.ts'
import type { LookupQuestion } from '../../../functions/world/lookup.ts'
import { documentFor } from '../../../src/alert/document-for.ts'
import { inEnvelope } from '../../../src/aws/envelope.ts'
import type { Event } from '../../../src/ir/event.ts'
import type { JsonObject } from '../../../src/ir/json.ts'
import { rootRule } from '../alarm/world.ts'

const finding: Event = inEnvelope(
  JSON.parse(readFileSync('test/events/config-rules/bucket-publicly-readable.json', 'utf8')),
)
const evaluatedAt = (): number => {
  const { newEvaluationResult: result } = finding.record as { newEvaluationResult: JsonObject }
  return Date.parse(String(result.configRuleInvokedTime ?? result.resultRecordedTime))
}

const alertOf = (event: Event) =>
  documentFor({
    rule: rootRule,
    event,
    count: 1,
    samples: [],
    status: 'new',
    id: '0'.repeat(32),
    dedupKey: 'one',
    detectedAt: '2026-11-21T03:00:00.000Z',
    notes: [],
  })

const call = (eventName: string, minutesBefore: number, more: JsonObject = {}): JsonObject => ({
  eventName,
  eventTime: new Date(evaluatedAt() - minutesBefore * 60_000).toISOString(),
  eventSource: 's3.amazonaws.com',
  awsRegion: 'eu-west-1',
  readOnly: false,
  eventID: `${eventName}-${minutesBefore}`,
  sourceIPAddress: '203.0.113.7',
  userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${eventName}` },
  ...more,
})

interface Answers {
  /** By resource, its pages. */
  readonly pages?: Readonly<Record<string, readonly (readonly JsonObject[])[]>>
  readonly items?: readonly JsonObject[]
  readonly names?: readonly string[]
  readonly fails?: 'lookup' | 'history' | 'both'
}

function world({ pages = {}, items = [], names = [], fails }: Answers) {
  const questions: LookupQuestion[] = []
  const made: EnrichmentWorld = {
    deadlineMs: Number.MAX_SAFE_INTEGER,
    lookup: async (question) => {
      questions.push(question)
      if (fails === 'lookup' || fails === 'both') throw new Error('ThrottlingException')
      const all = pages[question.resource] ?? []
      const page = Number(question.nextToken ?? 0)
      const nextToken = page + 1 < all.length ? String(page + 1) : undefined
      return { records: all[page] ?? [], nextToken }
    },
    history: async () => {
      if (fails === 'history' || fails === 'both') throw new Error('AccessDenied')
      return { items, names }
    },
  }
  return { made, questions }
}

const resourceId = String(finding.record.resourceId)

test('any other event is left as it is, and nobody is asked', async () => {
  const { made, questions } = world({})
  const event: Event = { record: { eventName: 'DeleteBucket' }, envelope: { source: 'aws.s3' } }
  const alert = alertOf(event)
  expect(await enrich(alert, event, made)).toBe(alert)
  expect(questions).toEqual([])
})

test('the last write before the evaluation is who did it', async () => {
  const pages = {
    [resourceId]: [
      [
        call('GetBucketAcl', 1, { readOnly: true }),
        call('PutBucketAcl', 2),
        call('CreateBucket', 90),
      ],
    ],
  }
  const { made, questions } = world({ pages })
  const alert = await enrich(alertOf(finding), finding, made)
  expect(alert.actor?.name).toBe('arn:aws:iam::111122223333:user/PutBucketAcl')
  expect(alert.sourceIP).toBe('203.0.113.7')
  expect(questions).toHaveLength(1)
  expect(questions[0]).toMatchObject({ resource: resourceId, untilMs: evaluatedAt() })
})

test('pages are turned until a write is found, and only so many', async () => {
  const reads = [call('GetBucketAcl', 1, { readOnly: true })]
  const found = world({ pages: { [resourceId]: [reads, reads, [call('PutBucketAcl', 5)]] } })
  const alert = await enrich(alertOf(finding), finding, found.made)
  expect(alert.actor?.name).toContain('PutBucketAcl')
  expect(found.questions).toHaveLength(3)
  const lost = world({ pages: { [resourceId]: Array.from({ length: 100 }, () => reads) } })
  await enrich(alertOf(finding), finding, lost.made)
  expect(lost.questions).toHaveLength(4)
})

test('a resource that CloudTrail knows by its name is found by it', async () => {
  const pages = { 'the-name': [[call('PutBucketAcl', 5)]] }
  const { made, questions } = world({ pages, names: ['the-name', 'arn:aws:s3:::the-name'] })
  const alert = await enrich(alertOf(finding), finding, made)
  expect(alert.actor?.name).toContain('PutBucketAcl')
  expect(questions.map(({ resource }) => resource)).toEqual([resourceId, 'the-name'])
})

test('calls to a global service are looked up where they are recorded', async () => {
  const { made, questions } = world({ items: [{ awsRegion: 'global' }] })
  await enrich(alertOf(finding), finding, made)
  expect(questions[0]?.region).toBe('us-east-1')
})

test('what changed is shown', async () => {
  const item = (acl: string): JsonObject => ({ configuration: { acl } })
  const { made } = world({ items: [item('public-read'), item('private')] })
  const alert = await enrich(alertOf(finding), finding, made)
  expect(JSON.stringify(alert.fields)).toContain('public-read')
})

describe('an API that does not answer costs the alert nothing but a note', () => {
  test.each(['lookup', 'history', 'both'] as const)('%s', async (fails) => {
    const { made } = world({ fails, pages: { [resourceId]: [[call('PutBucketAcl', 2)]] } })
    const alert = await enrich(alertOf(finding), finding, made)
    expect(alert.id).toBe('0'.repeat(32))
    expect(alert.notes.some((note) => /did not answer/.test(note))).toBe(true)
    expect(alert.actor !== null).toBe(fails === 'history')
  })
})
