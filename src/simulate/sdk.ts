/**
 * AWS calls by their names in scenarios. They use the clients of the SDK, and each client is loaded
 * when it is first used.
 */
import type { ClientConfig } from '../../packages/local-aws/delivery/clients.ts'
import { byName, localhostAgent } from '../../packages/local-aws/localhost.ts'
import {
  foreignService,
  unknownOperation,
} from '../diagnostics/catalogue/cannot-answer/scenarios.ts'

/** The package of each service, by its prefix in IAM. */
const packages = {
  cloudtrail: () => import('@aws-sdk/client-cloudtrail'),
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  dynamodb: () => import('@aws-sdk/client-dynamodb'),
  ec2: () => import('@aws-sdk/client-ec2'),
  events: () => import('@aws-sdk/client-eventbridge'),
  iam: () => import('@aws-sdk/client-iam'),
  logs: () => import('@aws-sdk/client-cloudwatch-logs'),
  s3: () => import('@aws-sdk/client-s3'),
  's3-control': () => import('@aws-sdk/client-s3-control'),
  sns: () => import('@aws-sdk/client-sns'),
  sqs: () => import('@aws-sdk/client-sqs'),
  sts: () => import('@aws-sdk/client-sts'),
} as const

interface Client {
  readonly send: (command: object) => Promise<object>
  readonly destroy: () => void
}

type Constructor<T> = new (input: object) => T

/** Clients of the SDK by service. */
export interface Sdk {
  /** Makes a call. Returns the answer without its metadata. Throws the errors of the SDK. */
  readonly call: (operation: string, input: object, config: ClientConfig) => Promise<object>
  readonly close: () => void
}

/** Starts without any client. `close` closes the clients that were loaded. */
export function startSdk(): Sdk {
  const clients = new Map<string, Client>()
  return {
    call: async (operation, input, config) => {
      const [prefix = '', name = ''] = operation.split(':')
      if (!Object.hasOwn(packages, prefix)) throw foreignService(operation, Object.keys(packages))
      const module: Record<string, unknown> = {
        ...(await packages[prefix as keyof typeof packages]()),
      }
      const Command = module[`${name}Command`] as Constructor<object> | undefined
      if (Command === undefined) throw unknownOperation(prefix, name)
      const key = `${prefix} ${config.region} ${config.credentials.accessKeyId}`
      const client = clients.get(key) ?? new (clientIn(module))(configOf(prefix, config))
      clients.set(key, client)
      const { $metadata: _, ...answer } = (await client.send(new Command(input))) as {
        $metadata: unknown
      }
      return answer
    },
    close: () => {
      for (const client of clients.values()) client.destroy()
    },
  }
}

/** The client of S3 Control prepends the account id to the host name. */
const configOf = (prefix: string, config: ClientConfig): object =>
  prefix === 's3-control'
    ? {
        ...config,
        endpoint: byName(config.endpoint),
        requestHandler: { httpAgent: localhostAgent() },
      }
    : { ...config, forcePathStyle: true }

/** The class of a client package that is named after its service. */
function clientIn(module: Readonly<Record<string, unknown>>): Constructor<Client> {
  const name = Object.keys(module).find((each) => /^(?!__)\w+Client$/.test(each))
  return module[name ?? ''] as Constructor<Client>
}
