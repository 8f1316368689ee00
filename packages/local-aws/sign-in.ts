/**
 * Makes the record of a console sign-in, which is no API call.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
import type { JsonObject } from '../../src/ir/json.ts'
import type { Cloud } from './accounts.ts'
import type { CloudTrailRecord } from './cloudtrail-record.ts'
import { type Principal, principalArn, principalId, secondsOnly } from './principal.ts'

export interface SignIn {
  /** Root or a user; `unknown` for a name that does not exist in the account. */
  readonly who:
    | Extract<Principal, { kind: 'root' | 'user' }>
    | { kind: 'unknown'; accountId: string }
  readonly succeeds: boolean
  readonly mfa: boolean
  readonly sourceIPAddress: string
  readonly userAgent?: string
  /** The region of the record: us-east-1 for root. */
  readonly region: string
}

export function signInRecord(cloud: Cloud, signIn: SignIn): CloudTrailRecord {
  const { who, succeeds, mfa, region } = signIn
  return {
    eventVersion: '1.11',
    userIdentity: identityOf(who, succeeds),
    eventTime: secondsOnly(cloud.clock.now()),
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    awsRegion: region,
    sourceIPAddress: signIn.sourceIPAddress,
    userAgent:
      signIn.userAgent ?? 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
    ...(!succeeds && { errorMessage: failure(who.kind) }),
    requestParameters: null,
    responseElements: { ConsoleLogin: succeeds ? 'Success' : 'Failure' },
    additionalEventData: {
      LoginTo: 'https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true',
      MobileVersion: 'No',
      ...(mfa && { MFAIdentifier: `arn:aws:iam::${who.accountId}:mfa/device` }),
      MFAUsed: mfa ? 'Yes' : 'No',
    },
    eventID: cloud.ids.uuid(),
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    managementEvent: true,
    recipientAccountId: who.accountId,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${region}.signin.aws.amazon.com`,
    },
  }
}

const failure = (kind: SignIn['who']['kind']): string =>
  kind === 'unknown' ? 'No username found in supplied account' : 'Failed authentication'

/**
 * The identity in the record. A failed sign-in omits the ARN; that of an unknown user omits the
 * name too.
 */
function identityOf(who: SignIn['who'], succeeds: boolean): JsonObject {
  const { accountId } = who
  switch (who.kind) {
    case 'root':
      return {
        type: 'Root',
        principalId: accountId,
        arn: principalArn(who),
        accountId,
        accessKeyId: '',
      }
    case 'user':
      return {
        type: 'IAMUser',
        principalId: principalId(who),
        ...(succeeds ? { arn: principalArn(who) } : {}),
        accountId,
        ...(succeeds ? {} : { accessKeyId: '' }),
        userName: who.userName,
      }
    case 'unknown':
      return {
        type: 'IAMUser',
        accountId,
        accessKeyId: '',
        userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      }
  }
}
