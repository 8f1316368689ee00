/** Makes real SDK clients that call the local account, with an identity, in a region. */
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { IAMClient } from '@aws-sdk/client-iam'
import { S3Client } from '@aws-sdk/client-s3'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import type { Identity } from '../accounts.ts'

/** The configuration of every SDK client. */
export interface ClientConfig {
  readonly endpoint: string
  readonly region: string
  readonly credentials: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken?: string
  }
  /** The local account has no transient failures: it refuses a repeated call again. */
  readonly maxAttempts: number
}

export function configFor(endpoint: string, identity: Identity, region: string): ClientConfig {
  const { accessKeyId, secretAccessKey, sessionToken } = identity
  return {
    endpoint,
    region,
    credentials: {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
    maxAttempts: 1,
  }
}

const kinds = {
  cloudtrail: CloudTrailClient,
  cloudwatch: CloudWatchClient,
  dynamodb: DynamoDBClient,
  events: EventBridgeClient,
  iam: IAMClient,
  logs: CloudWatchLogsClient,
  sns: SNSClient,
  sqs: SQSClient,
} as const

type Kinds = { readonly [Name in keyof typeof kinds]: InstanceType<(typeof kinds)[Name]> } & {
  readonly s3: S3Client
}

export interface Clients {
  readonly in: <Name extends keyof Kinds>(name: Name, region: string) => Kinds[Name]
  readonly close: () => void
}

/** The clients. Each is created at its first use, and kept. */
export function clientsOf(endpoint: string, identity: Identity): Clients {
  const made = new Map<string, { readonly destroy: () => void }>()
  return {
    in: <Name extends keyof Kinds>(name: Name, region: string): Kinds[Name] => {
      const key = `${name} ${region}`
      const known = made.get(key)
      if (known !== undefined) return known as unknown as Kinds[Name]
      const config = configFor(endpoint, identity, region)
      const client =
        name === 's3'
          ? new S3Client({ ...config, forcePathStyle: true })
          : new kinds[name as keyof typeof kinds](config)
      made.set(key, client)
      return client as unknown as Kinds[Name]
    },
    close: () => {
      for (const client of made.values()) client.destroy()
      made.clear()
    },
  }
}
