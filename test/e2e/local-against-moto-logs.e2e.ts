import * as commands from '@aws-sdk/client-cloudwatch-logs'
import { logs } from '../../packages/local-aws/services/logs/logs.ts'
import { logsDeviations } from '../support/moto-deviations-plumbing.ts'
import { compareWithMoto } from './differential/compare.ts'
import { logsCases } from './differential/logs-cases.ts'

compareWithMoto({
  service: logs,
  commands,
  client: (endpoint, credentials) =>
    new commands.CloudWatchLogsClient({
      endpoint,
      credentials,
      region: 'us-east-1',
      maxAttempts: 1,
    }),
  cases: logsCases,
  deviations: logsDeviations,
})
