/** KMS and STS: the two that fill any trail, mostly by services working for roles. */
import { inside, program, roleId, roleSession, service, sessionKey } from './actors.ts'
import { agents } from './agents.ts'
import { read } from './calls.ts'
import type { JsonObject } from './json.ts'
import {
  applications,
  dev,
  everywhere,
  functionArn,
  keyArn,
  networks,
  organizationTrail,
  type Place,
  places,
  prod,
  security,
} from './organization.ts'
import type { Random } from './random.ts'
import type { Call } from './record.ts'
import { aroundTheClock, type Routine } from './routine.ts'
import { spoken } from './time.ts'

function withKey(
  place: Place,
  purpose: string,
  name: string,
  request: JsonObject,
  keyId: string | undefined = undefined,
): Call {
  const ARN = keyArn(place, purpose)
  return {
    ...read('kms', name, { ...request, ...(keyId !== undefined && { keyId }) }),
    resources: [{ accountId: place.account, type: 'AWS::KMS::Key', ARN }],
  }
}

const decrypt = (place: Place, purpose: string, encryptionContext: JsonObject): Call =>
  withKey(place, purpose, 'Decrypt', {
    encryptionContext,
    encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  })

interface Assumed {
  readonly account: string
  readonly role: string
  readonly session: string
  /** Epoch seconds. */
  readonly at: number
}

/** `AssumeRole` as it succeeds. The token is a stand-in: real ones only cost space. */
export function assumeRole(random: Random, { account, role, session, at }: Assumed): Call {
  const roleArn = `arn:aws:iam::${account}:role/${role}`
  return {
    ...read('sts', 'AssumeRole', { roleArn, roleSessionName: session }),
    response: {
      credentials: {
        accessKeyId: sessionKey(random.hex(8)),
        sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLETOKEN',
        expiration: spoken(at + 3600),
      },
      assumedRoleUser: {
        assumedRoleId: `${roleId(account, role)}:${session}`,
        arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
      },
    },
    resources: [{ accountId: account, type: 'AWS::IAM::Role', ARN: roleArn }],
  }
}

/** A service taking up the role it was given. */
const takesUp = (
  host: string,
  roles: readonly string[],
  where: readonly Place[],
  times: number,
): Routine => ({
  name: `${host} takes up roles`,
  where,
  who: () => service(host),
  times,
  hours: aroundTheClock,
  does: (random, { account }, _actor, at) => {
    const role = random.pick(roles)
    const call = assumeRole(random, { account, role, session: random.hex(16), at })
    return [{ ...call, sharedEventID: random.uuid() }]
  },
})

const workers = applications.map((application) => `${application}-worker`)
const busy = [...places(prod, 'eu-west-1', 'us-east-1'), ...places(dev, 'eu-west-1')]

export const keys: readonly Routine[] = [
  takesUp('lambda.amazonaws.com', workers, busy, 36),
  takesUp('ecs-tasks.amazonaws.com', ['ecs-task-execution', 'orders-task'], busy, 18),
  takesUp(
    'ec2.amazonaws.com',
    ['fleet-instance'],
    [...busy, ...places(prod, 'us-west-2', 'eu-central-1'), ...places(dev, 'eu-central-1')],
    8,
  ),
  takesUp('config.amazonaws.com', ['config-delivery'], everywhere, 4),
  {
    name: 'functions decrypt their settings',
    where: busy,
    who: ({ account }, random) => {
      const worker = random.pick(workers)
      const origin = inside(account, `10.40.9.${random.int(10, 60)}`, agents.javascript)
      return roleSession(account, worker, worker, origin)
    },
    times: 40,
    hours: aroundTheClock,
    does: (random, place) => {
      const context = { 'aws:lambda:FunctionArn': functionArn(place, random.pick(applications)) }
      return [decrypt(place, 'settings', context)]
    },
  },
  {
    name: 'cloudtrail encrypts log files',
    where: places(security, 'eu-west-1'),
    who: () => service('cloudtrail.amazonaws.com'),
    times: 72,
    hours: aroundTheClock,
    does: (_random, place) => {
      const trail = `arn:aws:cloudtrail:eu-west-1:${security}:trail/${organizationTrail.name}`
      const request = { encryptionContext: { 'aws:cloudtrail:arn': trail }, keySpec: 'AES_256' }
      return [withKey(place, 'trail', 'GenerateDataKey', request, keyArn(place, 'trail'))]
    },
  },
  {
    name: 'keys are listed for the inventory',
    where: everywhere,
    who: ({ account }) =>
      roleSession(account, 'inventory', 'nightly', program(networks.gateways[0], agents.boto)),
    times: 3,
    hours: aroundTheClock,
    does: (_random, place) => [
      read('kms', 'ListAliases', { limit: 100 }),
      withKey(place, 'settings', 'DescribeKey', {}, keyArn(place, 'settings')),
    ],
  },
  {
    name: 'programs ask who they are',
    where: [...busy, ...places(security, 'us-east-1')],
    who: ({ account }, random) => {
      const origin = program(random.pick(networks.gateways), agents.java)
      return roleSession(account, 'batch-runner', `batch-${random.int(1, 4)}`, origin)
    },
    times: 6,
    hours: aroundTheClock,
    does: () => [read('sts', 'GetCallerIdentity')],
  },
]
