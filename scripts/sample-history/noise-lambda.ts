/**
 * Lambda: functions are deployed and looked at. Its events are named after the API version, so
 * `UpdateFunctionCode` is recorded as `UpdateFunctionCode20150331v2`.
 */
import { program, roleSession } from './actors.ts'
import { agents } from './agents.ts'
import { read, write } from './calls.ts'
import { ciSession } from './noise-containers.ts'
import {
  applications,
  dev,
  everywhere,
  functionArn,
  networks,
  type Place,
  places,
  prod,
} from './organization.ts'
import type { Random } from './random.ts'
import type { Call } from './record.ts'
import { aroundTheClock, officeHours, type Routine } from './routine.ts'
import { iso } from './time.ts'

function deploy(random: Random, place: Place, at: number): readonly Call[] {
  const application = random.pick(applications)
  const functionName = functionArn(place, application)
  const state = {
    functionName: `${application}-worker`,
    functionArn: functionName,
    runtime: 'nodejs24.x',
    role: `arn:aws:iam::${place.account}:role/${application}-worker`,
    handler: 'worker.handler',
    memorySize: 512,
    timeout: 30,
    lastModified: iso(at).replace('Z', '.000+0000'),
    revisionId: random.uuid(),
  }
  const lookUp = read('lambda', 'GetFunction20150331v2', { functionName })
  return [
    lookUp,
    write(
      'lambda',
      'UpdateFunctionCode20150331v2',
      { functionName, publish: true, dryRun: false },
      { ...state, codeSize: random.int(180_000, 240_000), version: String(random.int(60, 90)) },
    ),
    lookUp,
    ...(random.chance(0.4)
      ? [
          write(
            'lambda',
            'UpdateFunctionConfiguration20150331v2',
            { functionName, timeout: 30, memorySize: 512 },
            state,
          ),
        ]
      : []),
  ]
}

export const lambda: readonly Routine[] = [
  {
    name: 'functions are deployed',
    where: [...places(prod, 'eu-west-1', 'us-east-1'), ...places(dev, 'eu-west-1')],
    who: ({ account }, random) => ciSession(account, random),
    times: 5,
    hours: officeHours,
    does: (random, place, _actor, at) => deploy(random, place, at),
  },
  {
    name: 'functions are listed for the inventory',
    where: everywhere,
    who: ({ account }) =>
      roleSession(account, 'inventory', 'nightly', program(networks.gateways[0], agents.boto)),
    times: 4,
    hours: aroundTheClock,
    does: (random, place) => [
      read('lambda', 'ListFunctions20150331', { maxItems: 50 }),
      read('lambda', 'GetFunction20150331v2', {
        functionName: functionArn(place, random.pick(applications)),
      }),
    ],
  },
]
