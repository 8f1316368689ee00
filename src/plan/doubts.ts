/** What is wrong with a plan as a whole: what AWS would refuse, and what would reach nobody. */
import {
  environmentBytes,
  eventBridge,
  eventRulesIn,
  nameCharacters,
  selectorValues,
} from '../aws/quotas.ts'
import { globalRegionOf } from '../aws/regions.ts'
import { fullEnvironments } from './environment.ts'
import type { Manifest } from './manifest.ts'
import { hubAlone } from './problems/hub.ts'
import { longName, overQuota, sameName, unforwarded } from './problems/limits.ts'
import { inConfig, type PlanProblem, unnotifiedRule, unreachedChannel } from './problems.ts'
import { defaultBusRules } from './resources/events.ts'
import { resourcesOf } from './resources.ts'

type Doubts = Generator<PlanProblem>

export function* doubts(manifest: Manifest, pack: 'by-source' | 'per-rule'): Doubts {
  yield* tooManyRules(manifest, pack)
  yield* unfit(manifest)
  yield* names(manifest)
  yield* memberDoubts(manifest)
  yield* alonePartition(manifest)
  yield* unreached(manifest)
}

function* tooManyRules(manifest: Manifest, pack: 'by-source' | 'per-rule'): Doubts {
  const help =
    pack === 'per-rule' ? 'write `pack: by-source`' : 'disable rules, or ask AWS for more'
  const over = [...defaultBusRules(manifest), ...memberCounts(manifest)]
    .filter(([region, count]) => count > eventRulesIn(region))
    .sort(([, a], [, b]) => b - a)
  // Regions are alike, so that one sentence for each would be many for one thing.
  const [first, ...others] = over
  if (first === undefined) return
  const [region, count] = first
  const more = others.length === 0 ? '' : ` (and in ${others.length} more regions)`
  yield overQuota(
    `EventBridge rules in ${region}${more}`,
    count,
    eventRulesIn(region),
    help,
    inConfig('pack'),
  )
}

/** What stands in every region of a member beside its rules: the heartbeat, and what tells of alarms. */
const ownOfMember = 2

/** In the regions of a hub's members, where they are none of the hub's own. */
function memberCounts(manifest: Manifest): [string, number][] {
  const { memberRules = [], heartbeat, partition } = manifest
  const own = defaultBusRules(manifest)
  const regions = (heartbeat.members ?? []).flatMap((member) => member.regions)
  return [...new Set(regions)]
    .filter((region) => !own.has(region))
    .map((region) => {
      const elsewhere =
        region === globalRegionOf(partition) ? 'in other regions' : 'in the global region'
      const here = memberRules.filter(({ stands }) => stands !== elsewhere)
      return [region, here.length + ownOfMember]
    })
}

function* unfit(manifest: Manifest): Doubts {
  const values = manifest.trail.selectors.advanced.flatMap(({ FieldSelectors }) =>
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
  for (const { name, bytes } of fullEnvironments(manifest))
    yield overQuota(
      `bytes in the environment of function ${name}`,
      bytes,
      environmentBytes,
      name === 'heartbeat'
        ? 'name fewer regions in `regions`'
        : 'name fewer channels, or fewer and shorter patterns in `breakGlass`',
      name === 'heartbeat' ? inConfig('accounts', manifest.stage) : inConfig('channels'),
    )
}

/** A name that is too long, or that two things have: of the second, nothing would be made. */
function* names(manifest: Manifest): Doubts {
  const known = new Set<string>()
  for (const { type, region, name, why } of resourcesOf(manifest)) {
    const most = nameCharacters[type]
    const channel = manifest.channels.find(
      ({ topic }) => topic.kind === 'new' && topic.name === name,
    )
    const at = channel ? inConfig('channels', channel.name) : inConfig('accounts', manifest.stage)
    if (most !== undefined && name.length > most) yield longName(type, name, most, at)
    const key = `${type} ${region} ${name} ${why.startsWith('on the home bus')}`
    if (known.has(key)) yield sameName(type, name, inConfig('channels'))
    known.add(key)
  }
}

/** On the home bus stands a list of all accounts that are heard, in a pattern with this around it. */
const aroundAccounts = 300

function* memberDoubts({ topology }: Manifest): Doubts {
  if (topology.kind !== 'hub') return
  if (topology.members.length === 0) yield hubAlone()
  const accounts = [...topology.members, '111122223333']
  const length = aroundAccounts + JSON.stringify(accounts).length
  if (length > eventBridge.patternCharacters)
    yield overQuota(
      'characters of the pattern that says which accounts the hub hears',
      length,
      eventBridge.patternCharacters,
      'part the accounts among several hubs',
      inConfig('hub'),
    )
}

/** https://aws.amazon.com/blogs/compute/expanding-cross-region-event-routing-with-amazon-eventbridge/ */
function* alonePartition({ partition, home, eventRules }: Manifest): Doubts {
  const others = [...new Set(eventRules.map(({ region }) => region))].filter(
    (region) => region !== home,
  )
  if (partition !== 'aws' && others.length > 0) yield unforwarded(partition, others)
}

function* unreached({ rules, channels, topology }: Manifest): Doubts {
  if (topology.kind === 'member' || channels.length === 0) return
  const reached = new Set(rules.flatMap((rule) => rule.channels))
  for (const { name } of channels) if (!reached.has(name)) yield unreachedChannel(name)
  for (const { id, severity, status, channels: told } of rules)
    if (status === 'enabled' && told.length === 0) yield unnotifiedRule(id, severity)
}
