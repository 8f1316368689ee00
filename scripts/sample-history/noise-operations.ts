/** RDS, CloudFormation, and the security account minding its tools. */
import { program, roleSession, serviceLinked } from './actors.ts'
import { agents } from './agents.ts'
import { read, write } from './calls.ts'
import { ciSession } from './noise-containers.ts'
import { applications, dev, networks, places, prod, security } from './organization.ts'
import type { Random } from './random.ts'
import { aroundTheClock, nightly, officeHours, type Routine } from './routine.ts'

const stackOf = (random: Random): string => `${random.pick(applications)}-network`

export const operations: readonly Routine[] = [
  {
    name: 'database metrics are read',
    where: places(prod, 'eu-west-1', 'us-east-1'),
    who: ({ account }) =>
      roleSession(
        account,
        'grafana-reader',
        'grafana',
        program(networks.gateways[1], agents.grafana),
      ),
    times: 18,
    hours: aroundTheClock,
    does: () => [
      read('rds', 'DescribeDBInstances', { maxRecords: 100 }),
      read('rds', 'DescribeDBClusters', { maxRecords: 100 }),
    ],
  },
  {
    name: 'databases are copied',
    where: places(prod, 'eu-west-1', 'eu-central-1'),
    who: ({ account }) =>
      serviceLinked(account, 'Backup', 'backup.amazonaws.com', 'AWSBackup-AWSServiceRoleForBackup'),
    times: 3,
    hours: nightly,
    does: (random) => {
      const dBInstanceIdentifier = `${random.pick(applications)}-database`
      const dBSnapshotIdentifier = `awsbackup:job-${random.uuid()}`
      const copy = { dBSnapshotIdentifier, dBInstanceIdentifier }
      const state = { status: 'creating', encrypted: true, engine: 'postgres' }
      return [
        write('rds', 'CreateDBSnapshot', copy, { ...copy, ...state }),
        read('rds', 'DescribeDBSnapshots', { dBSnapshotIdentifier }),
      ]
    },
  },
  {
    name: 'stacks are brought up to date',
    where: [...places(dev, 'eu-west-1', 'eu-central-1'), ...places(prod, 'us-east-1')],
    who: ({ account }, random) => ciSession(account, random),
    times: 3,
    hours: officeHours,
    does: (random, { account, region }) => {
      const stackName = stackOf(random)
      const changeSetName = `release-${random.hex(8)}`
      const stackId = `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/${random.uuid()}`
      const id = `arn:aws:cloudformation:${region}:${account}:changeSet/${changeSetName}/${random.uuid()}`
      const set = { stackName, changeSetName }
      return [
        read('cloudformation', 'DescribeStacks', { stackName }),
        write('cloudformation', 'CreateChangeSet', set, { stackId, id }),
        read('cloudformation', 'DescribeChangeSet', set),
        write('cloudformation', 'ExecuteChangeSet', set),
        read('cloudformation', 'DescribeStackEvents', { stackName }),
        read('cloudformation', 'DescribeStackEvents', { stackName }),
      ]
    },
  },
  {
    name: 'security reads its own settings',
    where: places(security, 'us-east-1', 'eu-west-1'),
    who: ({ account }) =>
      roleSession(account, 'inventory', 'nightly', program(networks.gateways[0], agents.boto)),
    times: 8,
    hours: aroundTheClock,
    does: () => [
      read('cloudtrail', 'DescribeTrails', { includeShadowTrails: false }),
      read('organizations', 'ListAccounts', { maxResults: 20 }),
      read('organizations', 'DescribeOrganization'),
      read('guardduty', 'ListDetectors'),
    ],
  },
]
