import { type AccessKeyMetadata, ListAccessKeysCommand } from '@aws-sdk/client-iam'
import type { InTime } from '../../support/invocation.ts'
import { allPages } from '../pages.ts'
import { iamClient } from './client.ts'

/** The access keys of a user; throws NoSuchEntityException where there is no such user. */
export const keysOf = (
  UserName: string,
  { signal }: InTime,
): Promise<readonly AccessKeyMetadata[]> =>
  allPages(async (Marker) => {
    const command = new ListAccessKeysCommand({ UserName, Marker })
    const page = await iamClient().send(command, { abortSignal: signal() })
    return { items: page.AccessKeyMetadata, next: page.Marker }
  })
