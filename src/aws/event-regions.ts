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

/** `eventSources` is undefined if the event can be of any service. */
export function eventRegions(eventSources: readonly string[] | undefined): EventRegions {
  if (eventSources === undefined) return { named: [...signInRegions], everyEnabled: true }
  const signIn = eventSources.includes('signin.amazonaws.com')
  const global = eventSources.some((source) => globalSources.has(source))
  const named = signIn ? [...signInRegions] : global ? [globalRegion] : []
  return { named, everyEnabled: !eventSources.every((source) => globalSources.has(source)) }
}
