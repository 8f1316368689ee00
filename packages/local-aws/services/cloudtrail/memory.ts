/** Trails, where they have their home. */
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

/** A trail has selectors of one of the two kinds. */
export type Selectors =
  | { readonly kind: 'basic'; readonly list: readonly EventSelector[] }
  | { readonly kind: 'advanced'; readonly list: readonly AdvancedEventSelector[] }

/** What a trail records until somebody says otherwise: all management events. */
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

/** Trails at home in the region, by name. */
export const trailsOf: (region: Region) => Map<string, Trail> = perRegion(() => new Map())

/** Regions in which an account may have trails: every one that a call came to. */
export const allTrails = (cloud: Cloud): readonly Trail[] =>
  [...cloud.accounts.values()].flatMap((account) =>
    account.regions().flatMap((region) => [...trailsOf(region).values()]),
  )

/** By name or ARN; a trail may only be changed at home. */
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

/** Trails of other regions can be seen by ARN, or as shadows where they record everywhere. */
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
