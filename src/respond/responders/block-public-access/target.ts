import { textOf } from '../../contract/event.ts'
import { isNoPlan, type Responder, refuse, type Target } from '../../contract/responder.ts'
import { openedBy } from './event.ts'

/** The bucket or the account that a call opened. */
export const target: Responder<unknown>['target'] = (event) => {
  const opened = openedBy(event)
  if (isNoPlan(opened)) return opened
  const { name, request, account, record } = event
  if (/AccountPublicAccessBlock$/.test(name)) {
    return { key: `account/${account}`, name: `S3 of account ${account}` }
  }
  const bucket = textOf(request.bucketName)
  const region = textOf(record.awsRegion)
  return /^[\w.-]+$/.test(bucket) && region !== ''
    ? { key: `bucket/${account}/${region}/${bucket}`, name: `bucket ${bucket}` }
    : refuse('the event does not name the bucket')
}

/** Reads a target; the region is the bucket's. */
export type Place = { readonly kind: 'account'; readonly account: string } | BucketPlace

export interface BucketPlace {
  readonly kind: 'bucket'
  readonly account: string
  readonly region: string
  readonly bucket: string
}

export function placeOf({ key }: Target): Place {
  const [kind, account = '', region = '', bucket = ''] = key.split('/')
  return kind === 'account'
    ? { kind: 'account', account }
    : { kind: 'bucket', account, region, bucket }
}
