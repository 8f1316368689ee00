/** ECR and ECS: images are built and pushed, services roll over to them. */
import { iamUser, inside, program, roleSession, service, serviceLinked } from './actors.ts'
import { agents } from './agents.ts'
import { items, read, write } from './calls.ts'
import {
  applications,
  dev,
  networks,
  type Place,
  places,
  prod,
  resourceId,
  security,
} from './organization.ts'
import type { Random } from './random.ts'
import type { Call } from './record.ts'
import { aroundTheClock, nightly, officeHours, type Routine } from './routine.ts'
import { iso } from './time.ts'

const digest = (random: Random): string => `sha256:${random.hex(64)}`

function push(random: Random, { account }: Place): readonly Call[] {
  const repositoryName = random.pick(applications)
  const image = { registryId: account, repositoryName }
  const layers = { ...image, layerDigests: [digest(random)] }
  const uploadId = random.uuid()
  return [
    read('ecr', 'GetAuthorizationToken'),
    read('ecr', 'BatchCheckLayerAvailability', layers),
    write('ecr', 'InitiateLayerUpload', image, { uploadId, partSize: 10485760 }),
    write('ecr', 'CompleteLayerUpload', { ...layers, uploadId }, { ...image, uploadId }),
    write('ecr', 'PutImage', {
      ...image,
      imageTag: `2026.10.14-${random.hex(7)}`,
      imageManifestMediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    }),
  ]
}

function pull(random: Random, { account }: Place): readonly Call[] {
  const image = { registryId: account, repositoryName: random.pick(applications) }
  return [
    read('ecr', 'GetAuthorizationToken'),
    read('ecr', 'BatchGetImage', { ...image, imageIds: [{ imageTag: 'current' }] }),
    read('ecr', 'GetDownloadUrlForLayer', { ...image, layerDigest: digest(random) }),
  ]
}

function rollOut(random: Random, { account, region }: Place, at: number): readonly Call[] {
  const application = random.pick(applications)
  const revision = random.int(210, 260)
  const taskDefinition = `arn:aws:ecs:${region}:${account}:task-definition/${application}:${revision}`
  const target = { cluster: 'main', service: application }
  const poll = read('ecs', 'DescribeServices', { cluster: 'main', services: [application] })
  const deployment = { id: `ecs-svc/${random.text(19, '0123456789')}`, status: 'PRIMARY' }
  const serviceArn = `arn:aws:ecs:${region}:${account}:service/main/${application}`
  const family = { family: application, networkMode: 'awsvpc', cpu: '512', memory: '1024' }
  return [
    read('ecs', 'DescribeTaskDefinition', { taskDefinition: application }),
    write('ecs', 'RegisterTaskDefinition', family, {
      taskDefinition: { taskDefinitionArn: taskDefinition, status: 'ACTIVE', revision },
    }),
    write(
      'ecs',
      'UpdateService',
      { ...target, taskDefinition },
      {
        service: { serviceArn, status: 'ACTIVE', deployments: [deployment], createdAt: iso(at) },
      },
    ),
    poll,
    poll,
  ]
}

function registerTarget(random: Random, { account, region }: Place): readonly Call[] {
  const id = random.text(16, '0123456789abcdef')
  const targetGroupArn = `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/orders/${resourceId('tg', { account, region }, 'orders').slice(4, 20)}`
  const target = { id: `10.40.${random.int(1, 3)}.${random.int(10, 250)}`, port: 8080 }
  return [
    write('elasticloadbalancing', 'RegisterTargets', { targetGroupArn, targets: [target] }),
    read('elasticloadbalancing', 'DescribeTargetHealth', { targetGroupArn, targets: [target] }),
    write(
      'ec2',
      'CreateNetworkInterface',
      {
        subnetId: resourceId('subnet', { account, region }, random.pick(['a', 'b', 'c'])),
        description: `arn:aws:ecs:${region}:${account}:attachment/${id}`,
        groupSet: items({ groupId: resourceId('sg', { account, region }, 'orders') }),
      },
      { requestId: random.uuid(), networkInterface: { networkInterfaceId: `eni-0${id}` } },
    ),
  ]
}

export const ciSession = (account: string, random: Random) =>
  roleSession(
    account,
    'ci-build',
    `GitHubActions-${random.int(18_400, 18_460)}`,
    program(random.pick(networks.hostedRunners), agents.javascript),
  )

const buildServer = program(networks.buildServer, agents.docker)

export const containers: readonly Routine[] = [
  {
    // The user whose key leaks: these are its honest hours and its honest address.
    name: 'the build server pushes images',
    where: places(prod, 'eu-west-1'),
    who: ({ account }) => iamUser(account, 'build-bot', buildServer),
    times: 9,
    hours: officeHours,
    does: push,
  },
  {
    name: 'the build server rebuilds at night',
    where: places(prod, 'eu-west-1'),
    who: ({ account }) => iamUser(account, 'build-bot', buildServer),
    times: 2,
    hours: [0.5, 1.5],
    does: push,
  },
  {
    name: 'hosted runners push images',
    where: places(dev, 'eu-west-1'),
    who: ({ account }, random) => ciSession(account, random),
    times: 8,
    hours: officeHours,
    does: push,
  },
  {
    name: 'tasks pull images',
    where: [...places(prod, 'eu-west-1', 'us-east-1'), ...places(dev, 'eu-west-1')],
    who: ({ account }, random) =>
      roleSession(
        account,
        'ecs-task-execution',
        random.hex(32),
        inside(account, `10.40.${random.int(1, 3)}.${random.int(10, 250)}`, agents.ecsAgent),
      ),
    times: 9,
    hours: aroundTheClock,
    does: pull,
  },
  {
    name: 'services roll out',
    where: [...places(prod, 'eu-west-1', 'us-east-1'), ...places(dev, 'eu-west-1')],
    who: ({ account }, random) => ciSession(account, random),
    times: 4,
    hours: officeHours,
    does: (random, place, _actor, at) => rollOut(random, place, at),
  },
  {
    name: 'ecs registers its tasks',
    where: places(prod, 'eu-west-1', 'us-east-1'),
    who: ({ account }) =>
      serviceLinked(account, 'ECS', 'ecs.amazonaws.com', 'ecs-service-scheduler'),
    times: 9,
    hours: aroundTheClock,
    does: registerTarget,
  },
  {
    name: 'images are scanned',
    where: places(security, 'eu-west-1', 'us-east-1'),
    who: () => service('inspector2.amazonaws.com'),
    times: 5,
    hours: nightly,
    does: (random, { account }) => [
      read('ecr', 'DescribeImages', {
        registryId: account,
        repositoryName: random.pick(applications),
      }),
    ],
  },
]
