/**
 * The fictional company: its accounts, Regions, networks and the things it runs.
 *
 * Addresses come from the documentation ranges of RFC 5737, which belong to nobody, and from
 * 10.0.0.0/8 for calls through a VPC endpoint. All of 203.0.113.0/24 is the intruder's.
 */
import { random } from './random.ts'

/** Also the organization's management account, so Organizations calls are recorded here. */
export const security = '111122223333'
export const prod = '444455556666'
export const dev = '777788889999'
export const accounts = [security, prod, dev] as const
/** Belongs to somebody else; the intruder shares a snapshot with it. */
export const outsider = '999988887777'

const regions = ['us-east-1', 'eu-west-1', 'eu-central-1', 'us-west-2'] as const
export type Region = (typeof regions)[number]

export const organizationId = 'o-fictional1'
/** The organization's trail, which a member account cannot stop; it wrote this sample. */
export const organizationTrail = {
  name: 'organization-trail',
  region: 'eu-west-1',
  bucket: 'fictional-organization-trail',
} as const

/** A second trail that belongs to the prod account alone. */
export const prodTrail = { name: 'prod-trail', bucket: 'prod-trail-logs' } as const

export const networks = {
  office: '192.0.2.0/24',
  officeGateway: '192.0.2.10',
  homes: ['198.51.100.140', '198.51.100.163', '198.51.100.177'],
  buildServer: '198.51.100.20',
  hostedRunners: ['198.51.100.41', '198.51.100.42', '198.51.100.57'],
  gateways: ['198.51.100.8', '198.51.100.9'],
  intruder: '203.0.113.66',
} as const

export interface Place {
  readonly account: string
  readonly region: Region
}

/** `places(prod, 'eu-west-1', 'us-east-1')` */
export const places = (account: string, ...in_: readonly Region[]): readonly Place[] =>
  in_.map((region) => ({ account, region }))

export const everywhere: readonly Place[] = accounts.flatMap((account) =>
  places(account, ...regions),
)

/** `vpc-0…`, `sg-0…`, `i-0…`: the same id for the same name in the same place. */
export const resourceId = (prefix: string, { account, region }: Place, name: string): string =>
  `${prefix}-0${random(`${prefix} ${account} ${region} ${name}`).hex(16)}`

export const instanceIds = (place: Place): readonly string[] =>
  ['1', '2', '3', '4', '5', '6'].map((number) => resourceId('i', place, number))

/** The ARN of a customer managed key, by what it is for. */
export const keyArn = ({ account, region }: Place, purpose: string): string =>
  `arn:aws:kms:${region}:${account}:key/${random(`key ${account} ${region} ${purpose}`).uuid()}`

export const detectorId = ({ account, region }: Place): string =>
  random(`detector ${account} ${region}`).hex(32)

export const applications = ['orders', 'invoices', 'catalogue', 'search'] as const

/** `arn:aws:lambda:eu-west-1:444455556666:function:orders-worker` */
export const functionArn = ({ account, region }: Place, application: string): string =>
  `arn:aws:lambda:${region}:${account}:function:${application}-worker`

export const bucketsOf = (account: string): readonly string[] => {
  if (account === security) return [organizationTrail.bucket, 'security-findings-archive']
  if (account === prod) return ['prod-assets', 'prod-artifacts', 'prod-backups', prodTrail.bucket]
  return ['dev-assets', 'dev-scratch', 'dev-terraform-state']
}
