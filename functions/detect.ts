/** The function of the queue `events`: decides which events are alerts, and sends them. src/detect/detect.ts explains how. */
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { type DetectWorld, detect, type Report } from '../src/detect/detect.ts'
import type { Ruleset } from '../src/ruleset/ruleset.ts'
import { lazyEnrichment } from './detect/lazy-enrichment.ts'
import { logReport } from './detect/log-report.ts'
import { requestBody } from './detect/response-request.ts'
import { reportUnlisted } from './detect/unlisted.ts'
import { setting } from './support/environment.ts'
import { receiveCountOf, reportFailing } from './support/failing.ts'
import { invocation } from './support/invocation.ts'
import { once } from './support/once.ts'
import { proveReceipts } from './support/receipt.ts'
import { loadRuleset } from './support/ruleset.ts'
import { channels, deadLetterTo, deliveryWorld, memoryWorld, warmUp } from './world/delivery.ts'

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
  (): Omit<DetectWorld, 'prove'> => ({
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
  const messages = event.Records.map((record) => ({
    id: record.messageId,
    body: record.body,
    receiveCount: receiveCountOf(record),
  }))
  const records = new Map(event.Records.map((record) => [record.messageId, record]))
  const prove: DetectWorld['prove'] = async (ids) => {
    const proven = proveReceipts(
      ids.flatMap((id) => records.get(id) ?? []),
      clock,
    )
    // The clients for what a match causes are loaded while SQS answers.
    const [proofs] = await Promise.all([proven, warmUp()])
    return proofs
  }
  const report: Report = await detect(messages, { ...world(), prove })
  logReport(report, clock.nowMs())
  await reportUnlisted(report.unlisted, clock)
  await reportFailing(
    report.failed.flatMap(({ message }) => records.get(message) ?? []),
    clock,
  )
  return {
    batchItemFailures: report.failed.map(({ message }) => ({ itemIdentifier: message })),
  }
}
