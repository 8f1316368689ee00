import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam'
import { clientConfig } from '../responder-account.ts'
import type { Scenario } from './attack.ts'

const keyCreated: Scenario = {
  name: 'an access key is made for another user',
  responder: 'deactivate-key',
  prepare: async (endpoint, UserName) => {
    const iam = new IAMClient(clientConfig(endpoint))
    await iam.send(new CreateUserCommand({ UserName, Path: '/staff/' }))
    await iam.send(new CreateAccessKeyCommand({ UserName }))
    return {
      attack: async () => {
        const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName }))
        const { AccessKeyId: accessKeyId = '' } = key ?? {}
        return {
          source: 'iam',
          name: 'CreateAccessKey',
          request: { userName: UserName },
          answer: { accessKey: { accessKeyId, userName: UserName, status: 'Active' } },
        }
      },
      state: async () => {
        const { AccessKeyMetadata: keys = [] } = await iam.send(
          new ListAccessKeysCommand({ UserName }),
        )
        return keys.map(({ AccessKeyId = '', Status = '' }) => [AccessKeyId, Status])
      },
    }
  },
  expected: (before, attacked) =>
    (attacked as string[][]).map(([id = '', status = '']) =>
      JSON.stringify(before).includes(id) ? [id, status] : [id, 'Inactive'],
    ),
}

export const keys: readonly Scenario[] = [keyCreated]
