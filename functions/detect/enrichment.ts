/**
 * Looks up who caused a finding of AWS Config. The finding says that a resource is non-compliant, and
 * never who made it so. The lookup adds only what it finds before a deadline, and an error becomes a
 * note of the alert: an alert without an author is better than one that is late or missing.
 */
import {
  type ConfigFindings,
  type Evaluated,
  evaluationIn,
  lastWrite,
  withConfigAuthor,
} from '../../src/alert/config-change.ts'
import type { AlertDocument } from '../../src/alert/document.ts'
import { errorText } from '../../src/ir/error-text.ts'
import type { Event } from '../../src/ir/event.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import type { ConfigHistory, History } from '../world/config-history.ts'
import type { Lookup } from '../world/lookup.ts'

export interface EnrichmentWorld {
  readonly lookup: Lookup
  readonly history: ConfigHistory
  /** When an answer is of no more use, milliseconds since 1970. */
  readonly deadlineMs: number
}

/** Pages of 50 events: two a second, and the last write is among the latest events of a resource. */
const maxPages = 4

/** The document as it is for every event that is no finding of AWS Config. Never throws. */
export async function enrich(
  document: AlertDocument,
  event: Event,
  world: EnrichmentWorld,
): Promise<AlertDocument> {
  const evaluated = evaluationIn(event)
  if (evaluated === undefined) return document
  const region = evaluated.region ?? ''
  const problems: string[] = []
  const history = await historyOf(evaluated, region, world, problems)
  const names = [...new Set([evaluated.resourceId, ...history.names])]
  const records = await recordsOf(names, evaluated, regionOf(region, history), world, problems)
  const findings: ConfigFindings = {
    atMs: evaluated.atMs,
    records,
    items: history.items,
    problems,
  }
  return withConfigAuthor(document, findings)
}

async function historyOf(
  { resourceType, resourceId, atMs }: Evaluated,
  region: string,
  { history, deadlineMs }: EnrichmentWorld,
  problems: string[],
): Promise<History> {
  try {
    return await history({ region, resourceType, resourceId, untilMs: atMs, deadlineMs })
  } catch (error) {
    problems.push(`What changed is not known: AWS Config did not answer (${errorText(error)})`)
    return { items: [], names: [] }
  }
}

/** The id first, and the other names only as long as no write was found. */
async function recordsOf(
  names: readonly string[],
  { atMs }: Evaluated,
  region: string,
  { lookup, deadlineMs }: EnrichmentWorld,
  problems: string[],
): Promise<readonly JsonObject[]> {
  const records: JsonObject[] = []
  try {
    for (const resource of names) {
      let nextToken: string | undefined
      for (let page = 0; page < maxPages; page++) {
        const found = await lookup({ region, resource, untilMs: atMs, nextToken, deadlineMs })
        records.push(...found.records)
        if (lastWrite(records, atMs) !== undefined) return records
        nextToken = found.nextToken
        if (nextToken === undefined) break
      }
    }
  } catch (error) {
    problems.push(`Who changed it is not known: CloudTrail did not answer (${errorText(error)})`)
  }
  return records
}

/** Calls to global services are recorded in one region of each partition. */
function regionOf(region: string, { items }: History): string {
  if (items[0]?.awsRegion !== 'global') return region
  if (region.startsWith('cn-')) return 'cn-north-1'
  return region.startsWith('us-gov-') ? 'us-gov-west-1' : 'us-east-1'
}
