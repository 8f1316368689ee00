/** The identity that deploys: the role that tripline.yaml names, or a role called `deploy`. */

import type { Cloud, Identity } from '../../../packages/local-aws/accounts.ts'
import { roleSession } from '../../../packages/local-aws/delivery/role-session.ts'
import { arnOf } from '../../plan/arns.ts'
import type { Manifest } from '../../plan/manifest.ts'

/** The session of the role that deploys. */
export function deployer(cloud: Cloud, manifest: Manifest): Identity {
  const roleArn = manifest.limits.deployRole ?? arnOf(manifest, 'iam', '', 'role/deploy')
  const plan = {
    accountId: manifest.account,
    roleId: `AROA${cloud.ids.base32(17)}`,
    roleName: roleArn.split('/').at(-1) ?? '',
    roleArn,
    sessionName: 'sst',
  }
  return roleSession(cloud, plan, '203.0.113.7')
}
