/** Problems of a hub and its members. */
import { some } from '../../phrases.ts'
import { error, inConfig, type PlanProblem, warning } from '../../plan-problem.ts'

export const hubUnknown = (account: string, stages: readonly string[]): PlanProblem =>
  error(
    'bad-hub',
    `the hub account \`${account}\` has no stage`,
    `add a stage for this account under \`accounts\`; the stages are ${some(stages)}`,
    inConfig('hub', 'account'),
  )

export const hubElsewhere = (region: string, home: string): PlanProblem =>
  error(
    'bad-hub',
    `the region of the hub is \`${region}\`, but \`home\` is \`${home}\``,
    'write the same region in `hub.region` and in `home`',
    inConfig('hub', 'region'),
  )

export const hubTwice = (account: string, stages: readonly string[]): PlanProblem =>
  error(
    'bad-hub',
    `the hub account \`${account}\` has several stages: ${some(stages)}`,
    'keep one of these stages: members can forward their events to only one',
    inConfig('hub', 'account'),
  )

export const hubAlone = (): PlanProblem =>
  warning(
    'bad-hub',
    'the hub accepts events from its own account only, because no other account has a stage',
    'add a stage for every member under `accounts`; the hub drops events from all other accounts',
    inConfig('hub'),
  )

export const membersUnrecorded = (): PlanProblem =>
  warning(
    'bad-hub',
    '`create: account` makes a trail for the hub account only, so a member without a trail of its own sends no events',
    'write `create: organization`, or make sure that every member has a trail',
    inConfig('trail', 'create'),
  )
