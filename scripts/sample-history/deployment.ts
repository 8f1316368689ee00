/**
 * One Terraform run in prod: a hosted runner takes up `ci-deploy` with its web identity, that
 * role takes up `deploy`, and `deploy` creates a service's role, function, bucket and alarm.
 */
import { program, roleId, roleSession } from './actors.ts'
import { agents } from './agents.ts'
import { bucketCall, read, write } from './calls.ts'
import type { JsonObject } from './json.ts'
import { assumeRole } from './noise-keys.ts'
import { functionArn, networks, prod } from './organization.ts'
import { type Random, random } from './random.ts'
import { type Call, type CloudTrailRecord, record } from './record.ts'
import { clock, iso, spoken } from './time.ts'

const place = { account: prod, region: 'eu-west-1' } as const
const session = 'GitHubActions-18447'
const role = 'returns-worker'
const bucket = 'prod-returns'
const runner = networks.hostedRunners[2]
const start = clock('11:32:04')

const trusts = (service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  })

const mayUseItsBucket = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: `arn:aws:s3:::${bucket}/*`,
    },
  ],
})

function createRole(): readonly Call[] {
  const arn = `arn:aws:iam::${prod}:role/${role}`
  const assumeRolePolicyDocument = trusts('lambda.amazonaws.com')
  const basics = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'
  const request = { path: '/', roleName: role, assumeRolePolicyDocument, maxSessionDuration: 3600 }
  const created: JsonObject = {
    path: '/',
    roleName: role,
    roleId: roleId(prod, role),
    arn,
    createDate: spoken(start + 40),
    assumeRolePolicyDocument: encodeURIComponent(assumeRolePolicyDocument),
  }
  return [
    write('iam', 'CreateRole', request, { role: created }),
    read('iam', 'GetRole', { roleName: role }),
    read('iam', 'ListRolePolicies', { roleName: role }),
    write('iam', 'PutRolePolicy', {
      roleName: role,
      policyName: 'own-bucket',
      policyDocument: mayUseItsBucket,
    }),
    write('iam', 'AttachRolePolicy', { roleName: role, policyArn: basics }),
    read('iam', 'ListAttachedRolePolicies', { roleName: role }),
  ]
}

function createBucket(dice: Random): readonly Call[] {
  const s3 = (name: string, request: JsonObject = {}): Call =>
    bucketCall(dice, place, { name, readOnly: false }, bucket, request)
  const blocked = {
    RestrictPublicBuckets: true,
    BlockPublicPolicy: true,
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
  }
  return [
    s3('CreateBucket', { CreateBucketConfiguration: { LocationConstraint: place.region } }),
    s3('PutBucketPublicAccessBlock', {
      publicAccessBlock: '',
      PublicAccessBlockConfiguration: blocked,
    }),
    s3('PutBucketLifecycle', { lifecycle: '' }),
    s3('PutBucketTagging', { tagging: '' }),
  ]
}

function createFunction(dice: Random): readonly Call[] {
  const functionName = role
  const settings = { functionName, runtime: 'nodejs24.x', memorySize: 512, timeout: 30 }
  return [
    write(
      'lambda',
      'CreateFunction20150331',
      { ...settings, role: `arn:aws:iam::${prod}:role/${role}`, handler: 'worker.handler' },
      { ...settings, functionArn: functionArn(place, 'returns'), lastModified: iso(start + 60) },
    ),
    read('lambda', 'GetFunction20150331v2', { functionName }),
    write('logs', 'CreateLogGroup', { logGroupName: `/aws/lambda/${functionName}` }),
    write('logs', 'PutRetentionPolicy', {
      logGroupName: `/aws/lambda/${functionName}`,
      retentionInDays: 90,
    }),
    write('monitoring', 'PutMetricAlarm', {
      alarmName: `${functionName}-errors-${dice.hex(4)}`,
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      threshold: 1,
      period: 300,
      evaluationPeriods: 1,
    }),
  ]
}

/** The runner proves itself with a token of the repository, and is nobody in IAM before that. */
function webIdentity(dice: Random): CloudTrailRecord {
  const provider = `arn:aws:iam::${prod}:oidc-provider/token.actions.githubusercontent.com`
  const subject = 'repo:fictional/returns:ref:refs/heads/main'
  const call = assumeRole(dice, { account: prod, role: 'ci-deploy', session, at: start })
  const response = {
    ...call.response,
    subjectFromWebIdentityToken: subject,
    provider,
    audience: 'sts.amazonaws.com',
  }
  const identity = {
    type: 'WebIdentityUser',
    principalId: `${provider}:sts.amazonaws.com:${subject}`,
    userName: subject,
    identityProvider: provider,
  }
  const actor = { ...program(runner, agents.javascript), identity: () => identity }
  const withToken = { ...call, name: 'AssumeRoleWithWebIdentity', response }
  return record(dice, actor, withToken, { ...place, at: start })
}

export function deployment(): readonly CloudTrailRecord[] {
  const dice = random('a deployment')
  const ciDeploy = roleSession(prod, 'ci-deploy', session, program(runner, agents.terraform))
  const deploy = roleSession(prod, 'deploy', session, program(runner, agents.terraform))
  const chain = assumeRole(dice, { account: prod, role: 'deploy', session, at: start + 9 })
  let at = start + 20
  const calls = [
    read('sts', 'GetCallerIdentity'),
    ...createRole(),
    ...createBucket(dice),
    ...createFunction(dice),
  ]
  return [
    webIdentity(dice),
    record(dice, ciDeploy, chain, { ...place, at: start + 9 }),
    ...calls.map((call) => {
      at += dice.int(1, 6)
      return record(dice, deploy, call, { ...place, at })
    }),
  ]
}
