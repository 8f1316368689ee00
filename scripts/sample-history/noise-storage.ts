/** S3: management calls only, since the sample's trail records no data events. */
import { program, roleSession, service, serviceLinked } from './actors.ts'
import { agents } from './agents.ts'
import { bucketCall, read } from './calls.ts'
import {
  accounts,
  bucketsOf,
  networks,
  organizationTrail,
  type Place,
  places,
  prod,
  prodTrail,
  security,
} from './organization.ts'
import type { Random } from './random.ts'
import type { Call } from './record.ts'
import { aroundTheClock, type Routine } from './routine.ts'

/** The event name of each look at a bucket, and the sub-resource it asks for. */
const looks = [
  ['GetBucketAcl', 'acl'],
  ['GetBucketPolicy', 'policy'],
  ['GetBucketPolicyStatus', 'policyStatus'],
  ['GetBucketPublicAccessBlock', 'publicAccessBlock'],
  ['GetBucketEncryption', 'encryption'],
  ['GetBucketVersioning', 'versioning'],
  ['GetBucketLifecycle', 'lifecycle'],
  ['GetBucketLogging', 'logging'],
  ['GetBucketTagging', 'tagging'],
] as const

export function look(random: Random, place: Place, bucket: string): Call {
  const [name, aspect] = random.pick(looks)
  return bucketCall(random, place, { name, readOnly: true }, bucket, { [aspect]: '' })
}

const trailChecks = (account: string, bucket: string): Routine => ({
  name: `cloudtrail checks ${bucket}`,
  where: places(account, 'eu-west-1'),
  who: () => service('cloudtrail.amazonaws.com'),
  times: 30,
  hours: aroundTheClock,
  does: (random, place) => [
    bucketCall(random, place, { name: 'GetBucketAcl', readOnly: true }, bucket, { acl: '' }),
  ],
})

const home = accounts.flatMap((account) => places(account, 'eu-west-1'))

export const storage: readonly Routine[] = [
  trailChecks(security, organizationTrail.bucket),
  trailChecks(prod, prodTrail.bucket),
  {
    name: 'config records buckets',
    where: home,
    who: ({ account }) =>
      serviceLinked(account, 'Config', 'config.amazonaws.com', 'AWSConfig-Describe'),
    times: 9,
    hours: aroundTheClock,
    does: (random, place) => {
      const bucket = random.pick(bucketsOf(place.account))
      return [look(random, place, bucket), look(random, place, bucket)]
    },
  },
  {
    name: 'access analyzer reads policies',
    where: home,
    who: ({ account }) =>
      serviceLinked(account, 'AccessAnalyzer', 'access-analyzer.amazonaws.com', 'access-analyzer'),
    times: 8,
    hours: aroundTheClock,
    does: (random, place) =>
      bucketsOf(place.account).map((bucket) =>
        bucketCall(random, place, { name: 'GetBucketPolicyStatus', readOnly: true }, bucket, {
          policyStatus: '',
        }),
      ),
  },
  {
    name: 'buckets are listed for the inventory',
    where: accounts.flatMap((account) => places(account, 'us-east-1')),
    who: ({ account }) =>
      roleSession(account, 'inventory', 'nightly', program(networks.gateways[0], agents.boto)),
    times: 6,
    hours: aroundTheClock,
    does: () => [read('s3', 'ListBuckets', { Host: 's3.amazonaws.com' })],
  },
]
