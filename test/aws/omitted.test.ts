/** The parts that CloudTrail leaves out: no record without a mark, and every list of them agrees. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { inEnvelope } from '../../src/aws/envelope.ts'
import { documentSources, omittedParts, writesWithParameters } from '../../src/aws/omitted.ts'
import { compile } from '../../src/compile.ts'
import { matcherFor } from '../../src/engine/index/matcher.ts'
import { isPossible } from '../../src/engine/rule-matches.ts'
import type { Event } from '../../src/ir/event.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { shippedRules } from '../support/shipped-rules.ts'

const rules = compile({ config: undefined, files: shippedRules }).rules.map(({ rule }) => rule)
const matching = matcherFor(rules)
const idsFor = (event: Event) => matching(event).map(({ id }) => id)

const eventOf = (file: string, more: JsonObject = {}): Event => {
  const record: JsonObject = JSON.parse(readFileSync(`test/events/${file}`, 'utf8'))
  return inEnvelope({ ...record, ...more })
}

test('the rules that report truncated records match the test events with a mark, and no other', () => {
  const marked = globSync('test/events/**/*.json').filter((file) => {
    const json = JSON.parse(readFileSync(file, 'utf8'))
    const events: JsonObject[] = Array.isArray(json) ? json : [json]
    return events.some((each) => {
      const event = inEnvelope(each)
      const isReported = idsFor(event).some((id) => id.endsWith('record-truncated'))
      expect(isReported, file).toBe(omittedParts(event.record).length > 0)
      return isReported
    })
  })
  expect(marked.toSorted()).toEqual([
    'test/events/iam/put-role-policy-omitted.json',
    'test/events/ssm/create-document-omitted.json',
  ])
})

describe.each(documentSources)('of %s', (eventSource) => {
  const names = [...(writesWithParameters[eventSource] ?? [])]

  test.each(names)('%s without parameters is reported as critical', (eventName) => {
    for (const requestParameters of [null, { omitted: true }]) {
      const event = eventOf('iam/put-role-policy-omitted.json', {
        ...{ eventSource, eventName, requestParameters },
      })
      expect(idsFor(event)).toContain('permission-record-truncated')
      expect(idsFor(event)).not.toContain('record-truncated')
    }
  })

  test('the names are in the order of the alphabet', () => {
    expect(names).toEqual(names.toSorted())
  })
})

test('a padded policy fires the rules about what it may grant, as possible', () => {
  const event = eventOf('iam/put-role-policy-omitted.json')
  const found = matching(event)
  const possible = found.filter((rule) => isPossible(rule, event)).map(({ id }) => id)
  expect(possible).toContain('policy-grants-everything')
  expect(found.filter((rule) => !isPossible(rule, event)).map(({ id }) => id)).toEqual([
    'region-first-used',
    'iam-policy-changed',
    'permission-record-truncated',
  ])
})

test('a padded trust policy fires the severe rule about who may use the role', () => {
  const event = eventOf('iam/put-role-policy-omitted.json', { eventName: 'UpdateAssumeRolePolicy' })
  const severityOf = new Map(matching(event).map(({ id, severity }) => [id, severity]))
  expect(severityOf.get('permission-record-truncated')).toBe('critical')
  expect(severityOf.get('role-trust-public')).toBe('high')
  expect(severityOf.has('role-trust-opened')).toBe(false)
})
