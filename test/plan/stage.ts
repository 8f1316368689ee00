/** The rules that ship, and stages to plan for. */
import { observations } from '../../src/aws/detail-types.ts'
import type { Rule } from '../../src/ir/rule.ts'
import type { PlanConfig } from '../../src/plan/config.ts'
import type { Manifest } from '../../src/plan/manifest.ts'
import { type PlanInput, plan } from '../../src/plan/plan.ts'
import { loadProject } from '../../src/project/project.ts'
import { shippedFolders } from '../support/shipped-rules.ts'

export const shippedRules: readonly Rule[] = loadProject(shippedFolders, undefined, {
  cwd: process.cwd(),
  now: new Date('2026-11-21T12:00:00Z'),
}).rules.map(({ rule }) => rule)

/** A tripline.yaml in which nothing is missing. */
export const config: PlanConfig = {
  home: 'eu-west-1',
  accounts: {
    production: {
      account: '111122223333',
      deployRole: 'arn:aws:iam::111122223333:role/deploy',
    },
  },
  channels: { oncall: { subscribe: ['security@example.com'] } },
  health: { subscribe: ['platform@example.com'] },
  trail: { logGroup: 'trail' },
}

export function manifestOf(input: Partial<PlanInput>): Manifest {
  const { manifest, problems } = plan({
    config,
    rules: shippedRules,
    exceptions: [],
    stage: 'production',
    ...input,
  })
  if (manifest === undefined) throw new Error(JSON.stringify(problems))
  return manifest
}

/** A rule for the calls of one service, with some keys set anew. */
export function ruleOf(id: string, keys: Partial<Rule> = {}): Rule {
  return {
    id,
    title: 'A trail stopped',
    severity: 'high',
    why: 'Nobody sees what comes next.',
    status: 'enabled',
    on: observations.cloudtrail,
    match: matchOf('cloudtrail', 'StopLogging'),
    unless: undefined,
    via: 'eventbridge',
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
    ...keys,
  }
}

export const matchOf = (service: string, ...names: string[]): Rule['match'] => ({
  kind: 'block',
  fields: [
    { path: ['eventSource'], check: { op: 'equals', value: `${service}.amazonaws.com` } },
    {
      path: ['eventName'],
      check: { op: 'any', of: names.map((value) => ({ op: 'equals', value })) },
    },
  ],
})
