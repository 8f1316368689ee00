/**
 * A trail, if tripline.yaml requests one. It records every region, writes validated and encrypted
 * files into a locked bucket, and sends to the log group that metric filters read.
 *
 * An existing trail is left as it is, because it is somebody's evidence. `tripline plan` lists the
 * events that it must record for the rules.
 */
import * as aws from '@pulumi/aws'
import type { Resource } from '@pulumi/pulumi'
import type { AdvancedEventSelector } from '../src/plan/manifest/trail.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { trailRole } from '../src/plan/roles.ts'
import { trailSettings } from '../src/plan/trail.ts'
import { makeRole } from './roles.ts'
import { makeTrailBucket } from './trail-bucket.ts'
import { makeTrailKey } from './trail-key.ts'

/** Creates the trail. Returns the resources that must exist before anything reads its log group. */
export function makeTrail(manifest: Manifest): readonly Resource[] {
  const { trail } = manifest
  if (trail.kind !== 'create') return []
  const logs = new aws.cloudwatch.LogGroup(
    'trail-logs',
    { region: trail.region, name: trail.logGroup, retentionInDays: 365 },
    { retainOnDelete: manifest.protect },
  )
  const key = makeTrailKey(manifest, trail)
  const bucket = makeTrailBucket(manifest, trail, key)
  const role = makeRole('role-trail', trailRole(manifest, trail))
  new aws.cloudtrail.Trail(
    'trail',
    {
      region: trail.region,
      name: trail.name,
      isMultiRegionTrail: trailSettings.isMultiRegion,
      includeGlobalServiceEvents: trailSettings.includesGlobalEvents,
      isOrganizationTrail: trail.organization,
      enableLogFileValidation: trailSettings.validatesFiles,
      enableLogging: true,
      s3BucketName: bucket.name,
      kmsKeyId: key.arn,
      cloudWatchLogsGroupArn: logs.arn.apply((arn) => `${arn.replace(/:\*$/, '')}:*`),
      cloudWatchLogsRoleArn: role.arn,
      // Without selectors a trail records every management event.
      advancedEventSelectors: trail.selectors.advanced.map(selector),
      insightSelectors: trail.selectors.insights.map((insightType) => ({ insightType })),
    },
    { dependsOn: [...bucket.ready, role.policy] },
  )
  return [logs]
}

const selector = ({ Name, FieldSelectors }: AdvancedEventSelector) => ({
  name: Name,
  fieldSelectors: FieldSelectors.map((field) => ({
    field: field.Field,
    ...(field.Equals === undefined ? {} : { equals: [...field.Equals] }),
    ...(field.StartsWith === undefined ? {} : { startsWiths: [...field.StartsWith] }),
    ...(field.EndsWith === undefined ? {} : { endsWiths: [...field.EndsWith] }),
    ...(field.NotEquals === undefined ? {} : { notEquals: [...field.NotEquals] }),
    ...(field.NotStartsWith === undefined ? {} : { notStartsWiths: [...field.NotStartsWith] }),
    ...(field.NotEndsWith === undefined ? {} : { notEndsWiths: [...field.NotEndsWith] }),
  })),
})
