/**
 * The function with which `detect` is compared. It imports the clients of `detect` from their
 * packages and at the start, as most functions do, and makes no request before it publishes.
 */
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  ConfigServiceClient,
  GetResourceConfigHistoryCommand,
} from '@aws-sdk/client-config-service'
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import {
  ChangeMessageVisibilityBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { SQSEvent } from 'aws-lambda'

const cloudTrail = new CloudTrailClient({})
const config = new ConfigServiceClient({})
const dynamo = new DynamoDBClient({})
const events = new EventBridgeClient({})
const sns = new SNSClient({})
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false })

const TableName = process.env.STATE_TABLE ?? ''
const Key = { key: { S: 'alert' } }

export async function handler({ Records: [first] }: SQSEvent): Promise<unknown> {
  const body = first?.body ?? ''
  // As many calls as `detect` makes for an alert.
  if (process.env.CALLS === 'of an alert') {
    await sqs.send(keepInFlight)
    await dynamo.send(new UpdateItemCommand({ TableName, Key }))
    await Promise.all([publish(body), events.send(putEvents(body))])
    return dynamo.send(new UpdateItemCommand({ TableName, Key }))
  }
  if (process.env.CALLS === 'all others') return others(body)
  return publish(body)
}

const keepInFlight = new ChangeMessageVisibilityBatchCommand({
  QueueUrl: process.env.QUEUE_URL,
  Entries: [{ Id: '0', ReceiptHandle: 'r', VisibilityTimeout: 180 }],
})

const publish = (body: string) =>
  sns.send(
    new PublishCommand({ TopicArn: 'arn:aws:sns:us-east-1:111122223333:alerts', Message: body }),
  )

const putEvents = (body: string) =>
  new PutEventsCommand({ Entries: [{ Source: 'tripline', DetailType: 'alert', Detail: body }] })

/** Never called. It adds to this bundle what the bundle of `detect` contains. */
async function others(body: string): Promise<unknown> {
  try {
    return await Promise.all([
      dynamo.send(new GetItemCommand({ TableName, Key })),
      dynamo.send(new PutItemCommand({ TableName, Item: Key })),
      sqs.send(new SendMessageCommand({ QueueUrl: body, MessageBody: body })),
      cloudTrail.send(new LookupEventsCommand({})),
      config.send(
        new GetResourceConfigHistoryCommand({ resourceType: 'AWS::S3::Bucket', resourceId: body }),
      ),
    ])
  } catch (error) {
    return error instanceof ConditionalCheckFailedException
  }
}
