import { eventRulesIn, selectorValues } from '../aws/quotas.ts'
import type { Manifest } from './manifest.ts'
import {
  inConfig,
  overQuota,
  type PlanProblem,
  unnotifiedRule,
  unreachedChannel,
} from './problems.ts'
import { defaultBusRules } from './resources/events.ts'

/** What is wrong with a plan as a whole. */
export function* doubts(manifest: Manifest): Generator<PlanProblem> {
  const { rules, channels, trail, topology } = manifest
  for (const [region, count] of defaultBusRules(manifest))
    if (count > eventRulesIn(region))
      yield overQuota(
        `EventBridge rules in ${region}`,
        count,
        eventRulesIn(region),
        'write `pack: by-source`, or ask AWS for more',
        inConfig('pack'),
      )
  const values = trail.selectors.advanced.flatMap(({ FieldSelectors }) =>
    FieldSelectors.flatMap(({ Equals = [] }) => Equals),
  )
  if (values.length > selectorValues)
    yield overQuota(
      'values in the selectors of a trail',
      values.length,
      selectorValues,
      'let fewer rules ask for data events',
      inConfig('trail'),
    )
  if (topology.kind === 'member' || channels.length === 0) return
  for (const { name } of channels)
    if (!rules.some((rule) => rule.channels.includes(name))) yield unreachedChannel(name)
  for (const { id, severity, status, channels: reached } of rules)
    if (status === 'enabled' && reached.length === 0) yield unnotifiedRule(id, severity)
}
