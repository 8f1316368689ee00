/** Finds the account and region of an ARN in the cloud. */
import type { Cloud, Region } from '../accounts.ts'

export interface Arn {
  readonly service: string
  readonly region: string
  readonly account: string
  /** The part after the fifth colon, with its colons and slashes. */
  readonly resource: string
}

export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(':')
  if (arn !== 'arn' || !partition || !service || resource.length === 0) return undefined
  return { service, region: region ?? '', account: account ?? '', resource: resource.join(':') }
}

/** The region of a regional ARN; undefined if this cloud does not have its account. */
export function regionOf(cloud: Cloud, { account, region }: Arn): Region | undefined {
  return region === '' ? undefined : cloud.accounts.get(account)?.region(region)
}
