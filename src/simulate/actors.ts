/**
 * The actors of a scenario: users, roles and root, created by the calls that an administrator would
 * make.
 */
import { type Identity, rootIdentity } from '../../packages/local-aws/accounts.ts'
import type { Actor } from '../rule/schema/scenario.ts'
import type { Local } from './local.ts'
import type { Sdk } from './sdk.ts'

/** The default source address of an actor. */
const defaultAddress = '198.51.100.23'

/** The identity that makes an actor's calls. */
export async function identityFor(
  name: string,
  actor: Actor,
  account: string,
  local: Local,
  sdk: Sdk,
): Promise<Identity> {
  const identity = await createIdentity(name, actor, account, local, sdk)
  const place = {
    sourceIPAddress: actor.from ?? defaultAddress,
    ...(actor.agent === undefined ? {} : { userAgent: actor.agent }),
  }
  local.cloud.keys.moveTo(identity.accessKeyId, place)
  return local.cloud.keys.find(identity.accessKeyId) ?? identity
}

async function createIdentity(
  name: string,
  actor: Actor,
  account: string,
  local: Local,
  sdk: Sdk,
): Promise<Identity> {
  if ('root' in actor) return rootIdentity(local.cloud, account)
  const config = local.config(local.root(account))
  if ('user' in actor) {
    await sdk.call('iam:CreateUser', { UserName: actor.user }, config)
    return createKey(actor.user, local, config, sdk)
  }
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' }],
  }
  await sdk.call(
    'iam:CreateRole',
    { RoleName: actor.role, AssumeRolePolicyDocument: JSON.stringify(trust) },
    config,
  )
  // Root may not assume roles, so each session has a user that assumes the role.
  const loginUser = `${name}-login`
  await sdk.call('iam:CreateUser', { UserName: loginUser }, config)
  const user = await createKey(loginUser, local, config, sdk)
  const assumed = (await sdk.call(
    'sts:AssumeRole',
    { RoleArn: `arn:aws:iam::${account}:role/${actor.role}`, RoleSessionName: actor.session },
    local.config(user),
  )) as { Credentials: { AccessKeyId: string } }
  return identityOf(assumed.Credentials.AccessKeyId, local)
}

async function createKey(
  userName: string,
  local: Local,
  config: ReturnType<Local['config']>,
  sdk: Sdk,
): Promise<Identity> {
  const created = (await sdk.call('iam:CreateAccessKey', { UserName: userName }, config)) as {
    AccessKey: { AccessKeyId: string }
  }
  return identityOf(created.AccessKey.AccessKeyId, local)
}

function identityOf(accessKeyId: string, { cloud }: Local): Identity {
  const identity = cloud.keys.find(accessKeyId)
  if (identity === undefined)
    throw new Error(`the local account does not know its key ${accessKeyId}`)
  return identity
}
