/** Operations on trails: create, update, delete, start and stop. */
import type { Trail as TrailView, UpdateTrailCommandInput } from '@aws-sdk/client-cloudtrail'
import type { Call } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { bucketsOf } from '../s3/memory.ts'
import {
  type CloudTrailOperations,
  seenTrails,
  type Trail,
  type TrailSettings,
  trailAtHome,
  trailSeen,
  trailsOf,
  usualSelectors,
} from './memory.ts'

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
const trailsPerRegion = 5

export const trails = {
  CreateTrail: ({ Name: name, ...input }, call) => {
    const known = trailsOf(call.region)
    refuseBadName(name)
    if (known.has(name)) {
      throw new AwsError(
        'TrailAlreadyExistsException',
        `Trail ${name} already exists for customer: ${call.account.id}`,
      )
    }
    if (known.size >= trailsPerRegion) {
      throw new AwsError(
        'MaximumNumberOfTrailsExceededException',
        `User: ${call.account.id} already has ${trailsPerRegion} trails in ${call.region.name}.`,
      )
    }
    const { S3BucketName: bucket } = input
    const trail: Trail = {
      name,
      arn: `arn:aws:cloudtrail:${call.region.name}:${call.account.id}:trail/${name}`,
      accountId: call.account.id,
      homeRegion: call.region.name,
      settings: changedSettings(call, { ...plain, bucket }, input),
      isLogging: false,
      selectors: usualSelectors,
      insights: [],
    }
    known.set(name, trail)
    return trailView(trail)
  },

  UpdateTrail: ({ Name, ...input }, call) => {
    const trail = trailAtHome(call, Name)
    trail.settings = changedSettings(call, trail.settings, input)
    return trailView(trail)
  },

  DeleteTrail: ({ Name }, call) => {
    const trail = trailAtHome(call, Name)
    trailsOf(call.region).delete(trail.name)
  },

  StartLogging: ({ Name }, call) => {
    const trail = trailAtHome(call, Name)
    trail.isLogging = true
    trail.startedAt = call.now
  },

  StopLogging: ({ Name }, call) => {
    const trail = trailAtHome(call, Name)
    trail.isLogging = false
    trail.stoppedAt = call.now
  },

  GetTrail: ({ Name }, call) => ({ Trail: trailView(trailSeen(call, Name)) }),

  DescribeTrails: ({ trailNameList, includeShadowTrails = true }, call) => {
    const wanted = new Set(trailNameList)
    return {
      trailList: seenTrails(call)
        .filter(({ homeRegion }) => includeShadowTrails || homeRegion === call.region.name)
        .filter(({ name, arn }) => wanted.size === 0 || wanted.has(name) || wanted.has(arn))
        .map(trailView),
    }
  },

  ListTrails: (_input, call) => ({
    Trails: seenTrails(call).map(({ name, arn, homeRegion }) => ({
      Name: name,
      TrailARN: arn,
      HomeRegion: homeRegion,
    })),
  }),

  GetTrailStatus: ({ Name }, call) => {
    const { isLogging, startedAt, stoppedAt } = trailSeen(call, Name)
    const text = (time: Date | undefined): string =>
      time?.toISOString().replace(/\.\d+Z$/, 'Z') ?? ''
    const delivered = isLogging ? call.now : stoppedAt
    return {
      IsLogging: isLogging,
      ...(startedAt && { StartLoggingTime: startedAt }),
      ...(stoppedAt && { StopLoggingTime: stoppedAt }),
      ...(delivered && { LatestDeliveryTime: delivered }),
      LatestDeliveryAttemptTime: text(delivered),
      LatestNotificationAttemptTime: '',
      LatestNotificationAttemptSucceeded: '',
      LatestDeliveryAttemptSucceeded: text(delivered),
      TimeLoggingStarted: text(startedAt),
      TimeLoggingStopped: text(stoppedAt),
    }
  },
} satisfies CloudTrailOperations

const plain = {
  includesGlobalEvents: true,
  isMultiRegion: false,
  validatesFiles: false,
  isOrganization: false,
} as const

