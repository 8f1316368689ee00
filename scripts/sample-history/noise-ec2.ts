/** EC2: Auto Scaling keeping the fleet, AWS Config and Trusted Advisor looking, backups. */
import { inside, roleSession, serviceLinked } from './actors.ts'
import { agents } from './agents.ts'
import { done, items, read, write } from './calls.ts'
import type { JsonObject } from './json.ts'
import {
  dev,
  everywhere,
  instanceIds,
  type Place,
  places,
  prod,
  resourceId,
} from './organization.ts'
import type { Random } from './random.ts'
import type { Call } from './record.ts'
import { aroundTheClock, nightly, type Routine } from './routine.ts'

export const describe = (name: string, set: string, request: JsonObject = {}): Call =>
  read('ec2', name, { [set]: {}, filterSet: {}, ...request })

export const describeInstances = (random: Random, place: Place): Call =>
  read('ec2', 'DescribeInstances', {
    instancesSet: items({ instanceId: random.pick(instanceIds(place)) }),
    filterSet: {},
  })

const ownSnapshots = describe('DescribeSnapshots', 'snapshotSet', {
  maxResults: 1000,
  ownersSet: items({ owner: 'self' }),
})

/** What Config and Trusted Advisor walk through; each visit takes some of it. */
const inventory: readonly Call[] = [
  describe('DescribeVolumes', 'volumeSet', { maxResults: 500 }),
  describe('DescribeSecurityGroups', 'securityGroupSet', { maxResults: 1000 }),
  describe('DescribeVpcs', 'vpcSet'),
  describe('DescribeSubnets', 'subnetSet'),
  describe('DescribeRouteTables', 'routeTableIdSet'),
  describe('DescribeNetworkAcls', 'networkAclIdSet'),
  describe('DescribeNetworkInterfaces', 'networkInterfaceIdSet', { maxResults: 1000 }),
  describe('DescribeInternetGateways', 'internetGatewayIdSet'),
  describe('DescribeAddresses', 'publicIpsSet', { allocationIdsSet: {} }),
  ownSnapshots,
]

const some = (random: Random, calls: readonly Call[]): readonly Call[] =>
  calls.filter(() => random.chance(0.3))

/** `RunInstances` as Auto Scaling calls it for one instance more. */
function runInstances(random: Random, place: Place, application: string): Call {
  const instanceId = `i-0${random.hex(16)}`
  const instanceType = random.pick(['m7g.large', 'c7g.xlarge', 't4g.medium'])
  const request = {
    instancesSet: items({ minCount: 1, maxCount: 1 }),
    instanceType,
    launchTemplate: { launchTemplateId: resourceId('lt', place, application), version: '14' },
    subnetId: resourceId('subnet', place, random.pick(['a', 'b', 'c'])),
    tagSpecificationSet: items({
      resourceType: 'instance',
      tags: [{ key: 'aws:autoscaling:groupName', value: `${application}-fleet` }],
    }),
  }
  const started = { instanceId, instanceType, instanceState: { code: 0, name: 'pending' } }
  return write('ec2', 'RunInstances', request, {
    requestId: random.uuid(),
    reservationId: `r-0${random.hex(16)}`,
    ownerId: place.account,
    groupSet: {},
    instancesSet: items(started),
  })
}

function terminateInstances(random: Random): Call {
  const instanceId = `i-0${random.hex(16)}`
  const before = { code: 16, name: 'running' }
  const ended = { instanceId, currentState: { code: 32, name: 'shutting-down' } }
  return write(
    'ec2',
    'TerminateInstances',
    { instancesSet: items({ instanceId }) },
    { requestId: random.uuid(), instancesSet: items({ ...ended, previousState: before }) },
  )
}

function snapshot(random: Random, place: Place): Call {
  const volumeId = resourceId('vol', place, random.pick(['a', 'b', 'c', 'd']))
  const answer = { snapshotId: `snap-0${random.hex(16)}`, status: 'pending', progress: '' }
  const request = { volumeId, description: 'Created by the nightly policy' }
  return write('ec2', 'CreateSnapshot', request, {
    requestId: random.uuid(),
    volumeId,
    ...answer,
    ownerId: place.account,
    encrypted: true,
  })
}

const autoScaling = ({ account }: Place) =>
  serviceLinked(account, 'AutoScaling', 'autoscaling.amazonaws.com', 'AutoScaling')

export const ec2: readonly Routine[] = [
  {
    name: 'auto scaling checks the fleet',
    where: [...places(prod, 'eu-west-1', 'us-east-1'), ...places(dev, 'eu-central-1')],
    who: autoScaling,
    times: 46,
    hours: aroundTheClock,
    does: (random, place) => [describeInstances(random, place)],
  },
  {
    name: 'auto scaling follows the load',
    where: places(prod, 'eu-west-1', 'us-east-1'),
    who: autoScaling,
    times: 9,
    hours: aroundTheClock,
    does: (random, place) => [
      random.chance(0.5) ? runInstances(random, place, 'orders') : terminateInstances(random),
    ],
  },
  {
    name: 'auto scaling answers a load test',
    where: places(dev, 'eu-central-1'),
    who: autoScaling,
    times: 24,
    hours: [14.34, 14.46],
    does: (random, place) => [runInstances(random, place, 'orders')],
  },
  {
    name: 'config records the network',
    where: everywhere,
    who: ({ account }) =>
      serviceLinked(account, 'Config', 'config.amazonaws.com', 'AWSConfig-Describe'),
    times: 9,
    hours: aroundTheClock,
    does: (random) => some(random, inventory),
  },
  {
    name: 'trusted advisor looks around',
    where: [...places(prod, 'eu-west-1', 'us-east-1', 'us-west-2'), ...places(dev, 'eu-west-1')],
    who: ({ account }) =>
      serviceLinked(account, 'TrustedAdvisor', 'trustedadvisor.amazonaws.com', 'TrustedAdvisor'),
    times: 5,
    hours: aroundTheClock,
    does: (random) => some(random, inventory),
  },
  {
    name: 'snapshots are taken',
    where: places(prod, 'eu-west-1', 'us-east-1', 'eu-central-1'),
    who: ({ account }) =>
      serviceLinked(account, 'Backup', 'backup.amazonaws.com', 'AWSBackup-AWSServiceRoleForBackup'),
    times: 4,
    hours: nightly,
    does: (random, place) => [snapshot(random, place), ownSnapshots],
  },
  {
    name: 'instances label themselves',
    where: [...places(prod, 'eu-west-1'), ...places(dev, 'eu-west-1', 'us-west-2')],
    who: (place, random) => {
      const address = `10.40.${random.int(1, 3)}.${random.int(10, 90)}`
      const origin = inside(place.account, address, agents.boto)
      return roleSession(place.account, 'fleet-instance', random.pick(instanceIds(place)), origin)
    },
    times: 12,
    hours: aroundTheClock,
    does: (random, place) => [
      describe('DescribeTags', 'tagSet', { maxResults: 1000 }),
      ...(random.chance(0.3) ? [tagInstance(random, place)] : []),
    ],
  },
]

const tagInstance = (random: Random, place: Place): Call =>
  write(
    'ec2',
    'CreateTags',
    {
      resourcesSet: items({ resourceId: random.pick(instanceIds(place)) }),
      tagSet: items({ key: 'release', value: `2026.10.${random.int(1, 14)}` }),
    },
    done(random),
  )
