/** Stores trails in their home regions. */
import type {
  AdvancedEventSelector,
  EventSelector,
  InsightSelector,
} from '@aws-sdk/client-cloudtrail'
import { type Cloud, perRegion, type Region } from '../../accounts.ts'
import type { Call, OperationsOf } from '../../call.ts'
import { AwsError } from '../../errors.ts'

export type CloudTrailOperations = OperationsOf<typeof import('@aws-sdk/client-cloudtrail')>

export interface Trail {
  readonly name: string
  readonly arn: string
  readonly accountId: string
  readonly homeRegion: string
  settings: TrailSettings
  isLogging: boolean
  startedAt?: Date
  stoppedAt?: Date
  selectors: Selectors
  insights: readonly InsightSelector[]
}

export interface TrailSettings {
  readonly bucket: string
  readonly keyPrefix?: string
  readonly topic?: string
  readonly logGroupArn?: string
  readonly logRoleArn?: string
  readonly kmsKeyId?: string
  readonly includesGlobalEvents: boolean
  readonly isMultiRegion: boolean
  readonly validatesFiles: boolean
  readonly isOrganization: boolean
}

/** The selectors of a trail: one of two kinds. */
export type Selectors =
  | { readonly kind: 'basic'; readonly list: readonly EventSelector[] }
  | { readonly kind: 'advanced'; readonly list: readonly AdvancedEventSelector[] }

/** The default selectors of a trail: all management events. */
export const usualSelectors: Selectors = {
  kind: 'basic',
  list: [
    {
      ReadWriteType: 'All',
      IncludeManagementEvents: true,
      DataResources: [],
      ExcludeManagementEventSources: [],
    },
  ],
}

/** The trails whose home is the region, by name. */
export const trailsOf: (region: Region) => Map<string, Trail> = perRegion(() => new Map())

/** All trails of a cloud, from every region that has been used. */
export const allTrails = (cloud: Cloud): readonly Trail[] =>
  [...cloud.accounts.values()].flatMap((account) =>
    account.regions().flatMap((region) => [...trailsOf(region).values()]),
  )

/** The trail of a name or ARN. A trail can be changed only in its home region. */
export function trailAtHome(call: Call, nameOrArn: string): Trail {
  const trail = trailSeen(call, nameOrArn)
  if (trail.homeRegion !== call.region.name) {
    throw new AwsError(
      'InvalidHomeRegionException',
      `The trail ${trail.name} must be changed in its home region, ${trail.homeRegion}.`,
    )
  }
  return trail
}

/**
 * The trail of a name or ARN, as seen from the region of the call. Trails of other regions are
 * visible by ARN, or as shadow trails if they cover all regions.
 */
export function trailSeen(call: Call, nameOrArn: string): Trail {
  const isArn = nameOrArn.startsWith('arn:')
  const found = seenTrails(call).find(({ name, arn }) => (isArn ? arn : name) === nameOrArn)
  if (found !== undefined) return found
  throw new AwsError(
    'TrailNotFoundException',
    `Unknown trail: ${nameOrArn} for the user: ${call.account.id}`,
  )
}

export const seenTrails = (call: Call): readonly Trail[] => [
  ...trailsOf(call.region).values(),
  ...call.account
    .regions()
    .filter(({ name }) => name !== call.region.name)
    .flatMap((region) => [...trailsOf(region).values()])
    .filter(({ settings }) => settings.isMultiRegion),
]
