/** The block of public access, of a bucket and of the account, and what lies under it. */
import {
  DeletePublicAccessBlockCommand,
  type DeletePublicAccessBlockCommandInput,
  GetBucketAclCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  type PutPublicAccessBlockCommandInput,
  S3Client,
} from '@aws-sdk/client-s3'
import {
  DeletePublicAccessBlockCommand as DeleteAccountBlockCommand,
  type DeletePublicAccessBlockCommandInput as DeleteAccountBlockInput,
  GetPublicAccessBlockCommand as GetAccountBlockCommand,
  PutPublicAccessBlockCommand as PutAccountBlockCommand,
  type PutPublicAccessBlockCommandInput as PutAccountBlockInput,
  S3ControlClient,
} from '@aws-sdk/client-s3-control'
import type { JsonObject } from '../../src/ir/json.ts'
import type { ResponderEvent } from '../../src/respond/contract/event.ts'
import type { Surroundings } from '../../src/respond/contract/ports.ts'
import type { Facets, Step } from '../../src/respond/contract/responder.ts'
import { canonicalDocument } from '../../src/respond/history/iam/policy-document.ts'
import { blockFacets } from '../../src/respond/responders/block-public-access/facets.ts'
import type { Openness } from '../../src/respond/responders/block-public-access/past.ts'
import { type Place, placeOf } from '../../src/respond/responders/block-public-access/target.ts'
import { once } from '../support/once.ts'
import { refusedOr } from '../support/refused.ts'
import { regional } from '../support/regional.ts'

export interface S3Config {
  readonly client: (region: string) => S3Client
  readonly control: () => S3ControlClient
  readonly signal: () => AbortSignal
}

/** Throttled calls are tried again, at growing distances, for some seconds. */
const maxAttempts = 8

/** A bucket's events are recorded in its own region, but for some of the older names of us-east-1. */
export const s3Client = regional(
  (region) => new S3Client({ region, maxAttempts, followRegionRedirects: true }),
)

export const s3ControlClient = once(() => new S3ControlClient({ maxAttempts }))

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const passing = ['OperationAborted', 'SlowDown', 'InternalError']

export const publicAccess = (config: S3Config): Surroundings<Openness> => ({
  live: (target) => readBlock(placeOf(target), config),
  past: (target, event) => readUnder(placeOf(target), event, config),
  execute: async (step) => {
    try {
      await make(step, config)
    } catch (error) {
      throw refusedOr(error, passing)
    }
  },
})

async function make({ call, input }: Step, { client, control, signal }: S3Config): Promise<void> {
  const { region, ...request } = input
  const options = { abortSignal: signal() }
  const s3 = () => client(String(region))
  switch (call) {
    case 's3:PutBucketPublicAccessBlock': {
      const put = request as unknown as PutPublicAccessBlockCommandInput
      await s3().send(new PutPublicAccessBlockCommand(put), options)
      return
    }
    case 's3:DeleteBucketPublicAccessBlock': {
      const remove = request as unknown as DeletePublicAccessBlockCommandInput
      await s3().send(new DeletePublicAccessBlockCommand(remove), options)
      return
    }
    case 's3:PutAccountPublicAccessBlock': {
      const put = request as unknown as PutAccountBlockInput
      await control().send(new PutAccountBlockCommand(put), options)
      return
    }
    case 's3:DeleteAccountPublicAccessBlock': {
      const remove = request as unknown as DeleteAccountBlockInput
      await control().send(new DeleteAccountBlockCommand(remove), options)
      return
    }
    default:
      throw new Error(`no step is called ${call}`)
  }
}

/** What AWS says where there is nothing to read; any other refusal is one. */
async function orNone<Read>(read: Promise<Read>, ...none: readonly string[]): Promise<Read | null> {
  try {
    return await read
  } catch (error) {
    if (error instanceof Error && none.includes(error.name)) return null
    throw error
  }
}

async function readBlock(place: Place, { client, control, signal }: S3Config): Promise<Facets> {
  const options = { abortSignal: signal() }
  const none = ['NoSuchPublicAccessBlockConfiguration', 'NoSuchBucket']
  const read =
    place.kind === 'account'
      ? control().send(new GetAccountBlockCommand({ AccountId: place.account }), options)
      : client(place.region).send(new GetPublicAccessBlockCommand(bucketOf(place)), options)
  const answer = await orNone(read, ...none)
  return blockFacets((answer?.PublicAccessBlockConfiguration as JsonObject | undefined) ?? null)
}

type BucketPlace = Extract<Place, { kind: 'bucket' }>

const bucketOf = ({ bucket, account }: BucketPlace) => ({
  Bucket: bucket,
  ExpectedBucketOwner: account,
})

async function readUnder(
  place: Place,
  { name }: ResponderEvent,
  { client, signal }: S3Config,
): Promise<Openness> {
  const nothing: Openness = { policy: null, isGrantedToAll: false }
  if (place.kind === 'account') return nothing
  const s3 = client(place.region)
  const options = { abortSignal: signal() }
  if (name === 'PutBucketPolicy') {
    const read = s3.send(new GetBucketPolicyCommand(bucketOf(place)), options)
    const answer = await orNone(read, 'NoSuchBucketPolicy', 'NoSuchBucket')
    const { Policy: policy } = answer ?? {}
    return { ...nothing, policy: policy === undefined ? null : canonicalDocument(policy) }
  }
  if (name === 'PutBucketAcl') {
    const read = s3.send(new GetBucketAclCommand(bucketOf(place)), options)
    const { Grants: grants = [] } = (await orNone(read, 'NoSuchBucket')) ?? {}
    return { ...nothing, isGrantedToAll: grants.some(({ Grantee }) => isEverybody(Grantee?.URI)) }
  }
  return nothing
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups */
const isEverybody = (uri: string | undefined): boolean =>
  /\/global\/(?:AllUsers|AuthenticatedUsers)$/.test(uri ?? '')
