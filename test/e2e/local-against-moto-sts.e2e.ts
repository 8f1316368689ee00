import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import * as commands from '@aws-sdk/client-sts'
import { sts } from '../../packages/local-aws/services/sts/sts.ts'
import { stsDeviations } from '../support/moto-deviations.ts'
import { compareWithMoto } from './differential/compare.ts'
import { stsCases } from './differential/sts-cases.ts'

const region = 'us-east-1'

compareWithMoto({
  service: sts,
  commands,
  client: (endpoint, credentials) =>
    new commands.STSClient({ endpoint, credentials, region, maxAttempts: 1 }),
  given: async (endpoint, credentials) => {
    const iam = new IAMClient({ endpoint, credentials, region })
    const trust = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'app',
        AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
      }),
    )
    iam.destroy()
  },
  cases: stsCases,
  deviations: stsDeviations,
})
