/** S3 Control: the public access block of an account. It is signed as S3, under other paths. */
import type { Call, OperationsOf, Service } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { s3ControlDemands } from '../s3/demands.ts'
import { accountBlockOf, blockFrom, noBlock } from '../s3/memory.ts'
import { s3Data } from '../s3/trail.ts'

const operations = {
  GetPublicAccessBlock: ({ AccountId }, call) => {
    const { block } = settingsOf(call, AccountId)
    if (block === undefined) throw noBlock()
    return { PublicAccessBlockConfiguration: block }
  },

  PutPublicAccessBlock: ({ AccountId, PublicAccessBlockConfiguration: given }, call) => {
    settingsOf(call, AccountId).block = blockFrom(given)
  },

  DeletePublicAccessBlock: ({ AccountId }, call) => {
    delete settingsOf(call, AccountId).block
  },
} satisfies OperationsOf<typeof import('@aws-sdk/client-s3-control')>

/**
 * The settings of an account. The client sends the account in the input, or only in the host name.
 */
function settingsOf(call: Call, accountId: string | undefined) {
  if (accountId !== undefined && accountId !== call.account.id) {
    throw new AwsError('AccessDenied', 'Access Denied', 403)
  }
  return accountBlockOf(call.account)
}

const hostOf = ({ account, region }: Call): string =>
  `${account.id}.s3-control.${region.name}.amazonaws.com`

const xmlns = 'http://awss3control.amazonaws.com/doc/2018-08-20/'

export const s3Control: Service = {
  signingName: 's3',
  eventSource: 's3.amazonaws.com',
  protocol: 'restXml',
  isGlobal: false,
  model: () => import('@aws-sdk/client-s3-control'),
  operations,
  demands: s3ControlDemands,
  trail: {
    eventName: (operation) => operation.replace('PublicAccessBlock', 'AccountPublicAccessBlock'),
    requestParameters: (_fields, input, call) => {
      const given = (input as { PublicAccessBlockConfiguration?: object })
        .PublicAccessBlockConfiguration
      return {
        Host: hostOf(call),
        publicAccessBlock: '',
        ...(given && { PublicAccessBlockConfiguration: { xmlns, ...given } }),
      }
    },
    responseElements: () => null,
    more: (_input, call) => ({
      userAgent: `[${call.userAgent}]`,
      additionalEventData: s3Data(call),
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: hostOf(call),
      },
    }),
  },
}
