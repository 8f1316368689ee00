/**
 * Problems of a plan as a whole: things that AWS would refuse, and alerts that would reach nobody.
 */
import {
  environmentBytes,
  eventBridge,
  eventRulesIn,
  nameCharacters,
  selectorValues,
} from '../aws/quotas.ts'
import { globalRegionOf } from '../aws/regions.ts'
import { unnotifiedRule, unreachedChannel } from '../diagnostics/catalogue/plan/channels.ts'
import { hubAlone } from '../diagnostics/catalogue/plan/hub.ts'
import {
  fullEnvironment,
  fullHeartbeatEnvironment,
  longName,
  sameName,
  tooManyEventRules,
  tooManyMembers,
  tooManySelectorValues,
  unforwarded,
} from '../diagnostics/catalogue/plan/limits.ts'
import { inConfig, type PlanProblem } from '../diagnostics/plan-problem.ts'
import { fullEnvironments } from './environment.ts'
import type { Manifest } from './manifest.ts'
import { checkPolicySizes } from './policy-sizes.ts'
import { defaultBusRules } from './resources/events.ts'
import { resourcesOf } from './resources.ts'

type Problems = Generator<PlanProblem>

/** All problems of a finished plan. */
export function* checkPlan(manifest: Manifest, pack: 'by-source' | 'per-rule'): Problems {
  yield* checkRuleCounts(manifest, pack)
  yield* checkSizes(manifest)
  yield* checkPolicySizes(manifest)
  yield* checkNames(manifest)
  yield* checkHub(manifest)
  yield* checkPartition(manifest)
  yield* checkChannels(manifest)
}

function* checkRuleCounts(manifest: Manifest, pack: 'by-source' | 'per-rule'): Problems {
  const exceeding = [...defaultBusRules(manifest), ...memberCounts(manifest)]
    .filter(([region, count]) => count > eventRulesIn(region))
    .sort(([, a], [, b]) => b - a)
  // Regions have the same counts, so one sentence covers all of them.
  const [first, ...others] = exceeding
  if (first === undefined) return
  const [region, count] = first
  yield tooManyEventRules(region, others.length, count, eventRulesIn(region), pack)
}

/**
 * Rules that every region of a member has beside those of the hub: the heartbeat and forwarded
 * alarms.
 */
const ownOfMember = 2

/** The number of rules in regions of members that are not regions of the hub itself. */
function memberCounts(manifest: Manifest): [string, number][] {
  const { memberRules = [], heartbeat, partition } = manifest
  const own = defaultBusRules(manifest)
  const regions = (heartbeat.members ?? []).flatMap((member) => member.regions)
  return [...new Set(regions)]
    .filter((region) => !own.has(region))
    .map((region) => {
      const elsewhere =
        region === globalRegionOf(partition) ? 'in other regions' : 'in the global region'
      const here = memberRules.filter(({ deployedIn: location }) => location !== elsewhere)
      return [region, here.length + ownOfMember]
    })
}

function* checkSizes(manifest: Manifest): Problems {
  const values = manifest.trail.selectors.advanced.flatMap(({ FieldSelectors }) =>
    FieldSelectors.flatMap(({ Equals = [], StartsWith = [], NotStartsWith = [] }) => [
      ...Equals,
      ...StartsWith,
      ...NotStartsWith,
    ]),
  )
  if (values.length > selectorValues) yield tooManySelectorValues(values.length, selectorValues)
  for (const { name, bytes } of fullEnvironments(manifest))
    yield name === 'heartbeat'
      ? fullHeartbeatEnvironment(manifest.stage, bytes, environmentBytes)
      : fullEnvironment(name, bytes, environmentBytes)
}

/**
 * Reports names that are too long, and names that two resources share. AWS would not create the
 * second of the two.
 */
function* checkNames(manifest: Manifest): Problems {
  const known = new Set<string>()
  for (const { type, region, name, why } of resourcesOf(manifest)) {
    const max = nameCharacters[type]
    const channel = manifest.channels.find(
      ({ topic }) => topic.kind === 'new' && topic.name === name,
    )
    const at = channel ? inConfig('channels', channel.name) : inConfig('accounts', manifest.stage)
    if (max !== undefined && name.length > max) yield longName(type, name, max, at)
    const key = `${type} ${region} ${name} ${why.startsWith('on the home bus')}`
    if (known.has(key)) yield sameName(type, name, inConfig('channels'))
    known.add(key)
  }
}

/**
 * The length in characters of the pattern around the list of accepted accounts, on the home bus.
 */
const aroundAccounts = 300

function* checkHub({ topology }: Manifest): Problems {
  if (topology.kind !== 'hub') return
  if (topology.members.length === 0) yield hubAlone()
  const accounts = [...topology.members, '111122223333']
  const length = aroundAccounts + JSON.stringify(accounts).length
  if (length > eventBridge.patternCharacters)
    yield tooManyMembers(length, eventBridge.patternCharacters)
}

/** https://aws.amazon.com/blogs/compute/expanding-cross-region-event-routing-with-amazon-eventbridge/ */
function* checkPartition({ partition, home, eventRules }: Manifest): Problems {
  const others = [...new Set(eventRules.map(({ region }) => region))].filter(
    (region) => region !== home,
  )
  if (partition !== 'aws' && others.length > 0) yield unforwarded(partition, others)
}

function* checkChannels({ rules, channels, topology }: Manifest): Problems {
  if (topology.kind === 'member' || channels.length === 0) return
  const reached = new Set(rules.flatMap((rule) => rule.channels))
  for (const { name } of channels) if (!reached.has(name)) yield unreachedChannel(name)
  for (const { id, severity, status, channels: own } of rules)
    if (status === 'enabled' && own.length === 0) yield unnotifiedRule(id, severity)
}
