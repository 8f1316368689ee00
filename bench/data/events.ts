/**
 * Makes CloudTrail records of fictional accounts, about 1.3 KB each. The fields that rules test
 * vary as in real records.
 */
import type { JsonObject } from '../../src/ir/json.ts'
import { callKinds } from './calls.ts'
import type { Random } from './random.ts'

const numbered = (count: number, of: (at: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, at) => of(at))

export const accounts = numbered(20, (at) => String(111122223333 + at * 7919173))
export const roles = numbered(
  60,
  (at) => `${['Deploy', 'App', 'Exec', 'Node', 'Read'][at % 5]}-${at}`,
)
export const users = numbered(40, (at) => `${['alice', 'bob', 'ci', 'terraform'][at % 4]}${at}`)
export const buckets = numbered(
  200,
  (at) => `${['prod', 'assets', 'lake', 'state'][at % 4]}-${1000 + at}`,
)
const regions = ['us-east-1', 'us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1']
const addresses = numbered(
  120,
  (at) => `${[10, 52, 54, 203][at % 4]}.${(at * 37) % 256}.${(at * 91) % 256}.${1 + at}`,
)
const agents = [
  'aws-cli/2.15.30 Python/3.11.8 Linux/5.10.0-28-amd64 exe/x86_64.debian.12 prompt/off command/ec2.describe-instances',
  'Boto3/1.34.84 md/Botocore#1.34.84 ua/2.0 os/linux#5.10.213 md/arch#x86_64 lang/python#3.11.8 cfg/retry-mode#legacy',
  'APN/1.0 HashiCorp/1.0 Terraform/1.7.5 (+https://www.terraform.io) terraform-provider-aws/5.45.0 aws-sdk-go-v2/1.26.1',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0.0.0 Safari/537.36',
  'AWS Internal',
]

const uuid = ({ hex }: Random): string => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`

let sum = 0
const upTo: readonly number[] = callKinds.map(({ weight }) => {
  sum += weight
  return sum
})

function kindBy(random: Random) {
  const at = random.next() * sum
  return callKinds[upTo.findIndex((sum) => at < sum)] ?? callKinds[0]
}

/** A record as CloudTrail writes it. */
export function recordBy(random: Random, at: number): JsonObject {
  const kind = kindBy(random)
  const account = random.pick(accounts)
  const service = kind?.service ?? 'ec2'
  return {
    eventVersion: '1.09',
    userIdentity: identityBy(random, account),
    eventTime: new Date(1_790_000_000_000 + at * 250).toISOString().replace(/\.\d+/, ''),
    eventSource: `${service}.amazonaws.com`,
    eventName: kind?.name ?? '',
    awsRegion: random.pick(regions),
    sourceIPAddress: random.pick(addresses),
    userAgent: random.pick(agents),
    ...(random.chance(0.03)
      ? { errorCode: 'AccessDenied', errorMessage: 'User is not authorized to perform this' }
      : {}),
    requestParameters: parametersBy(random, service, account),
    responseElements: null,
    requestID: uuid(random),
    eventID: uuid(random),
    readOnly: /^(?:Describe|Get|List|Head|Lookup)/.test(kind?.name ?? ''),
    eventType: service === 'signin' ? 'AwsConsoleSignIn' : 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${service}.us-east-1.amazonaws.com`,
    },
  }
}

function identityBy(random: Random, account: string): JsonObject {
  const role = random.pick(roles)
  const user = random.pick(users)
  const likely = random.next()
  if (likely < 0.65) {
    const session = random.chance(0.5) ? `i-0${random.hex(16)}` : `${user}@example.com`
    return {
      type: 'AssumedRole',
      principalId: `AROA${random.hex(16)}:${session}`,
      arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
      accountId: account,
      accessKeyId: `ASIA${random.hex(16)}`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: `AROA${random.hex(16)}`,
          arn: `arn:aws:iam::${account}:role/${role}`,
          accountId: account,
          userName: role,
        },
        attributes: { creationDate: '2026-11-20T08:42:31Z', mfaAuthenticated: 'false' },
      },
    }
  }
  if (likely < 0.85) {
    return {
      type: 'IAMUser',
      principalId: `AIDA${random.hex(16)}`,
      arn: `arn:aws:iam::${account}:user/${user}`,
      accountId: account,
      accessKeyId: `AKIA${random.hex(16)}`,
      userName: user,
    }
  }
  if (likely < 0.999) return { type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' }
  return { type: 'Root', arn: `arn:aws:iam::${account}:root`, accountId: account }
}

function parametersBy(random: Random, service: string, account: string): JsonObject | null {
  switch (service) {
    case 's3': {
      const bucketName = random.pick(buckets)
      return {
        bucketName,
        Host: `${bucketName}.s3.amazonaws.com`,
        key: `data/${random.hex(24)}.json`,
      }
    }
    case 'iam':
      return {
        roleName: random.pick(roles),
        userName: random.pick(users),
        policyArn: `arn:aws:iam::aws:policy/${random.pick(['ReadOnlyAccess', 'SecurityAudit', 'AdministratorAccess'])}`,
      }
    case 'kms':
      return {
        keyId: `arn:aws:kms:us-east-1:${account}:key/${uuid(random)}`,
        encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      }
    case 'sts':
      return {
        roleArn: `arn:aws:iam::${account}:role/${random.pick(roles)}`,
        roleSessionName: `session-${random.hex(8)}`,
        durationSeconds: 3600,
      }
    case 'ec2':
      return {
        instancesSet: { items: [{ instanceId: `i-0${random.hex(16)}` }] },
        ipPermissions: {
          items: [
            {
              ipProtocol: 'tcp',
              fromPort: 443,
              toPort: 443,
              ipRanges: {
                items: [{ cidrIp: random.pick(['0.0.0.0/0', '10.0.0.0/8', '192.168.1.0/24']) }],
              },
            },
          ],
        },
      }
    case 'ssm':
      return {
        name: `/app/${random.pick(roles)}/${random.pick(['db', 'key', 'url'])}`,
        withDecryption: true,
      }
    default:
      return random.chance(0.5)
        ? null
        : { name: `${random.pick(roles)}-${random.hex(6)}`, maxResults: 100 }
  }
}
