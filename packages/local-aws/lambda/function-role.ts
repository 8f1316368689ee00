/** The execution role of a function: what Lambda itself does with it. */
import type { Cloud, Region } from '../accounts.ts'
import type { Authorization, Demand } from '../authorization/authorization.ts'
import { firstDenial } from '../authorization/deliveries.ts'
import { assumption, byIdentity, byService } from '../authorization/questions.ts'
import type { Session } from '../principal.ts'

const lambda = 'lambda.amazonaws.com'

interface FunctionWithRole {
  readonly name: string
  readonly region: Region
  readonly role: Pick<Session, 'roleId' | 'roleName' | 'roleArn'>
}

/**
 * The questions about a call that Lambda makes with the role of a function: it reads the queue and
 * writes the log. Such a call is not made from inside the function.
 */
export const byFunctionRole = (
  cloud: Cloud,
  { name, region, role }: FunctionWithRole,
  demands: readonly Demand[],
): readonly Authorization[] =>
  byIdentity(
    cloud,
    {
      principal: {
        kind: 'session',
        accountId: region.account.id,
        ...role,
        sessionName: name,
        startedAt: cloud.clock.now(),
        mfa: false,
      },
      sourceIPAddress: lambda,
      mfa: false,
    },
    region.name,
    demands,
  )

/** Whether the role lets Lambda assume it for this function. */
export async function mayAssume(cloud: Cloud, arn: string, roleArn: string): Promise<boolean> {
  const by = { service: lambda, source: arn }
  return (await firstDenial(cloud, byService(cloud, by, assumption(cloud, roleArn)))) === undefined
}
