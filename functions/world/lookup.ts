/** Reads CloudTrail's event history: who wrote to a resource. */
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
  /** CloudTrail's ResourceName: a name, an id or an ARN, as in the record. */
  readonly resource: string
  /** Milliseconds since 1970; later events are left out. */
  readonly untilMs: number
  readonly nextToken: string | undefined
  readonly deadlineMs: number
}

/**
 * LookupEvents accepts two calls a second in an account and region, from all callers together.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
const apartMs = 500

/** When this process may make its next call to a region, in milliseconds since 1970. */
const freeMs = new Map<string, number>()
const clients = new Map<string, CloudTrailClient>()

/** Throws where CloudTrail does not answer in time. */
export function lookup({ nowMs, pause }: LookupConfig) {
  return async (question: LookupQuestion): Promise<LookupPage> => {
    const { region, resource, untilMs, nextToken, deadlineMs } = question
    const client = clients.get(region) ?? new CloudTrailClient({ region })
    clients.set(region, client)
    const startMs = Math.max(nowMs(), freeMs.get(region) ?? 0)
    if (startMs >= deadlineMs) throw new Error('the function had no time left')
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
