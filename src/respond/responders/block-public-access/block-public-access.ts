/**
 * Blocks public access to a bucket, or to all of an account's, after a call that opened it.
 *
 * The block lies over policies and access lists and leaves them as they are: what it keeps out comes
 * back when the block is taken off again. No event says what stood before, so the settings that
 * close what the call opened are switched on, and the others stay.
 */

import { type ResponderEvent, textOf } from '../../contract/event.ts'
import {
  changedSince,
  equalFacets,
  type Facets,
  type Final,
  type NoPlan,
  type Plan,
  type Question,
  type Responder,
  refuse,
  type Step,
  type Target,
} from '../../contract/responder.ts'
import { closing, configured, type Opened, on, openedBy, type Setting, settings } from './event.ts'

/** What lies under the block, as it stands now; only what the event is about is looked up. */
export interface Openness {
  /** Canonical (iam/policy-document.ts); null where there is none, or nobody asked. */
  readonly policy: string | null
  /** Whether an access list gives anything to everybody, or to everybody with an AWS account. */
  readonly isGrantedToAll: boolean
}

/** The facets are the four settings, and that there are any. */
export const blockPublicAccess: Responder<Openness> = {
  name: 'block-public-access',
  target,
  plan,
  steps,
  // Each call writes all four, so that each is compared whatever the plan is about.
  comparable: (_target, facets) =>
    Object.fromEntries([configured, ...settings].map((name) => [name, facets[name] ?? null])),
}

/** What a target is; the region is the bucket's. */
export type Place =
  | { readonly kind: 'account'; readonly account: string }
  | {
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

function target(event: ResponderEvent): Target | Final {
  const opened = openedBy(event)
  if ('why' in opened) return opened
  const { name, request, account, record } = event
  if (/AccountPublicAccessBlock$/.test(name)) {
    return { key: `account/${account}`, name: `S3 of account ${account}` }
  }
  const bucket = textOf(request.bucketName)
  const region = textOf(record.awsRegion)
  return /^[\w.-]+$/.test(bucket) && region !== ''
    ? { key: `bucket/${account}/${region}/${bucket}`, name: `bucket ${bucket}` }
    : refuse('the event does not say which bucket it is about')
}

function plan({ event, target: of, past, live }: Question<Openness>): Plan | NoPlan {
  const opened = openedBy(event)
  if ('why' in opened) return opened
  const wanted = closing(opened)
  const doubt = standsStill(opened, past, live)
  if (doubt !== null) return { kind: 'unsettled', otherwise: 'changed-since', why: doubt }
  if (wanted.every((setting) => live[setting] === on)) {
    return changedSince(`${wanted.join(' and ')} ${wanted.length > 1 ? 'are' : 'is'} on`)
  }
  const found = blockOf(live)
  const before: Facets = {
    ...found,
    [configured]: on,
    ...Object.fromEntries(wanted.map((setting) => [setting, on])),
  }
  return {
    found,
    before,
    steps: steps(of, live, before),
    covers: [],
    since: event.at,
    remains: remainsOf(event, opened, of),
    notes: [
      'No event says what stood before, so what is switched on may be more than that. If it keeps out somebody who should come in, undo it.',
    ],
  }
}

/** Null where what the call left is what stands. */
function standsStill(opened: Opened, past: Openness, live: Facets): string | null {
  switch (opened.kind) {
    case 'block':
      return equalFacets(blockOf(live), opened.left)
        ? null
        : 'the settings are not what the call left'
    case 'policy':
      return past.policy === opened.document ? null : 'the bucket has another policy now, or none'
    case 'acl':
      return past.isGrantedToAll ? null : 'the access list of the bucket opens it to nobody now'
  }
}

const blockOf = (facets: Facets): Facets =>
  Object.fromEntries([configured, ...settings].map((name) => [name, facets[name] ?? null]))

function remainsOf(
  { principal }: ResponderEvent,
  { kind }: Opened,
  { name }: Target,
): readonly string[] {
  const under: Readonly<Record<Opened['kind'], readonly string[]>> = {
    block: [],
    policy: [
      `The policy of ${name} still has the public statement; take it out. As long as it is there, ${name} is closed to all other accounts, also to those that the policy names.`,
    ],
    acl: [`The access list of ${name} still has the public grant; take it out.`],
  }
  return [
    `Find out how ${principal.key} came to make the call; its credentials are still good.`,
    ...under[kind],
    `What was read in between is in the server access logs or data events of S3, where they are on; no record is no proof that nothing was.`,
  ]
}

/** `region` is where to make the call on a bucket; the rest is its input. */
function steps(of: Target, live: Facets, to: Facets): readonly Step[] {
  const place = placeOf(of)
  const goal = { ...blockOf(live), ...to }
  if (equalFacets(blockOf(goal), blockOf(live))) return []
  const word = place.kind === 'account' ? 'Account' : 'Bucket'
  const naming =
    place.kind === 'account'
      ? { AccountId: place.account }
      : { region: place.region, Bucket: place.bucket, ExpectedBucketOwner: place.account }
  const isOff = (goal[configured] ?? null) === null
  const PublicAccessBlockConfiguration = Object.fromEntries(
    settings.map((setting: Setting) => [setting, goal[setting] === on]),
  )
  return [
    {
      call: `s3:${isOff ? 'Delete' : 'Put'}${word}PublicAccessBlock`,
      input: isOff ? naming : { ...naming, PublicAccessBlockConfiguration },
      sets: isOff ? blockOf({}) : blockOf(goal),
    },
  ]
}
