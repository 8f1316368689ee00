import * as commands from '@aws-sdk/client-s3-control'
import { byName, localhostAgent } from '../../packages/local-aws/localhost.ts'
import { s3Control } from '../../packages/local-aws/services/s3-control/s3-control.ts'
import { compareWithMoto } from './differential/compare.ts'
import { s3ControlCases } from './differential/s3-control-cases.ts'

compareWithMoto({
  service: s3Control,
  commands,
  client: (endpoint, credentials) =>
    new commands.S3ControlClient({
      endpoint: byName(endpoint),
      requestHandler: { httpAgent: localhostAgent() },
      credentials,
      region: 'us-east-1',
      maxAttempts: 1,
    }),
  cases: s3ControlCases,
  deviations: [],
})
