/** CloudTrail's event history: who wrote to a resource. */
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { isObject, type Json, type JsonObject } from '../../src/ir/json.ts'

export interface LookupConfig {
  readonly nowMs: () => number
  readonly pause: (ms: number) => Promise<void>
}

/** One page of the history of a resource, the latest event first. */
export interface LookupPage {
  readonly records: readonly JsonObject[]
  readonly nextToken: string | undefined
}

export interface LookupQuestion {
  readonly region: string
  /** What CloudTrail calls ResourceName: a name, an id or an ARN, as the record has it. */
  readonly resource: string
  /** Milliseconds since 1970; nothing later is given. */
  readonly untilMs: number
  readonly nextToken: string | undefined
  readonly deadlineMs: number
}

/**
 * LookupEvents takes two calls a second in an account and region, whoever makes them.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
const apartMs = 500

/** When the next call to a region may be made, for everything in this process. */
const freeMs = new Map<string, number>()
const clients = new Map<string, CloudTrailClient>()

/** Throws where CloudTrail does not answer in time. */
export function lookup({ nowMs, pause }: LookupConfig) {
  return async (question: LookupQuestion): Promise<LookupPage> => {
    const { region, resource, untilMs, nextToken, deadlineMs } = question
    const client = clients.get(region) ?? new CloudTrailClient({ region })
    clients.set(region, client)
    const startMs = Math.max(nowMs(), freeMs.get(region) ?? 0)
    if (startMs >= deadlineMs) throw new Error('there was no time left')
    freeMs.set(region, startMs + apartMs)
    if (startMs > nowMs()) await pause(startMs - nowMs())
    const answer = await client.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: resource }],
        EndTime: new Date(untilMs),
        MaxResults: 50,
        NextToken: nextToken,
      }),
      { abortSignal: AbortSignal.timeout(Math.max(1, deadlineMs - nowMs())) },
    )
    const records = (answer.Events ?? []).flatMap((event) => recordIn(event.CloudTrailEvent))
    return { records, nextToken: answer.NextToken }
  }
}

export type Lookup = ReturnType<typeof lookup>

function recordIn(text: string | undefined): JsonObject[] {
  try {
    const json: Json = JSON.parse(text ?? '')
    return isObject(json) ? [json] : []
  } catch {
    return []
  }
}
