/**
 * The function of the queue `alarms`: reports the events behind a CloudWatch alarm over a metric filter.
 * src/detect/alarm/answer.ts handles a message, and alarm-decision.ts there decides what is reported.
 */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { readAlarmMessage } from '../src/detect/alarm/alarm-message.ts'
import { type AlarmWorld, answer } from '../src/detect/alarm/answer.ts'
import { deliver } from '../src/detect/deliver.ts'
import type { Ruleset } from '../src/ruleset/ruleset.ts'
import { type AlarmFilters, loadFilters } from './alarm/filters.ts'
import { logHandled } from './alarm/log-handled.ts'
import { handleMessages } from './support/batch.ts'
import { reportFailing } from './support/failing.ts'
import { invocation } from './support/invocation.ts'
import { once } from './support/once.ts'
import { loadRuleset } from './support/ruleset.ts'
import { channels, deliveryWorld, memoryWorld } from './world/delivery.ts'
import { logs } from './world/logs.ts'
import { sendLater } from './world/own-queue.ts'

/** No more events are read for one message; the alert then notes that there may be more. */
const maxEvents = 5000

/** Time that is reserved for remembering and sending once the log is read. */
const reservedMs = 20_000

const clock = invocation()
const { nowMs, remainingMs, signal } = clock

let files: Promise<{ filters: AlarmFilters; ruleset: Ruleset }> | undefined

/** The files that are deployed beside the bundle. Where they cannot be read, the next message reads them again. */
function loadFiles() {
  files ??= Promise.all([loadFilters(), loadRuleset()]).then(
    ([filters, ruleset]) => ({ filters, ruleset }),
    (error: unknown) => {
      files = undefined
      throw error
    },
  )
  return files
}

const readLog = once(() =>
  logs({ maxEvents, nowMs, deadlineMs: () => nowMs() + remainingMs() - reservedMs }),
)
const delivery = once(() => deliveryWorld(clock))

const worldOf = (filters: AlarmFilters): AlarmWorld => ({
  ...memoryWorld(clock),
  filters,
  ruleset: async () => (await loadFiles()).ruleset,
  readLog: (filter, span) => readLog()(filter, span),
  deliver: (alerts) => deliver(alerts, channels(), delivery()),
  sendLater: (body, delaySeconds) => sendLater(body, delaySeconds, signal()),
})

export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  clock.begin(context)
  const whenFailed = (record: SQSRecord) => reportFailing([record], clock)
  return await handleMessages(event, { clock, work: handle, whenFailed })
}

async function handle({ body }: SQSRecord): Promise<void> {
  const message = readAlarmMessage(body)
  if (message === undefined) throw new Error('it is no state change of a CloudWatch alarm')
  const { filters } = await loadFiles()
  logHandled(message, await answer(message, worldOf(filters)), nowMs())
}
