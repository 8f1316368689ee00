/** Functions and what they need: roles, tables, code, schedules, made through the API. */
import { readFileSync } from 'node:fs'
import {
  CreateTableCommand,
  DynamoDBClient,
  PutResourcePolicyCommand,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { capitalised, type Inputs, type Makers, rest } from './wire.ts'

export const functions: Makers = {
  'aws:dynamodb/table:Table': async (i, region) => {
    const tables = new DynamoDBClient({ region })
    const { TableDescription } = await tables.send(
      new CreateTableCommand({
        TableName: i.name,
        AttributeDefinitions: i.attributes.map(({ name, type }: Inputs) => ({
          AttributeName: name,
          AttributeType: type,
        })),
        KeySchema: [
          { AttributeName: i.hashKey, KeyType: 'HASH' },
          ...(i.rangeKey ? [{ AttributeName: i.rangeKey, KeyType: 'RANGE' as const }] : []),
        ],
        BillingMode: i.billingMode,
        DeletionProtectionEnabled: i.deletionProtectionEnabled,
      }),
    )
    if (i.ttl)
      await tables.send(
        new UpdateTimeToLiveCommand({
          TableName: i.name,
          TimeToLiveSpecification: { AttributeName: i.ttl.attributeName, Enabled: i.ttl.enabled },
        }),
      )
    await tables.send(
      new UpdateContinuousBackupsCommand({
        TableName: i.name,
        PointInTimeRecoverySpecification: {
          PointInTimeRecoveryEnabled: i.pointInTimeRecovery.enabled,
        },
      }),
    )
    return { id: i.name, arn: TableDescription?.TableArn }
  },
  'aws:dynamodb/resourcePolicy:ResourcePolicy': async (i, region) => {
    await new DynamoDBClient({ region }).send(
      new PutResourcePolicyCommand({
        ResourceArn: i.resourceArn,
        Policy: i.policy,
        ConfirmRemoveSelfResourceAccess: i.confirmRemoveSelfResourceAccess,
      }),
    )
    return { id: i.resourceArn }
  },
  'aws:iam/role:Role': async (i, region) => {
    const { Role } = await new IAMClient({ region }).send(
      new CreateRoleCommand({ RoleName: i.name, AssumeRolePolicyDocument: i.assumeRolePolicy }),
    )
    return { id: i.name, arn: Role?.Arn, uniqueId: Role?.RoleId }
  },
  'aws:iam/rolePolicy:RolePolicy': async (i, region) => {
    await new IAMClient({ region }).send(
      new PutRolePolicyCommand({ RoleName: i.role, PolicyName: i.name, PolicyDocument: i.policy }),
    )
    return { id: `${i.role}:${i.name}` }
  },
  'aws:lambda/eventSourceMapping:EventSourceMapping': async (i, region) => {
    const made = await rest('lambda', '/2015-03-31/event-source-mappings/', region, {
      FunctionName: i.functionName,
      EventSourceArn: i.eventSourceArn,
      BatchSize: i.batchSize,
      MaximumBatchingWindowInSeconds: i.maximumBatchingWindowInSeconds,
      FunctionResponseTypes: i.functionResponseTypes,
      ScalingConfig: { MaximumConcurrency: i.scalingConfig.maximumConcurrency },
      // The emulator's own poller would eat the messages: functions do not run there.
      Enabled: false,
    })
    return { id: String(made.UUID) }
  },
  'aws:lambda/function:Function': async (i, region) => {
    const made = await rest('lambda', '/2015-03-31/functions', region, {
      FunctionName: i.name,
      Description: i.description,
      Role: i.role,
      Runtime: i.runtime,
      Handler: i.handler,
      Code: { S3Bucket: i.s3Bucket, S3Key: i.s3Key },
      Timeout: i.timeout,
      MemorySize: i.memorySize,
      Architectures: i.architectures,
      Environment: { Variables: i.environment.variables },
      LoggingConfig: { LogFormat: i.loggingConfig.logFormat, LogGroup: i.loggingConfig.logGroup },
      Tags: i.tags,
    })
    return { id: i.name, arn: made.FunctionArn, qualifiedArn: `${made.FunctionArn}:$LATEST` }
  },
  'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig': async (i) => ({
    id: i.functionName,
  }),
  'aws:s3/bucketObjectv2:BucketObjectv2': async (i, region) => {
    await new S3Client({ region, forcePathStyle: true }).send(
      new PutObjectCommand({
        Bucket: i.bucket,
        Key: i.key,
        Body: readFileSync(await i.source.path),
      }),
    )
    return { id: i.key }
  },
  'aws:scheduler/schedule:Schedule': async (i, region) => {
    const { arn, roleArn, input, retryPolicy, deadLetterConfig } = i.target
    const made = await rest('scheduler', `/schedules/${i.name}`, region, {
      ScheduleExpression: i.scheduleExpression,
      FlexibleTimeWindow: { Mode: i.flexibleTimeWindow.mode },
      Target: {
        Arn: arn,
        RoleArn: roleArn,
        Input: input,
        RetryPolicy: capitalised(retryPolicy),
        DeadLetterConfig: capitalised(deadLetterConfig),
      },
    })
    return { id: i.name, arn: made.ScheduleArn }
  },
}
