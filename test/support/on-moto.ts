/**
 * The local account with its state in moto: calls of IAM, EC2, S3 and CloudTrail are answered by
 * moto, and what moto lacks stays ours: CloudTrail's records and their way to the functions, Lambda,
 * filters and alarms.
 */
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import type { Operation, Service } from '../../packages/local-aws/call.ts'
import { AwsError } from '../../packages/local-aws/errors.ts'
import { byName, localhostAgent } from '../../packages/local-aws/localhost.ts'
import { services } from '../../packages/local-aws/services.ts'

/** What moto does not have, or does not tell records by: answered by the local account. */
const ours: Readonly<Record<string, readonly string[]>> = {
  cloudtrail: ['LookupEvents'],
}

/** Also done locally: who may be assumed, whether a trail logs and where to, decides what the local account does. */
const alsoOurs: Readonly<Record<string, RegExp>> = {
  iam: /^(?:Create|Delete|Update)(?:Role|User|AssumeRolePolicy)$/,
  cloudtrail: /^(?!Get|Describe|List|Lookup)/,
  s3: /^(?:Create|Delete)Bucket$/,
}

const held = ['iam', 'ec2', 's3', 'cloudtrail']

export async function servicesOnMoto(endpoint: string, account: string): Promise<Service[]> {
  const credentials = await credentialsIn(endpoint, account)
  const config = { endpoint, credentials, maxAttempts: 1, forcePathStyle: true }
  return services.map((service) =>
    held.includes(service.signingName) ? onMoto(service, config) : service,
  )
}

/** moto takes the account of a call from the role that its credentials come from. */
async function credentialsIn(endpoint: string, account: string) {
  const sts = new STSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const { Credentials: made } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/any`, RoleSessionName: 'any' }),
  )
  sts.destroy()
  return {
    accessKeyId: made?.AccessKeyId ?? '',
    secretAccessKey: made?.SecretAccessKey ?? '',
    sessionToken: made?.SessionToken ?? '',
  }
}

type Config = Readonly<Record<string, unknown>>

function onMoto(service: Service, config: Config): Service {
  const { signingName, operations } = service
  const forwarded = Object.entries(operations).map(([name, local]): [string, Operation] => {
    if (ours[signingName]?.includes(name)) return [name, local]
    const forward = forwarding(service, name, config)
    const isBoth = alsoOurs[signingName]?.test(name) ?? false
    return [
      name,
      async (input, call) => {
        if (isBoth) await local(input, call)
        const answer = await forward(input, call)
        // The local deployment takes its trail for one that has been on for long, without a call.
        if (name === 'CreateTrail') await forwarding(service, 'StartLogging', config)(input, call)
        // moto forgets when a trail was started as soon as it is stopped.
        if (name === 'GetTrailStatus') return { ...(await local(input, call)), ...outcome(answer) }
        if (name === 'CreateAccessKey') remember(answer as CreatedKey, call)
        return answer
      },
    ]
  })
  return { ...service, operations: Object.fromEntries(forwarded) }
}

interface Client {
  readonly send: (command: object) => Promise<{ $metadata: unknown }>
}

function forwarding({ model, signingName }: Service, name: string, config: Config): Operation {
  return async (input, { region }) => {
    const module = (await model()) as Readonly<Record<string, unknown>>
    const className = Object.keys(module).find((each) => /^(?!__)\w+Client$/.test(each)) ?? ''
    const Client = module[className] as new (config: object) => Client
    const Command = module[`${name}Command`] as new (input: object) => object
    const own = className === 'S3ControlClient' ? byNameOf(config) : config
    const client = new Client({
      ...own,
      region: signingName === 'iam' ? 'us-east-1' : region.name,
    })
    try {
      const { $metadata: _, ...answer } = await client.send(new Command(input))
      return answer
    } catch (problem) {
      const {
        name: error,
        Code: code,
        message,
        $metadata,
      } = problem as Error & {
        Code?: string
        $metadata?: { httpStatusCode?: number }
      }
      throw new AwsError(code ?? error, message, $metadata?.httpStatusCode)
    }
  }
}

/** What moto says, and not what it leaves empty. */
const outcome = (answer: unknown): object =>
  Object.fromEntries(Object.entries(answer ?? {}).filter(([, value]) => value !== ''))

/** The client of S3 Control puts the account id in front of the host's name. */
const byNameOf = (config: Config): Config => ({
  ...config,
  endpoint: byName(String(config.endpoint)),
  requestHandler: { httpAgent: localhostAgent() },
})

interface CreatedKey {
  readonly AccessKey: {
    readonly UserName: string
    readonly AccessKeyId: string
    readonly SecretAccessKey: string
  }
}

/** A key that moto made speaks for its user here as well. */
function remember({ AccessKey }: CreatedKey, call: Parameters<Operation>[1]): void {
  const {
    UserName: userName,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
  } = AccessKey
  call.cloud.keys.add({
    principal: {
      kind: 'user',
      accountId: call.account.id,
      userId: `AIDA${accessKeyId.slice(4)}`,
      userName,
      path: '/',
    },
    accessKeyId,
    secretAccessKey,
    sourceIPAddress: call.identity.sourceIPAddress,
    mfa: false,
  })
}
