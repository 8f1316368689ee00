/** The regions in which an event reaches EventBridge. */

/**
 * Services with one endpoint for the partition: their events arrive in this region alone.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html#eb-rule-did-not-trigger-iam
 */
export const globalRegion = 'us-east-1'

const globalSources: ReadonlySet<string> = new Set([
  'iam.amazonaws.com',
  'organizations.amazonaws.com',
  'account.amazonaws.com',
  'route53.amazonaws.com',
  'route53domains.amazonaws.com',
  'cloudfront.amazonaws.com',
  'shield.amazonaws.com',
  'waf.amazonaws.com',
  'support.amazonaws.com',
  'budgets.amazonaws.com',
])

/** Whether all events of a service arrive in one region of the partition. */
export const hasOneRegion = (eventSource: string): boolean => globalSources.has(eventSource)

/**
 * Root signs in to us-east-1; others to one of these by latency, or to the region whose endpoint
 * they opened.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export const signInRegions = ['us-east-1', 'us-east-2', 'eu-north-1', 'ap-southeast-2'] as const

export interface EventRegions {
  /** Regions in which the event can always arrive, even if the account does not use them. */
  readonly named: readonly string[]
  /** Whether the event can also arrive in every enabled region. */
  readonly everyEnabled: boolean
}

/** Where the calls about resources of several regions are recorded, whatever region a client uses. */
const oregon = 'us-west-2'

/**
 * Services whose events arrive in a region that an account may not use, next to its own regions.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/logging-using-cloudtrail.html
 */
const alsoOfSource: Readonly<Record<string, readonly string[]>> = {
  'globalaccelerator.amazonaws.com': [oregon],
}

/**
 * Calls that are recorded elsewhere than the other calls of their service.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRestrictions.html
 */
const alsoOfCall = (eventSource: string, eventName: string): readonly string[] =>
  eventSource === 's3.amazonaws.com' && eventName.includes('MultiRegionAccessPoint') ? [oregon] : []

/**
 * `eventSources` is undefined if the event can be of any service, and `eventNames` if it can have any
 * name.
 */
export function eventRegions(
  eventSources: readonly string[] | undefined,
  eventNames?: readonly string[],
): EventRegions {
  if (eventSources === undefined) return { named: [...signInRegions], everyEnabled: true }
  const signIn = eventSources.includes('signin.amazonaws.com')
  const global = eventSources.some((source) => globalSources.has(source))
  const named = signIn ? [...signInRegions] : global ? [globalRegion] : []
  const also = eventSources.flatMap((source) => [
    ...(Object.hasOwn(alsoOfSource, source) ? (alsoOfSource[source] ?? []) : []),
    ...(eventNames ?? []).flatMap((name) => alsoOfCall(source, name)),
  ])
  return {
    named: [...new Set([...named, ...also])],
    everyEnabled: !eventSources.every((source) => globalSources.has(source)),
  }
}

/**
 * Events of services that are no records of CloudTrail, by `source`.
 * Health sends account events to us-east-1, and a copy to the backup region:
 * https://docs.aws.amazon.com/health/latest/ug/choosing-a-region.html
 * The change of a region's opt-in status arrives in us-east-1 and in that region:
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const bySource: Readonly<Record<string, EventRegions>> = {
  'aws.health': { named: [globalRegion, oregon], everyEnabled: true },
  'aws.account': { named: [globalRegion], everyEnabled: true },
  'aws.trustedadvisor': { named: [globalRegion], everyEnabled: false },
  'aws.support': { named: [globalRegion], everyEnabled: false },
}

/** For a rule with one `source` in `on`. Records of CloudTrail arrive as their service decides. */
export function sourceRegions(
  source: string,
  detailTypes: readonly string[],
  eventNames: readonly string[] | undefined,
): EventRegions {
  if (detailTypes.every((detailType) => detailType.endsWith(' via CloudTrail')))
    return source === 'aws.cloudtrail' && detailTypes.every((type) => type.includes('Insight'))
      ? anywhere
      : eventRegions([`${source.slice('aws.'.length)}.amazonaws.com`], eventNames)
  return (Object.hasOwn(bySource, source) ? bySource[source] : undefined) ?? anywhere
}

const anywhere: EventRegions = { named: [], everyEnabled: true }
