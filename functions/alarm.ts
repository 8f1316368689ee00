/**
 * The events behind a CloudWatch alarm over a metric filter: the function of the queue `alarms`. The
 * story is in src/detect/alarm/alarm-decision.ts.
 */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { readAlarmMessage } from '../src/detect/alarm/alarm-message.ts'
import { type AlarmWorld, answer } from '../src/detect/alarm/answer.ts'
import { deliver } from '../src/detect/deliver.ts'
import type { Ruleset } from '../src/ruleset/ruleset.ts'
import { type AlarmFilters, loadFilters } from './alarm/filters.ts'
import { logHandled } from './alarm/log-handled.ts'
import { inTurn } from './support/batch.ts'
import { invocation } from './support/invocation.ts'
import { once } from './support/once.ts'
import { loadRuleset } from './support/ruleset.ts'
import { channels, deliveryWorld, memoryWorld } from './world/delivery.ts'
import { logs } from './world/logs.ts'
import { sendLater } from './world/own-queue.ts'

/** More events than that behind one alarm are a storm: the alert says that there are more. */
const maxEvents = 5000

/** What is kept for remembering and sending once the log is read. */
const reservedMs = 20_000

const clock = invocation()
const { nowMs, remainingMs, signal } = clock

let files: Promise<{ filters: AlarmFilters; ruleset: Ruleset }> | undefined

/** What was deployed beside the bundle; where it could not be read, the next message reads it anew. */
function deployed() {
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

const worldOf = (queue: string, filters: AlarmFilters): AlarmWorld => ({
  ...memoryWorld(clock),
  filters,
  ruleset: async () => (await deployed()).ruleset,
  readLog: (filter, span) => readLog()(filter, span),
  deliver: (alerts) => deliver(alerts, channels(), delivery()),
  ask: (body, delaySeconds) => sendLater(queue, body, delaySeconds, signal()),
})

export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  clock.begin(context)
  return await inTurn(event, handle)
}

async function handle({ body, eventSourceARN }: SQSRecord): Promise<void> {
  const message = readAlarmMessage(body)
  if (message === undefined) throw new Error('it is no state change of a CloudWatch alarm')
  const { filters } = await deployed()
  logHandled(message, await answer(message, worldOf(eventSourceARN, filters)), nowMs())
}
