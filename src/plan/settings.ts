/** The settings of one stage from tripline.yaml: account, regions and topology, with defaults. */
import { functionNameCharacters } from '../aws/quotas.ts'
import { allRegions, defaultRegions, partitionOf } from '../aws/regions.ts'
import { hubElsewhere, hubTwice, hubUnknown } from '../diagnostics/catalogue/plan/hub.ts'
import {
  accountsMissing,
  homeMissing,
  longStage,
  notEnabled,
  otherPartition,
  unknownRegion,
  unknownStage,
} from '../diagnostics/catalogue/plan/stage.ts'
import { inConfig, type PlanPlace, type PlanProblem } from '../diagnostics/plan-problem.ts'
import { functionNames } from '../ir/names.ts'
import type { AccountConfig, PlanConfig } from './config.ts'
import type { Manifest, Partition, Topology } from './manifest.ts'
import { principalsOf } from './principals.ts'

/** The settings of one stage. */
export interface Settings
  extends Pick<
    Manifest,
    'stage' | 'account' | 'partition' | 'home' | 'prefix' | 'topology' | 'protect' | 'operators'
  > {
  /** The enabled regions of the account, sorted. */
  readonly regions: readonly string[]
  readonly deployRole: string | undefined
}

/** The beginning of all physical names, before `<stage>`. */
const product = 'tripline-'

/** The length of the suffix in the longest name of a function, e.g. `-block-public-access`. */
const maxSuffix = Math.max(...functionNames.map((name) => `-${name}`.length))

const maxStage = functionNameCharacters - product.length - maxSuffix

/**
 * The settings of a stage. Returns undefined if the home region or the account is not known; then
 * at least one reported problem gives the reason.
 */
export function settingsOf(
  config: PlanConfig,
  stage: string,
  report: (problem: PlanProblem) => void,
): Settings | undefined {
  const { home, accounts } = config
  if (home === undefined) report(homeMissing())
  const account = accountOf(accounts, stage, report)
  const partition = home === undefined ? undefined : partitionOf(home)
  if (home !== undefined && partition === undefined) report(unknownRegion(home, inConfig('home')))
  if (home === undefined || partition === undefined || account === undefined) return undefined
  if (stage.length > maxStage) report(longStage(stage, maxStage))
  return {
    stage,
    account: account.account,
    partition,
    home,
    prefix: `${product}${stage}`,
    topology: topologyOf(config, account.account, partition, home, report),
    protect: stage === 'production',
    regions: regionsOf(account, stage, partition, home, report),
    ...principalsOf(account, stage, partition, report),
  }
}

function accountOf(
  accounts: PlanConfig['accounts'],
  stage: string,
  report: (problem: PlanProblem) => void,
): AccountConfig | undefined {
  const stages = Object.keys(accounts ?? {})
  if (stages.length === 0) {
    report(accountsMissing(stage))
    return undefined
  }
  if (!stages.includes(stage)) report(unknownStage(stage, stages))
  return stages.includes(stage) ? accounts?.[stage] : undefined
}

/** The regions that an account lists, or else those that are on in every account. */
export const enabledRegions = (
  { regions }: Pick<AccountConfig, 'regions'>,
  partition: Partition,
): readonly string[] => regions ?? defaultRegions(partition)

function regionsOf(
  account: AccountConfig,
  stage: string,
  partition: Partition,
  home: string,
  report: (problem: PlanProblem) => void,
): readonly string[] {
  const enabled = enabledRegions(account, partition)
  const at = inConfig('accounts', stage, 'regions')
  const there = enabled.filter((region) => isIn(partition, region, home, at, report))
  if (!there.includes(home)) report(notEnabled(home, stage, inConfig('home')))
  return [...new Set(there)].sort()
}

/** Whether a region belongs to the partition. If not, reports which mistake that is. */
export function isIn(
  partition: Partition,
  region: string,
  home: string,
  at: PlanPlace,
  report: (problem: PlanProblem) => void,
): boolean {
  if (allRegions(partition).includes(region)) return true
  report(
    partitionOf(region) === undefined
      ? unknownRegion(region, at)
      : otherPartition(region, partition, home, at),
  )
  return false
}

function topologyOf(
  { hub, accounts = {} }: PlanConfig,
  account: string,
  partition: Partition,
  home: string,
  report: (problem: PlanProblem) => void,
): Topology {
  if (hub === undefined) return { kind: 'standalone' }
  const stages = Object.entries(accounts)
  const hubStages = stages.flatMap(([name, each]) => (each.account === hub.account ? [name] : []))
  const [hubStage] = hubStages
  if (hub.region !== home) report(hubElsewhere(hub.region, home))
  if (hubStage === undefined)
    report(
      hubUnknown(
        hub.account,
        stages.map(([stage]) => stage),
      ),
    )
  if (hubStages.length > 1) report(hubTwice(hub.account, hubStages))
  if (account === hub.account) {
    const others = stages.map(([, each]) => each.account).filter((each) => each !== account)
    return { kind: 'hub', organization: hub.organization, members: [...new Set(others)].sort() }
  }
  const bus = `event-bus/${product}${hubStage ?? 'hub'}`
  return { kind: 'member', busArn: `arn:${partition}:events:${hub.region}:${hub.account}:${bus}` }
}
