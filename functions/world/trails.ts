/** Reads trails and makes the calls that restore them, each in its home region. */
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  type Trail,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail'
import type { JsonObject } from '../../src/ir/json.ts'
import type { Facets, Target } from '../../src/respond/contract/responder.ts'
import {
  logging,
  logs,
  logsFacet,
  on,
  selectors,
} from '../../src/respond/responders/restart-trail/facets.ts'
import { canonicalSelectors } from '../../src/respond/responders/restart-trail/selectors.ts'
import { trailIn, trailKey } from '../../src/respond/responders/restart-trail/target.ts'
import type { InTime } from '../support/invocation.ts'
import { maxAttempts } from './attempts.ts'
import { executor } from './calls.ts'
import { orNone } from './none.ts'
import { regional } from './regional.ts'

const cloudTrail = regional((region) => new CloudTrailClient({ region, maxAttempts }))

const commands = {
  'cloudtrail:StartLogging': StartLoggingCommand,
  'cloudtrail:StopLogging': StopLoggingCommand,
  'cloudtrail:UpdateTrail': UpdateTrailCommand,
  'cloudtrail:PutEventSelectors': PutEventSelectorsCommand,
}

/** AWS refuses two concurrent changes of one trail for a moment. */
const passing = ['ConflictException']

export const trailExecutor = (clock: InTime) =>
  executor(cloudTrail, commands, clock, { passing: () => passing })

/** The trail's facets; empty where there is no such trail. */
export const readTrail = async (target: Pick<Target, 'key'>, clock: InTime): Promise<Facets> =>
  (await orNone(readExisting(target, clock), 'TrailNotFoundException')) ?? {}

async function readExisting(
  target: Pick<Target, 'key'>,
  { signal }: InTime,
): Promise<Facets | null> {
  const { region, name: Name } = trailIn(target)
  const trails = cloudTrail(region)
  const options = () => ({ abortSignal: signal() })
  const { Trail: trail } = await trails.send(new GetTrailCommand({ Name }), options())
  if (trail === undefined) return null
  const status = await trails.send(new GetTrailStatusCommand({ Name }), options())
  const chosen = await trails.send(new GetEventSelectorsCommand({ TrailName: Name }), options())
  const { EventSelectors: basic = [], AdvancedEventSelectors: advanced = [] } = chosen
  return {
    ...settingsOf(trail),
    [logging]: status.IsLogging ? on : null,
    started: status.StartLoggingTime?.toISOString() ?? null,
    stopped: status.StopLoggingTime?.toISOString() ?? null,
    [selectors]: canonicalSelectors({
      EventSelectors: basic,
      AdvancedEventSelectors: advanced,
    } as unknown as JsonObject),
  }
}

const settingsOf = (trail: Trail): Facets => ({
  S3BucketName: trail.S3BucketName || null,
  S3KeyPrefix: trail.S3KeyPrefix || null,
  SnsTopicName: trail.SnsTopicARN || trail.SnsTopicName || null,
  IncludeGlobalServiceEvents: String(trail.IncludeGlobalServiceEvents ?? false),
  IsMultiRegionTrail: String(trail.IsMultiRegionTrail ?? false),
  EnableLogFileValidation: String(trail.LogFileValidationEnabled ?? false),
  KmsKeyId: trail.KmsKeyId || null,
  IsOrganizationTrail: String(trail.IsOrganizationTrail ?? false),
  [logs]: logsFacet(trail.CloudWatchLogsLogGroupArn ?? '', trail.CloudWatchLogsRoleArn ?? ''),
})

/**
 * Keys of an account's trails that are visible in its region: its own trails, and those of other
 * regions that record all regions. An organization's trail belongs to another account.
 */
export async function trailsSeen(
  region: string,
  account: string,
  { signal }: InTime,
): Promise<readonly string[]> {
  const command = new DescribeTrailsCommand({ includeShadowTrails: true })
  const answer = await cloudTrail(region).send(command, { abortSignal: signal() })
  return (answer.trailList ?? [])
    .filter(({ TrailARN: arn = '' }) => arn.split(':')[4] === account)
    .map(({ HomeRegion: home = region, Name: name = '' }) => trailKey(home, name))
}
