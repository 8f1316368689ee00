import * as commands from '@aws-sdk/client-ec2'
import { ec2 } from '../../packages/local-aws/services/ec2/ec2.ts'
import { ec2Deviations } from '../support/moto-deviations.ts'
import { compareWithMoto } from './differential/compare.ts'
import { ec2Cases } from './differential/ec2-cases.ts'

compareWithMoto({
  service: ec2,
  commands,
  client: (endpoint, credentials) =>
    new commands.EC2Client({ endpoint, credentials, region: 'us-east-1', maxAttempts: 1 }),
  cases: ec2Cases,
  deviations: ec2Deviations,
})
