/** Alarms and subscriptions name topics by ARN; a deployment finds the topic it made by the same ARN, and so makes it first. */
import { expect, test } from 'vitest'
import { filterAlarms } from '../../src/plan/alarms.ts'
import { healthAlarms } from '../../src/plan/health.ts'
import { subscriptionsOf, topicsOf } from '../../src/plan/topics.ts'
import { everything, hub, standalone, withMetricFilter } from '../infra/manifests.ts'

test.each([
  ['everything', everything],
  ['a hub', hub],
  ['alarms in another region', withMetricFilter(standalone, 'us-east-2')],
] as const)('%s: every topic that is named is one of the stage', (_, manifest) => {
  const known = topicsOf(manifest).map(({ arn }) => arn)
  const named = [
    ...[...filterAlarms(manifest), ...healthAlarms(manifest)].flatMap(({ topic }) => topic ?? []),
    ...subscriptionsOf(manifest).map(({ topic }) => topic),
  ]
  expect([...new Set(named)].sort()).toEqual(known.toSorted())
})
