/** A rule about nothing, for tests that care about a part of one. */
import { observations } from '../../src/aws/detail-types.ts'
import type { Rule } from '../../src/ir/rule.ts'

export const ruleOf = (parts: Partial<Rule>): Rule => ({
  id: 'one-rule',
  title: 'Something happened',
  severity: 'low',
  why: 'It should not.',
  status: 'enabled',
  on: observations.cloudtrail,
  match: { kind: 'block', fields: [] },
  unless: undefined,
  via: 'metric-filter',
  threshold: undefined,
  firstSeen: undefined,
  dedup: undefined,
  alert: { title: undefined, fields: [] },
  notify: undefined,
  respond: [],
  attack: [],
  controls: [],
  references: [],
  falsePositives: [],
  runbook: undefined,
  tests: [],
  ...parts,
})
