/**
 * Console sign-in, which is no API call: another event type, no request id, and the outcome in
 * `responseElements`
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html).
 */
import { type Actor, rootIdentity, userIdentity } from './actors.ts'
import type { JsonObject } from './json.ts'
import type { Region } from './organization.ts'
import type { Random } from './random.ts'
import type { CloudTrailRecord } from './record.ts'
import { iso } from './time.ts'

interface Attempt {
  readonly account: string
  /** Where the sign-in page was: us-east-1 for root and for users of the global page. */
  readonly region: Region
  /** Epoch seconds. */
  readonly at: number
  readonly identity: JsonObject
  readonly address: string
  readonly agent: string
  readonly mfa: string | null
}

const page = 'https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true'

function signIn(
  random: Random,
  attempt: Attempt,
  outcome: 'Success' | 'Failure',
): CloudTrailRecord {
  const { account, region, at } = attempt
  return {
    eventVersion: '1.11',
    userIdentity: attempt.identity,
    eventTime: iso(at),
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    awsRegion: region,
    sourceIPAddress: attempt.address,
    userAgent: attempt.agent,
    ...(outcome === 'Failure' && { errorMessage: 'Failed authentication' }),
    requestParameters: null,
    responseElements: { ConsoleLogin: outcome },
    additionalEventData: {
      LoginTo: page,
      MobileVersion: 'No',
      ...(attempt.mfa !== null && { MFAIdentifier: attempt.mfa }),
      MFAUsed: attempt.mfa === null ? 'No' : 'Yes',
    },
    eventID: random.uuid(),
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${region}.signin.aws.amazon.com`,
    },
  }
}

export interface Visitor {
  readonly account: string
  readonly at: number
  readonly address: string
  readonly agent: string
}

/** An IAM user on the global sign-in page; a wrong password never gets as far as the MFA. */
export const wrongPassword = (random: Random, user: string, visitor: Visitor): CloudTrailRecord => {
  const { arn: _unproven, ...claimed } = userIdentity(visitor.account, user)
  const identity = { ...claimed, accessKeyId: '', userName: user }
  return signIn(random, { ...visitor, region: 'us-east-1', identity, mfa: null }, 'Failure')
}

export const userSignIn = (
  random: Random,
  user: string,
  visitor: Visitor,
  factor: 'with MFA' | 'without MFA',
): CloudTrailRecord => {
  const identity = { ...userIdentity(visitor.account, user), userName: user }
  const mfa = factor === 'with MFA' ? `arn:aws:iam::${visitor.account}:mfa/${user}` : null
  return signIn(random, { ...visitor, region: 'us-east-1', identity, mfa }, 'Success')
}

export const rootSignIn = (random: Random, visitor: Visitor): CloudTrailRecord => {
  const identity = { ...rootIdentity(visitor.account), accessKeyId: '' }
  return signIn(random, { ...visitor, region: 'us-east-1', identity, mfa: null }, 'Success')
}

/**
 * Arriving from IAM Identity Center. `MFAUsed` reads No although there was a second factor: it
 * was asked for by Identity Center, before this page.
 */
export const federatedSignIn = (
  random: Random,
  engineer: Actor,
  visitor: Visitor,
): CloudTrailRecord =>
  signIn(
    random,
    { ...visitor, region: 'us-east-1', identity: engineer.identity(visitor.at), mfa: null },
    'Success',
  )
