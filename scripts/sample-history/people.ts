/** Engineers and an accountant at work: signing in, clicking through the console, being refused. */
import { type Actor, browser, consoleUser, engineer, type Origin, program } from './actors.ts'
import { agents } from './agents.ts'
import { denied, done, items, read, write } from './calls.ts'
import { describe, describeInstances } from './noise-ec2.ts'
import { look } from './noise-storage.ts'
import {
  applications,
  bucketsOf,
  dev,
  functionArn,
  networks,
  type Place,
  prod,
  type Region,
  resourceId,
  security,
} from './organization.ts'
import { type Random, random } from './random.ts'
import { type Call, type CloudTrailRecord, record } from './record.ts'
import { federatedSignIn, userSignIn, wrongPassword } from './sign-in.ts'
import { clock } from './time.ts'

interface Visit {
  readonly name: string
  readonly permissionSet: string
  readonly account: string
  readonly region: Region
  readonly from: string
  readonly clock: string
}

/** Who works where, when, and from which address. */
const visits: readonly Visit[] = [
  ...day('ana', 'PlatformEngineer', prod, networks.officeGateway, ['07:04', '09:40', '13:12']),
  ...day('bram', 'PlatformEngineer', prod, networks.officeGateway, ['08:10', '10:02', '15:20']),
  ...day('chioma', 'Developer', dev, networks.homes[0], ['06:50', '08:35', '11:15', '14:40']),
  ...day('devi', 'Developer', dev, networks.homes[1], ['09:05', '12:45', '16:02']),
  ...day('elif', 'SecurityAudit', security, networks.officeGateway, ['08:25', '13:50']),
  ...day('elif', 'SecurityAudit', prod, networks.officeGateway, ['08:48', '14:15']),
]

function day(
  name: string,
  permissionSet: string,
  account: string,
  from: string,
  clocks: readonly string[],
): readonly Visit[] {
  const region = account === dev ? 'eu-central-1' : 'eu-west-1'
  return clocks.map((at) => ({ name, permissionSet, account, region, from, clock: at }))
}

/** The calls behind one page of the console. */
const pages: readonly ((dice: Random, place: Place) => readonly Call[])[] = [
  (dice, place) => [
    describeInstances(dice, place),
    read('ec2', 'DescribeInstanceStatus', { instancesSet: {}, filterSet: {} }),
    describe('DescribeVolumes', 'volumeSet', { maxResults: 500 }),
    describe('DescribeSecurityGroups', 'securityGroupSet', { maxResults: 1000 }),
  ],
  () => [
    read('monitoring', 'DescribeAlarms', { maxRecords: 100 }),
    read('logs', 'DescribeLogGroups', { limit: 50 }),
  ],
  (dice, place) => [
    read('lambda', 'ListFunctions20150331', { maxItems: 50 }),
    read('lambda', 'GetFunction20150331v2', {
      functionName: functionArn(place, dice.pick(applications)),
    }),
  ],
  (dice, place) => [
    read('s3', 'ListBuckets', { Host: `s3.${place.region}.amazonaws.com` }),
    look(dice, place, dice.pick(bucketsOf(place.account))),
    look(dice, place, dice.pick(bucketsOf(place.account))),
  ],
  () => [
    read('iam', 'GetAccountSummary'),
    read('iam', 'ListRoles', { maxItems: 100 }),
    read('iam', 'ListAttachedRolePolicies', { roleName: 'orders-worker' }),
  ],
  () => [
    read('ecs', 'ListClusters', { maxResults: 100 }),
    read('ecs', 'DescribeServices', { cluster: 'main', services: ['orders', 'search'] }),
  ],
]

/** Now and then somebody follows a link to a page they may not see. */
const forbidden: readonly Call[] = [
  read('secretsmanager', 'GetSecretValue', { secretId: 'invoices/database' }),
  read('ce', 'GetCostAndUsage', { granularity: 'DAILY' }),
  read('iam', 'ListUsers', { maxItems: 100 }),
  describe('DescribeVpnConnections', 'vpnConnectionSet'),
]

