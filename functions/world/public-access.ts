/**
 * Reads and sets the public access block of a bucket and of the account, and reads the access under
 * it.
 */
import {
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import {
  DeletePublicAccessBlockCommand as DeleteAccountBlockCommand,
  GetPublicAccessBlockCommand as GetAccountBlockCommand,
  PutPublicAccessBlockCommand as PutAccountBlockCommand,
  S3ControlClient,
} from '@aws-sdk/client-s3-control'
import type { JsonObject } from '../../src/ir/json.ts'
import type { ResponderEvent } from '../../src/respond/contract/event.ts'
import type { Surroundings } from '../../src/respond/contract/ports.ts'
import type { Facets } from '../../src/respond/contract/responder.ts'
import { canonicalDocument } from '../../src/respond/history/iam/policy-document.ts'
import { blockFacets } from '../../src/respond/responders/block-public-access/facets.ts'
import type { Openness } from '../../src/respond/responders/block-public-access/past.ts'
import {
  type BucketPlace,
  type Place,
  placeOf,
} from '../../src/respond/responders/block-public-access/target.ts'
import type { InTime } from '../support/invocation.ts'
import { once } from '../support/once.ts'
import { maxAttempts } from './attempts.ts'
import { executor } from './calls.ts'
import { orNone } from './none.ts'
import { regional } from './regional.ts'

/** A bucket's events are recorded in its own region, but for some of the older names of us-east-1. */
const s3 = regional((region) => new S3Client({ region, maxAttempts, followRegionRedirects: true }))

const s3Control = once(() => new S3ControlClient({ maxAttempts }))

const commands = {
  's3:PutBucketPublicAccessBlock': PutPublicAccessBlockCommand,
  's3:DeleteBucketPublicAccessBlock': DeletePublicAccessBlockCommand,
  's3:PutAccountPublicAccessBlock': PutAccountBlockCommand,
  's3:DeleteAccountPublicAccessBlock': DeleteAccountBlockCommand,
}

/** Only calls on a bucket have a region. */
const clientIn = (region: string): S3Client | S3ControlClient =>
  region === '' ? s3Control() : s3(region)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const passing = ['OperationAborted', 'SlowDown', 'InternalError']

export const publicAccess = (clock: InTime): Surroundings<Openness> => ({
  live: (target) => readBlock(placeOf(target), clock),
  past: (target, event) => readUnder(placeOf(target), event, clock),
  execute: executor(clientIn, commands, clock, { passing: () => passing }),
})

async function readBlock(place: Place, { signal }: InTime): Promise<Facets> {
  const options = { abortSignal: signal() }
  const none = ['NoSuchPublicAccessBlockConfiguration', 'NoSuchBucket']
  const read =
    place.kind === 'account'
      ? s3Control().send(new GetAccountBlockCommand({ AccountId: place.account }), options)
      : s3(place.region).send(new GetPublicAccessBlockCommand(bucketOf(place)), options)
  const answer = await orNone(read, ...none)
  return blockFacets((answer?.PublicAccessBlockConfiguration as JsonObject | undefined) ?? null)
}

const bucketOf = ({ bucket, account }: BucketPlace) => ({
  Bucket: bucket,
  ExpectedBucketOwner: account,
})

async function readUnder(
  place: Place,
  { name }: ResponderEvent,
  { signal }: InTime,
): Promise<Openness> {
  const nothing: Openness = { policy: null, isGrantedToAll: false }
  if (place.kind === 'account') return nothing
  const client = s3(place.region)
  const options = { abortSignal: signal() }
  if (name === 'PutBucketPolicy') {
    const read = client.send(new GetBucketPolicyCommand(bucketOf(place)), options)
    const answer = await orNone(read, 'NoSuchBucketPolicy', 'NoSuchBucket')
    const { Policy: policy } = answer ?? {}
    return { ...nothing, policy: policy === undefined ? null : canonicalDocument(policy) }
  }
  if (name === 'PutBucketAcl') {
    const read = client.send(new GetBucketAclCommand(bucketOf(place)), options)
    const { Grants: grants = [] } = (await orNone(read, 'NoSuchBucket')) ?? {}
    return { ...nothing, isGrantedToAll: grants.some(({ Grantee }) => isEverybody(Grantee?.URI)) }
  }
  return nothing
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups */
const isEverybody = (uri: string | undefined): boolean =>
  /\/global\/(?:AllUsers|AuthenticatedUsers)$/.test(uri ?? '')
