/** Trails, each in its home region: how they are set up, and the calls that put them right. */
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  type PutEventSelectorsCommandInput,
  StartLoggingCommand,
  StopLoggingCommand,
  type Trail,
  TrailNotFoundException,
  UpdateTrailCommand,
  type UpdateTrailCommandInput,
} from '@aws-sdk/client-cloudtrail'
import type { JsonObject } from '../../src/ir/json.ts'
import type { Surroundings } from '../../src/respond/contract/ports.ts'
import type { Facets, Step } from '../../src/respond/contract/responder.ts'
import {
  logging,
  logs,
  logsFacet,
  on,
  selectors,
} from '../../src/respond/responders/restart-trail/facets.ts'
import { canonicalSelectors } from '../../src/respond/responders/restart-trail/selectors.ts'
import { trailIn, trailKey } from '../../src/respond/responders/restart-trail/target.ts'
import { refusedOr } from '../support/refused.ts'
import { regional } from '../support/regional.ts'

export interface CloudTrailConfig {
  readonly client: (region: string) => CloudTrailClient
  readonly signal: () => AbortSignal
}

/** Throttled calls are tried again, at growing distances, for some seconds. */
const maxAttempts = 8

export const cloudTrailClient = regional((region) => new CloudTrailClient({ region, maxAttempts }))

/** Two changes of one trail at a time are refused for a moment. */
const passing = ['ConflictException']

export async function executeTrail(step: Step, config: CloudTrailConfig): Promise<void> {
  try {
    await make(step, config)
  } catch (error) {
    throw refusedOr(error, passing)
  }
}

async function make({ call, input }: Step, { client, signal }: CloudTrailConfig): Promise<void> {
  const { region, ...request } = input
  const trails = client(String(region))
  const options = { abortSignal: signal() }
  switch (call) {
    case 'cloudtrail:StartLogging':
      await trails.send(new StartLoggingCommand({ Name: String(request.Name) }), options)
      return
    case 'cloudtrail:StopLogging':
      await trails.send(new StopLoggingCommand({ Name: String(request.Name) }), options)
      return
    case 'cloudtrail:UpdateTrail': {
      const update = request as unknown as UpdateTrailCommandInput
      await trails.send(new UpdateTrailCommand(update), options)
      return
    }
    case 'cloudtrail:PutEventSelectors': {
      const put = request as unknown as PutEventSelectorsCommandInput
      await trails.send(new PutEventSelectorsCommand(put), options)
      return
    }
    default:
      throw new Error(`no step is called ${call}`)
  }
}

/** Empty where there is no such trail. */
export const readTrail =
  ({ client, signal }: CloudTrailConfig): Surroundings<unknown>['live'] =>
  async (target) => {
    const { region, name: Name } = trailIn(target)
    const trails = client(region)
    const options = () => ({ abortSignal: signal() })
    try {
      const { Trail: trail } = await trails.send(new GetTrailCommand({ Name }), options())
      if (trail === undefined) return {}
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
    } catch (error) {
      if (error instanceof TrailNotFoundException) return {}
      throw error
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
 * Keys of the trails of an account that its own region sees: its own, and those of other regions
 * that record all regions. An organization's trail belongs to another account.
 */
export const trailsSeen =
  (region: string, account: string, { client, signal }: CloudTrailConfig) =>
  async (): Promise<readonly string[]> => {
    const command = new DescribeTrailsCommand({ includeShadowTrails: true })
    const answer = await client(region).send(command, { abortSignal: signal() })
    return (answer.trailList ?? [])
      .filter(({ TrailARN: arn = '' }) => arn.split(':')[4] === account)
      .map(({ HomeRegion: home = region, Name: name = '' }) => trailKey(home, name))
  }
