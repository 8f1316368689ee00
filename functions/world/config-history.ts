/** Reads what AWS Config recorded about a resource. */
import {
  ConfigServiceClient,
  type ConfigurationItem,
  GetResourceConfigHistoryCommand,
  type ResourceType,
} from '@aws-sdk/client-config-service'
import { isObject, type Json, type JsonObject } from '../../src/ir/json.ts'

export interface HistoryQuestion {
  readonly region: string
  readonly resourceType: string
  readonly resourceId: string
  /** Milliseconds since 1970; later items are left out. */
  readonly untilMs: number
  readonly deadlineMs: number
}

export interface History {
  /** The latest first, at most two. */
  readonly items: readonly JsonObject[]
  /** Names that CloudTrail may use for the resource, besides its id. */
  readonly names: readonly string[]
}

const clients = new Map<string, ConfigServiceClient>()

/**
 * The last two configuration items of a resource. Throws where Config does not answer in time.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_GetResourceConfigHistory.html
 */
export function configHistory({ nowMs }: { readonly nowMs: () => number }) {
  return async (question: HistoryQuestion): Promise<History> => {
    const { region, resourceType, resourceId, untilMs, deadlineMs } = question
    const client = clients.get(region) ?? new ConfigServiceClient({ region })
    clients.set(region, client)
    const { configurationItems: found = [] } = await client.send(
      new GetResourceConfigHistoryCommand({
        resourceType: resourceType as ResourceType,
        resourceId,
        laterTime: new Date(untilMs),
        chronologicalOrder: 'Reverse',
        limit: 2,
      }),
      { abortSignal: AbortSignal.timeout(Math.max(1, deadlineMs - nowMs())) },
    )
    const names = found.flatMap(({ resourceName, arn }) => [resourceName, arn])
    return {
      items: found.map(toJson),
      names: [...new Set(names.filter((name) => name !== undefined))],
    }
  }
}

export type ConfigHistory = ReturnType<typeof configHistory>

/**
 * AWS Config has the configuration as JSON text, and the SDK has times as dates. The diff needs
 * both as JSON.
 */
function toJson(item: ConfigurationItem): JsonObject {
  const json: Json = JSON.parse(
    JSON.stringify({ ...item, configuration: parse(item.configuration) }),
  )
  return isObject(json) ? json : {}
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return text
  }
}
