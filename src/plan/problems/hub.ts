/** Problems of a hub and its members. */
import { error, inConfig, type PlanProblem, some, warning } from './problem.ts'

export const hubUnknown = (account: string, stages: readonly string[]): PlanProblem =>
  error(
    'bad-hub',
    `no stage is the account \`${account}\` of the hub`,
    `give it a stage under \`accounts\`; there are ${some(stages)}`,
    inConfig('hub', 'account'),
  )

export const hubElsewhere = (region: string, home: string): PlanProblem =>
  error(
    'bad-hub',
    `the hub is in \`${region}\` and \`home\` is \`${home}\``,
    'the bus of the hub stands in its home region: write the same for both',
    inConfig('hub', 'region'),
  )

export const hubTwice = (account: string, stages: readonly string[]): PlanProblem =>
  error(
    'bad-hub',
    `the account \`${account}\` of the hub has several stages: ${some(stages)}`,
    'members forward to the bus of one of them, so keep one',
    inConfig('hub', 'account'),
  )

export const hubAlone = (): PlanProblem =>
  warning(
    'bad-hub',
    'the hub hears no account but its own: no other has a stage',
    'give every member a stage under `accounts`; what comes from accounts that have none is dropped',
    inConfig('hub'),
  )

export const membersUnrecorded = (): PlanProblem =>
  warning(
    'bad-hub',
    'the trail that is made records the account of the hub alone, and members are seen only while a trail of theirs is logging',
    'write `create: organization`, or see that every member has a trail',
    inConfig('trail', 'create'),
  )
