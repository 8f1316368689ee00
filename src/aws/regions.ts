/**
 * Every region, its partition, and whether it is on in each account or has to be opted into. One that
 * is on by default cannot be switched off.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
import { globalRegion } from './event-regions.ts'

export const partitions = ['aws', 'aws-cn', 'aws-us-gov'] as const
type PartitionName = (typeof partitions)[number]

const regionsOf: Readonly<Record<PartitionName, { on: string; optIn: string }>> = {
  aws: {
    on:
      'ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ' +
      'ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 ' +
      'us-east-2 us-west-1 us-west-2',
    optIn:
      'af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ' +
      'ap-southeast-6 ap-southeast-7 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 ' +
      'me-central-1 me-south-1 mx-central-1',
  },
  'aws-cn': { on: 'cn-north-1 cn-northwest-1', optIn: '' },
  'aws-us-gov': { on: 'us-gov-east-1 us-gov-west-1', optIn: '' },
}

/**
 * The region in which events of services with one endpoint for the partition arrive. For partitions
 * other than `aws` it also counts as the region of sign-ins. China: https://docs.amazonaws.cn/en_us/aws/latest/userguide/iam.html; GovCloud:
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-iam.html
 */
const globalRegions: Readonly<Record<PartitionName, string>> = {
  aws: globalRegion,
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
}

const words = (text: string): readonly string[] => (text === '' ? [] : text.split(' '))

export const defaultRegions = (partition: PartitionName): readonly string[] =>
  words(regionsOf[partition].on)

export const allRegions = (partition: PartitionName): readonly string[] =>
  [...defaultRegions(partition), ...words(regionsOf[partition].optIn)].sort()

/** Undefined for a text that is not a region, or a region of a partition that is not public. */
export const partitionOf = (region: string): PartitionName | undefined =>
  partitions.find((partition) => allRegions(partition).includes(region))

export const globalRegionOf = (partition: PartitionName): string => globalRegions[partition]
