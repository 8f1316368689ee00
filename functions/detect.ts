/** Which events are alerts, and sending them: the function of the queue `events`. The story is in src/detect/detect.ts. */
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { type DetectWorld, detect, type Report } from '../src/detect/detect.ts'
import type { Ruleset } from '../src/ruleset/ruleset.ts'
import { enriched } from './detect/lazy-enrichment.ts'
import { logReport } from './detect/log-report.ts'
import { askOf } from './detect/response-request.ts'
import { setting } from './support/environment.ts'
import { invocation } from './support/invocation.ts'
import { once } from './support/once.ts'
import { loadRuleset } from './support/ruleset.ts'
import { buryIn, channels, deliveryWorld, memoryWorld } from './world/delivery.ts'

const clock = invocation()

let ruleset: Promise<Ruleset> | undefined

/** A rule set that could not be read is read anew by the next batch. */
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
    enrich: enriched(clock),
    askOf,
    bury: buryIn(setting('EVENTS_DEAD'), clock),
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
