/** Finding what an ARN names, in whichever account and region of the cloud it lies. */
import type { Cloud, Region } from '../accounts.ts'

export interface Arn {
  readonly service: string
  readonly region: string
  readonly account: string
  /** What follows the fifth colon, colons and slashes in it. */
  readonly resource: string
}

export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(':')
  if (arn !== 'arn' || !partition || !service || resource.length === 0) return undefined
  return { service, region: region ?? '', account: account ?? '', resource: resource.join(':') }
}

/** The region that a regional ARN lies in; undefined where this cloud has no such account. */
export function regionOf(cloud: Cloud, { account, region }: Arn): Region | undefined {
  return region === '' ? undefined : cloud.accounts.get(account)?.region(region)
}
