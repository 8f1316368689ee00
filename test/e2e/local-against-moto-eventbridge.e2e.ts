import * as commands from '@aws-sdk/client-eventbridge'
import { eventbridge } from '../../packages/local-aws/services/eventbridge/eventbridge.ts'
import { eventBridgeDeviations } from '../support/moto-deviations-plumbing.ts'
import { compareWithMoto } from './differential/compare.ts'
import { eventBridgeCases } from './differential/eventbridge-cases.ts'

compareWithMoto({
  service: eventbridge,
  commands,
  client: (endpoint, credentials) =>
    new commands.EventBridgeClient({ endpoint, credentials, region: 'us-east-1', maxAttempts: 1 }),
  cases: eventBridgeCases,
  deviations: eventBridgeDeviations,
})