/** The updated settings. An absent input keeps a setting; an empty text removes it. */
function changedSettings(
  call: Call,
  before: TrailSettings,
  input: Omit<UpdateTrailCommandInput, 'Name'>,
): TrailSettings {
  const settings: TrailSettings = {
    bucket: input.S3BucketName ?? before.bucket,
    ...updated('keyPrefix', input.S3KeyPrefix, before.keyPrefix),
    ...updated('topic', input.SnsTopicName, before.topic),
    ...updated('logGroupArn', input.CloudWatchLogsLogGroupArn, before.logGroupArn),
    ...updated('logRoleArn', input.CloudWatchLogsRoleArn, before.logRoleArn),
    ...updated('kmsKeyId', input.KmsKeyId, before.kmsKeyId),
    includesGlobalEvents: input.IncludeGlobalServiceEvents ?? before.includesGlobalEvents,
    isMultiRegion: input.IsMultiRegionTrail ?? before.isMultiRegion,
    validatesFiles: input.EnableLogFileValidation ?? before.validatesFiles,
    isOrganization: input.IsOrganizationTrail ?? before.isOrganization,
  }
  if (settings.isMultiRegion && !settings.includesGlobalEvents) {
    throw new AwsError(
      'InvalidParameterCombinationException',
      'Multi-Region trail must include global service events.',
    )
  }
  if (!bucketsOf(call.cloud).has(settings.bucket)) {
    throw new AwsError(
      'S3BucketDoesNotExistException',
      `S3 bucket ${settings.bucket} does not exist!`,
    )
  }
  if ((settings.logGroupArn === undefined) !== (settings.logRoleArn === undefined)) {
    throw new AwsError(
      'InvalidParameterCombinationException',
      'You must specify both the CloudWatch Logs log group and the role, or neither.',
    )
  }
  return settings
}

const updated = <Name extends keyof TrailSettings>(
  name: Name,
  given: string | undefined,
  before: string | undefined,
): Partial<Record<Name, string>> => {
  const value = given ?? before
  return value ? ({ [name]: value } as Record<Name, string>) : {}
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
function refuseBadName(name: string): void {
  const fault =
    name.length < 3
      ? `Trail name too short. Minimum allowed length: 3 characters. Specified name length: ${name.length} characters.`
      : name.length > 128
        ? `Trail name too long. Maximum allowed length: 128 characters. Specified name length: ${name.length} characters.`
        : !/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i.test(name) || /[._-]{2}/.test(name)
          ? 'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_).'
          : undefined
  if (fault !== undefined) throw new AwsError('InvalidTrailNameException', fault)
}

/** The answer of CreateTrail and UpdateTrail. */
function settingsView({ name, arn, homeRegion, accountId, settings }: Trail) {
  const { keyPrefix, topic, logGroupArn, logRoleArn, kmsKeyId } = settings
  return {
    Name: name,
    S3BucketName: settings.bucket,
    ...(keyPrefix && { S3KeyPrefix: keyPrefix }),
    ...(topic && {
      SnsTopicName: topic,
      SnsTopicARN: topic.startsWith('arn:')
        ? topic
        : `arn:aws:sns:${homeRegion}:${accountId}:${topic}`,
    }),
    IncludeGlobalServiceEvents: settings.includesGlobalEvents,
    IsMultiRegionTrail: settings.isMultiRegion,
    TrailARN: arn,
    LogFileValidationEnabled: settings.validatesFiles,
    ...(logGroupArn && { CloudWatchLogsLogGroupArn: logGroupArn }),
    ...(logRoleArn && { CloudWatchLogsRoleArn: logRoleArn }),
    ...(kmsKeyId && { KmsKeyId: kmsKeyId }),
    IsOrganizationTrail: settings.isOrganization,
  }
}

const trailView = (trail: Trail): TrailView => ({
  ...settingsView(trail),
  HomeRegion: trail.homeRegion,
  HasCustomEventSelectors: trail.selectors !== usualSelectors,
  HasInsightSelectors: trail.insights.length > 0,
})
