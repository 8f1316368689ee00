/** CloudWatch, Logs and Systems Manager: watching what runs, and handing it its settings. */
import { inside, program, roleSession, serviceLinked } from './actors.ts'
import { agents } from './agents.ts'
import { read, write } from './calls.ts'
import { applications, dev, instanceIds, networks, places, prod } from './organization.ts'
import type { Random } from './random.ts'
import type { Call } from './record.ts'
import { aroundTheClock, type Routine } from './routine.ts'

const busy = [...places(prod, 'eu-west-1', 'us-east-1'), ...places(dev, 'eu-west-1')]

const alarm = (random: Random): string => `${random.pick(applications)}-queue-depth`

function targetTracking(random: Random): Call {
  const application = random.pick(applications)
  return write('monitoring', 'PutMetricAlarm', {
    alarmName: `TargetTracking-service/main/${application}-AlarmHigh`,
    comparisonOperator: 'GreaterThanThreshold',
    metricName: 'CPUUtilization',
    namespace: 'AWS/ECS',
    threshold: 65,
    period: 60,
    evaluationPeriods: 3,
  })
}

const logStream = (random: Random): Call =>
  write('logs', 'CreateLogStream', {
    logGroupName: `/aws/lambda/${random.pick(applications)}-worker`,
    logStreamName: `2026/10/14/[$LATEST]${random.hex(32)}`,
  })

const heartbeat = (instanceId: string): Call =>
  write('ssm', 'UpdateInstanceInformation', {
    instanceId,
    agentVersion: '3.3.3050.0',
    agentStatus: 'Active',
    platformType: 'Linux',
    platformName: 'Amazon Linux',
    platformVersion: '2023',
  })

export const monitoring: readonly Routine[] = [
  {
    name: 'dashboards refresh',
    where: busy,
    who: ({ account }) =>
      roleSession(
        account,
        'grafana-reader',
        'grafana',
        program(networks.gateways[1], agents.grafana),
      ),
    times: 22,
    hours: aroundTheClock,
    does: (random) => [
      read('monitoring', 'DescribeAlarms', { alarmNames: [alarm(random)], maxRecords: 100 }),
      ...(random.chance(0.4) ? [read('logs', 'DescribeLogGroups', { limit: 50 })] : []),
    ],
  },
  {
    name: 'application auto scaling tracks its targets',
    where: busy,
    who: ({ account }) =>
      serviceLinked(
        account,
        'ApplicationAutoScaling_ECSService',
        'ecs.application-autoscaling.amazonaws.com',
        'AutoScaling-UpdateService',
      ),
    times: 7,
    hours: aroundTheClock,
    does: (random) => [
      read('monitoring', 'DescribeAlarms', { alarmNames: [alarm(random)] }),
      targetTracking(random),
    ],
  },
  {
    name: 'functions open log streams',
    where: busy,
    who: ({ account }, random) => {
      const worker = `${random.pick(applications)}-worker`
      const origin = inside(account, `10.40.9.${random.int(10, 60)}`, 'awslambda-worker/1.0')
      return roleSession(account, worker, worker, origin)
    },
    times: 25,
    hours: aroundTheClock,
    does: (random) => [logStream(random)],
  },
  {
    name: 'instances report to systems manager',
    where: [...busy, ...places(prod, 'us-west-2', 'eu-central-1'), ...places(dev, 'us-west-2')],
    who: (place, random) =>
      roleSession(
        place.account,
        'fleet-instance',
        random.pick(instanceIds(place)),
        inside(place.account, `10.40.2.${random.int(10, 90)}`, agents.ssmAgent),
      ),
    times: 25,
    hours: aroundTheClock,
    does: (_random, _place, actor, at) => {
      const session = String(actor.identity(at).arn).split('/').at(-1) ?? ''
      return [heartbeat(session)]
    },
  },
  {
    name: 'tasks read their parameters',
    where: busy,
    who: ({ account }, random) =>
      roleSession(
        account,
        'orders-task',
        random.hex(32),
        inside(account, `10.40.3.${random.int(10, 250)}`, agents.java),
      ),
    times: 18,
    hours: aroundTheClock,
    does: (random) => [
      read('ssm', 'GetParameters', {
        names: [`/${random.pick(applications)}/database`, `/${random.pick(applications)}/queue`],
        withDecryption: true,
      }),
    ],
  },
]