function walk(visit: Visit): readonly CloudTrailRecord[] {
  const dice = random(`visit ${visit.name} ${visit.account} ${visit.clock}`)
  const origin = browser(visit.from, visit.name === 'bram' ? agents.edge : agents.chrome)
  const actor = engineer(visit.account, visit.permissionSet, visit.name, origin)
  const start = clock(visit.clock)
  let at = start
  const walked = Array.from({ length: 4 }, () => dice.pick(pages)(dice, visit)).flat()
  const calls = dice.chance(0.6)
    ? [...walked, denied(dice.pick(forbidden), actor, start + 90)]
    : walked
  const visitor = { ...visit, at: start, address: visit.from, agent: origin.agent }
  return [
    federatedSignIn(dice, actor, visitor),
    ...calls.map((call) => {
      at += dice.int(1, 9)
      return record(dice, actor, call, { ...visit, at })
    }),
  ]
}

/** A member of staff with an IAM user of his own: twice the wrong password, then in, with MFA. */
function accountant(): readonly CloudTrailRecord[] {
  const dice = random('the accountant')
  const at = (text: string) => ({
    account: prod,
    at: clock(text),
    address: networks.officeGateway,
    agent: agents.edge,
  })
  const signedIn = { at: clock('08:04:31'), mfa: true }
  const origin = browser(networks.officeGateway, agents.edge)
  const actor = consoleUser(prod, 'frans', origin, signedIn)
  const place = { account: prod, region: 'us-east-1' } as const
  return [
    wrongPassword(dice, 'frans', at('08:03:40')),
    wrongPassword(dice, 'frans', at('08:04:02')),
    userSignIn(dice, 'frans', at('08:04:31'), 'with MFA'),
    ...['GetCostAndUsage', 'GetCostForecast', 'GetDimensionValues'].map((name, index) =>
      record(dice, actor, read('ce', name, { granularity: 'MONTHLY' }), {
        ...place,
        at: clock('08:05:10') + index * 7,
      }),
    ),
  ]
}

/** The administrator herself, at her usual hour, from the office and with MFA. */
const administrator = (): readonly CloudTrailRecord[] => {
  const visitor = { address: networks.officeGateway, agent: agents.firefox, account: prod }
  const dice = random('the administrator')
  return [userSignIn(dice, 'alice-admin', { ...visitor, at: clock('08:55:12') }, 'with MFA')]
}

const inProd: Place = { account: prod, region: 'eu-west-1' }

function openHttpsToTheOffice(dice: Random): Call {
  const groupId = resourceId('sg', inProd, 'admin-portal')
  const https = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 }
  const ipRanges = items({ cidrIp: networks.office, description: 'office' })
  const permission = { ...https, groups: {}, ipRanges, ipv6Ranges: {}, prefixListIds: {} }
  const rule = { groupOwnerId: prod, groupId, isEgress: false, ...https }
  const securityGroupRuleId = `sgr-0${dice.hex(16)}`
  return write(
    'ec2',
    'AuthorizeSecurityGroupIngress',
    { groupId, ipPermissions: items(permission) },
    {
      ...done(dice),
      securityGroupRuleSet: items({ securityGroupRuleId, ...rule, cidrIpv4: networks.office }),
    },
  )
}

/** A planned change: HTTPS for the office network, and a session on a host to try it. */
function plannedChange(): readonly CloudTrailRecord[] {
  const dice = random('a planned change')
  const desk = browser(networks.officeGateway, agents.edge)
  const terminal = program(networks.officeGateway, agents.cli)
  const by = (origin: Origin): Actor => engineer(prod, 'PlatformEngineer', 'bram', origin)
  const open = openHttpsToTheOffice(dice)
  const target = resourceId('i', inProd, '1')
  const session = write('ssm', 'StartSession', { target }, { sessionId: `bram-${dice.hex(17)}` })
  return [
    record(dice, by(desk), open, { ...inProd, at: clock('10:14:22') }),
    record(dice, by(terminal), session, { ...inProd, at: clock('10:16:05') }),
  ]
}

export const people = (): readonly CloudTrailRecord[] => [
  ...visits.flatMap(walk),
  ...accountant(),
  ...administrator(),
  ...plannedChange(),
]
