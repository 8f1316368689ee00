/**
 * Reads and commands the responses of a deployed stage, with the credentials of the person who runs
 * the command. Records are read from their table; answers are sent to the queue `answers`. SQS records the sender of each message, so there is no other login.
 */

import {
  awsFailed,
  needsPermissions,
  notDeployed,
  otherAccount,
  signIn,
} from '../../diagnostics/catalogue/cannot-answer/responses.ts'
import type { JsonObject } from '../../ir/json.ts'
import type { DeployedStage } from '../../project/deployed-stage.ts'
import type { ResponseRecord } from '../../respond/contract/record.ts'
import type { PersonsMessage } from '../../respond/contract/request.ts'
import { fromItem } from '../../respond/contract/stored-form.ts'

export interface DeployedResponses {
  /** Loads a response by id; null if it does not exist. */
  readonly load: (id: string) => Promise<ResponseRecord | null>
  /** All responses, unordered. */
  readonly all: () => Promise<readonly ResponseRecord[]>
  /** Sends an answer to the queue `answers`. */
  readonly send: (message: PersonsMessage) => Promise<void>
}

/**
 * Connects to a stage. Checks first that the credentials belong to the stage's account, because
 * resources have the same names in every account.
 */
export async function deployedResponses(stage: DeployedStage): Promise<DeployedResponses> {
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts')
  const sts = new STSClient({ region: stage.home })
  const { Account: account } = await answerOf(
    () => sts.send(new GetCallerIdentityCommand({})),
    stage,
  )
  if (account !== stage.account) {
    throw otherAccount(account, stage.stage, stage.account)
  }
  return { ...(await table(stage)), ...(await queues(stage)) }
}

async function table(stage: DeployedStage): Promise<Pick<DeployedResponses, 'load' | 'all'>> {
  const { DynamoDBClient, GetItemCommand, ScanCommand } = await import('@aws-sdk/client-dynamodb')
  const dynamo = new DynamoDBClient({ region: stage.home })
  const TableName = `${stage.prefix}-responses`
  return {
    load: async (id) => {
      const command = new GetItemCommand({
        TableName,
        Key: { id: { S: id } },
        ConsistentRead: true,
      })
      const { Item: item } = await answerOf(() => dynamo.send(command), stage)
      return item === undefined ? null : recordOf(item)
    },
    all: async () => {
      const records: ResponseRecord[] = []
      let ExclusiveStartKey: Item | undefined
      do {
        // The same table also holds locks and counts of actions.
        const command = new ScanCommand({
          TableName,
          FilterExpression: 'NOT begins_with(#id, :lock) AND NOT begins_with(#id, :rate)',
          ExpressionAttributeNames: { '#id': 'id' },
          ExpressionAttributeValues: { ':lock': { S: 'lock/' }, ':rate': { S: 'rate/' } },
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
        })
        const page = await answerOf(() => dynamo.send(command), stage)
        records.push(...(page.Items ?? []).map(recordOf))
        ExclusiveStartKey = page.LastEvaluatedKey
      } while (ExclusiveStartKey !== undefined)
      return records
    },
  }
}

type Item = Record<string, import('@aws-sdk/client-dynamodb').AttributeValue>

/** As functions/world/responses.ts writes it. */
const recordOf = ({ version, body }: Item): ResponseRecord =>
  fromItem({ version: Number(version?.N), body: JSON.parse(body?.S ?? '{}') as JsonObject })

async function queues(stage: DeployedStage): Promise<Pick<DeployedResponses, 'send'>> {
  const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs')
  // The URL identifies the queue; the endpoint comes from the client's configuration.
  const sqs = new SQSClient({ region: stage.home, useQueueUrlAsEndpoint: false })
  return {
    send: async (message) => {
      const QueueUrl = answersUrl(stage)
      const command = new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) })
      await answerOf(() => sqs.send(command), stage)
    },
  }
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
function answersUrl({ account, home, partition, prefix }: DeployedStage): string {
  const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'
  return `https://sqs.${home}.${domain}/${account}/${prefix}-answers`
}

/** The result of a call to AWS. Turns an error into a `CannotAnswer` with a remedy. */
async function answerOf<Answer>(
  call: () => Promise<Answer>,
  { stage, home }: DeployedStage,
): Promise<Answer> {
  try {
    return await call()
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    if (/^(?:ResourceNotFound|QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistent)/.test(name)) {
      throw notDeployed(stage, home)
    }
    const isUnknown =
      /Credential|^(?:ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|TokenProviderError)/
    const help = isUnknown.test(name)
      ? signIn
      : /AccessDenied|NotAuthorized|AccessDeniedException/.test(name)
        ? needsPermissions
        : undefined
    throw awsFailed(name, message, help)
  }
}
