/** The trail, with its bucket and its log group. */
import {
  type AdvancedEventSelector,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  PutInsightSelectorsCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import { CreateBucketCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3'
import { allTrails, trailsOf } from '../../../packages/local-aws/services/cloudtrail/memory.ts'
import { groupsOf } from '../../../packages/local-aws/services/logs/group.ts'
import { noteTrails } from '../../../packages/local-aws/trail-delivery.ts'
import { arnOf, roleArn } from '../../plan/arns.ts'
import type { SelectorPlan } from '../../plan/manifest/trail.ts'
import type { Manifest } from '../../plan/manifest.ts'
import { policy } from '../../plan/policy/statement.ts'
import { trailRole } from '../../plan/roles.ts'
import { trailSettings } from '../../plan/trail.ts'
import { trailBucketPolicy } from '../../plan/trail-bucket.ts'
import type { DeploymentContext } from './context.ts'
import { makeRole } from './roles.ts'

interface LocalTrail {
  readonly name: string
  readonly region: string
  /** Undefined for a trail without a log group. */
  readonly logGroup: string | undefined
  readonly selectors: SelectorPlan
}

/**
 * The trail that a manifest creates, or the one that it expects to exist. Without a trail that is
 * logging there are no events at all.
 */
function localTrailOf({ trail, home, metricFilters }: Manifest): LocalTrail {
  const { selectors } = trail
  if (trail.kind === 'create') return trail
  const [filter] = metricFilters
  const { region, logGroup } =
    trail.kind === 'existing' ? trail : (filter ?? { region: home, logGroup: undefined })
  return { name: 'organization-trail', region, logGroup, selectors }
}

/** Makes the log group. This is first, because metric filters are put on it. */
export async function makeTrailLogGroup({
  cloud,
  clients,
  manifest,
}: DeploymentContext): Promise<void> {
  const { region, logGroup } = localTrailOf(manifest)
  const place = cloud.accounts.get(manifest.account)?.region(region)
  if (logGroup === undefined || (place !== undefined && groupsOf(place).has(logGroup))) return
  await clients.in('logs', region).send(new CreateLogGroupCommand({ logGroupName: logGroup }))
}

/**
 * Makes the trail. This is last, so that the calls of the deployment are no events of the scenario.
 */
export async function makeTrail(context: DeploymentContext): Promise<void> {
  const { cloud, manifest } = context
  const { account, trail } = manifest
  const expected = localTrailOf(manifest)
  const isThere = allTrails(cloud).some(
    ({ accountId, isLogging, settings }) =>
      accountId === account &&
      isLogging &&
      (expected.logGroup === undefined || settings.logGroupArn?.includes(`:${expected.logGroup}:`)),
  )
  if (trail.kind === 'create') {
    await putTrail(context, expected)
    const client = context.clients.in('cloudtrail', expected.region)
    await client.send(new StartLoggingCommand({ Name: expected.name }))
  } else if (!isThere) {
    await putTrail(context, expected)
    beginLogging(context, expected)
  }
}

/**
 * Starts logging without a call. An existing trail has been logging for long, so there must be no
 * event of its start.
 */
function beginLogging({ cloud, manifest }: DeploymentContext, { name, region }: LocalTrail): void {
  const place = cloud.accounts.get(manifest.account)?.region(region)
  const trail = place && trailsOf(place).get(name)
  if (trail === undefined) return
  trail.isLogging = true
  trail.startedAt = cloud.clock.now()
  noteTrails(cloud)
}

/** Creates a trail of every region with its bucket and its log group. It does not log yet. */
async function putTrail(
  context: DeploymentContext,
  { name, region, logGroup, selectors }: LocalTrail,
): Promise<void> {
  const { clients, manifest } = context
  const bucket = `${name}-${manifest.account}`.toLowerCase().slice(0, 63)
  const s3 = clients.in('s3', region)
  await s3.send(new CreateBucketCommand({ Bucket: bucket }))
  const written = trailBucketPolicy(manifest, { name, region }, `arn:aws:s3:::${bucket}`, [
    manifest.account,
  ])
  await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy(written) }))
  if (logGroup !== undefined)
    await makeRole(context, trailRole(manifest, { name, region, logGroup }))
  const client = clients.in('cloudtrail', region)
  await client.send(
    new CreateTrailCommand({
      Name: name,
      S3BucketName: bucket,
      IsMultiRegionTrail: trailSettings.isMultiRegion,
      IncludeGlobalServiceEvents: trailSettings.includesGlobalEvents,
      EnableLogFileValidation: trailSettings.validatesFiles,
      ...(logGroup === undefined
        ? {}
        : {
            CloudWatchLogsLogGroupArn: `${arnOf(manifest, 'logs', region, `log-group:${logGroup}`)}:*`,
            CloudWatchLogsRoleArn: roleArn(manifest, 'trail'),
          }),
    }),
  )
  if (selectors.advanced.length > 0)
    await client.send(
      new PutEventSelectorsCommand({
        TrailName: name,
        AdvancedEventSelectors: selectors.advanced as AdvancedEventSelector[],
      }),
    )
  if (selectors.insights.length > 0)
    await client.send(
      new PutInsightSelectorsCommand({
        TrailName: name,
        InsightSelectors: selectors.insights.map((InsightType) => ({ InsightType })),
      }),
    )
}
