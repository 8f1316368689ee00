/** The function of the queue `events`: decides which events are alerts, and sends them. src/detect/detect.ts explains how. */
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { type DetectWorld, detect, type Report } from '../src/detect/detect.ts'
import type { Ruleset } from '../src/ruleset/ruleset.ts'
import { lazyEnrichment } from './detect/lazy-enrichment.ts'
import { logReport } from './detect/log-report.ts'
import { requestBody } from './detect/response-request.ts'
import { setting } from './support/environment.ts'
import { invocation } from './support/invocation.ts'
import { once } from './support/once.ts'
import { loadRuleset } from './support/ruleset.ts'
import { channels, deadLetterTo, deliveryWorld, memoryWorld } from './world/delivery.ts'

const clock = invocation()

let ruleset: Promise<Ruleset> | undefined

/** Where the rule set cannot be read, the next batch reads it again. */
function rules(): Promise<Ruleset> {
  ruleset ??= loadRuleset().catch((error: unknown) => {
    ruleset = undefined
    throw error
  })
  return ruleset
}

const world = once(
  (): DetectWorld => ({
    ...memoryWorld(clock),
    ...deliveryWorld(clock),
    channels: channels(),
    heartbeatRole: setting('HEARTBEAT_ROLE'),
    matching: async () => {
      const { matching } = await rules()
      const today = new Date(clock.nowMs()).toISOString().slice(0, 10)
      return (event) => matching(event, today)
    },
    enrich: lazyEnrichment(clock),
    requestBody,
    deadLetter: deadLetterTo(setting('EVENTS_DEAD'), clock),
  }),
)

export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  clock.begin(context)
  const messages = event.Records.map(({ messageId: id, body }) => ({ id, body }))
  const report: Report = await detect(messages, world())
  logReport(report, clock.nowMs())
  return {
    batchItemFailures: report.failed.map(({ message }) => ({ itemIdentifier: message })),
  }
}
