/** A deployment small enough to know by heart: two regions, one channel, the rule `trail-stopped`. */
import { readFileSync } from 'node:fs'
import { compile } from '../../src/compile.ts'
import type { Rule } from '../../src/ir/rule.ts'
import type { RulePlan } from '../../src/plan/manifest/rules.ts'
import type { Manifest } from '../../src/plan/manifest.ts'
import { rulesetModule } from '../../src/ruleset/module.ts'

export const account = '111122223333'
export const home = 'eu-west-1'

const pattern = JSON.stringify({
  source: ['aws.cloudtrail'],
  detail: { eventName: ['StopLogging', 'DeleteTrail'], errorCode: [{ exists: false }] },
})

const ruleAt = (region: string) => ({
  name: 'tripline-test-cloudtrail-1',
  region,
  state: 'ENABLED' as const,
  pattern,
  rules: ['trail-stopped'],
  why: 'trail-stopped',
})

/** A rule of a stage that names responders, as far as the functions that respond read it. */
export const respondingRule = (id: string, respond: Rule['respond']): RulePlan => ({
  id,
  title: `The rule ${id}`,
  severity: 'critical',
  status: 'enabled',
  via: ['eventbridge'],
  regions: [home],
  eventRules: [],
  metricFilter: undefined,
  residual: [],
  channels: ['pager'],
  why: 'for a test',
  conditions: {
    on: 'cloudtrail',
    match: { kind: 'all', of: [] },
  } as unknown as RulePlan['conditions'],
  respond,
  exceptions: [],
})

export const manifest: Manifest = {
  version: 1,
  stage: 'test',
  account,
  partition: 'aws',
  home,
  prefix: 'tripline-test',
  topology: { kind: 'standalone' },
  protect: false,
  eventRules: [ruleAt(home), ruleAt('us-east-1')],
  metricFilters: [],
  channels: [
    {
      name: 'pager',
      topic: {
        kind: 'new',
        name: 'tripline-test-pager',
        subscribe: [{ protocol: 'sms', endpoint: '+4915112345678' }],
      },
      format: 'text',
      severity: 'low',
    },
  ],
  health: { topic: { kind: 'new', name: 'tripline-test-health', subscribe: [] } },
  responders: [],
  limits: {
    maxActionsPerHour: 10,
    breakGlass: [],
    approvalExpiresMs: 86_400_000,
    restores: true,
    confirm: 'person',
    undoExpiresMs: 604_800_000,
    undoPeople: 1,
    deployRole: undefined,
  },
  operators: [],
  trail: { kind: 'none', selectors: { advanced: [], insights: [] } },
  heartbeat: { regions: [], everyMinutes: 5 },
  functions: ['detect', 'receipts'],
  rules: [],
  rulesVersion: 'test',
}

export const rules: readonly Rule[] = [read('rules/logging/trail-stopped.yaml')]

export const ruleset = rulesetModule(rules, [], 'test')

function read(path: string): Rule {
  const file = { path, text: readFileSync(path, 'utf8') }
  const [compiled] = compile({ config: undefined, files: [file] }).rules
  if (compiled === undefined) throw new Error(`${path} is no rule`)
  return { ...compiled.rule, respond: [] }
}
