/**
 * The table of snapshots: what is known of each IAM entity over time. Items by `entity`:
 *
 *     role/deploy             every fact about it, `at` its time; names in lower case
 *     document/<SHA-256>      a policy document, stored once for all facts that contain it
 *     fingerprint/role/deploy the fingerprint of its last snapshot
 *     baseline                the progress of the snapshots of the whole account
 *     truncated               when a change was last recorded without its parameters
 */
import { createHash } from 'node:crypto'
import { QueryCommand } from '@aws-sdk/client-dynamodb'
import { facetOf } from '../../src/respond/contract/facets.ts'
import type { Facets } from '../../src/respond/contract/responder.ts'
import { type Fact, timeOf } from '../../src/respond/history/fact.ts'
import type { Baseline, FactStore } from '../../src/respond/history/fact-store.ts'
import { foldedEntity, isDocument } from '../../src/respond/history/iam/entity.ts'
import { canonicalDocument } from '../../src/respond/history/iam/policy-document.ts'
import { setting } from '../support/environment.ts'
import type { InTime } from '../support/invocation.ts'
import { dynamo } from './dynamo/client.ts'
import { getItem } from './dynamo/get-item.ts'
import { putItem } from './dynamo/put-item.ts'
import type { Attributes, Table } from './dynamo/table.ts'

/** Facts in a page; a Query returns at most 1 MB in any case. */
const pageSize = 100

/** Range key of items that have no time. */
const only = '-'

export function snapshotStore(config: Table): FactStore {
  const { table, client, signal } = config
  /** Documents never change, so a process reads and writes each once. */
  const documents = new Map<string, string>()

  const get = async (entity: string): Promise<string | undefined> =>
    (await getItem(config, { entity: { S: entity }, at: { S: only } }))?.body?.S

  const put = async (
    entity: string,
    at: string,
    body: string,
    more: Attributes = {},
  ): Promise<void> => {
    const item = { entity: { S: entity }, at: { S: at }, body: { S: body }, ...more }
    await putItem(config, item)
  }

  /** The address in place of the document. */
  const keep = async (document: string): Promise<string> => {
    const address = createHash('sha256').update(document).digest('hex')
    if (!documents.has(address)) {
      const canonical = { S: canonicalDocument(document) }
      await put(`document/${address}`, only, document, { canonical })
      remember(documents, address, document)
    }
    return address
  }

  const fetch = async (address: string): Promise<string> => {
    const document = documents.get(address) ?? (await get(`document/${address}`))
    if (document === undefined) throw new Error(`the history does not have document ${address}`)
    remember(documents, address, document)
    return document
  }

  return {
    put: async (fact) => {
      const body = JSON.stringify(await withDocuments(fact, keep))
      await put(foldedEntity(fact.entity), keyOf(fact), body)
    },

    page: async (asNamed, after) => {
      const entity = foldedEntity(asNamed)
      const command = new QueryCommand({
        TableName: table,
        KeyConditionExpression: '#entity = :entity',
        ExpressionAttributeNames: { '#entity': 'entity' },
        ExpressionAttributeValues: { ':entity': { S: entity } },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: pageSize,
        ...(after === null
          ? {}
          : { ExclusiveStartKey: { entity: { S: entity }, at: { S: after } } }),
      })
      const answer = await client().send(command, { abortSignal: signal() })
      const facts: Fact[] = []
      for (const { body } of answer.Items ?? []) {
        facts.push(await withDocuments(JSON.parse(body?.S ?? '') as Fact, fetch))
      }
      return { facts, next: answer.LastEvaluatedKey?.at?.S ?? null }
    },

    fingerprint: async (entity) => (await get(`fingerprint/${foldedEntity(entity)}`)) ?? null,
    putFingerprint: (entity, fingerprint) =>
      put(`fingerprint/${foldedEntity(entity)}`, only, fingerprint),

    baseline: async () => {
      const body = await get('baseline')
      return body === undefined
        ? { first: null, latest: null, current: null }
        : (JSON.parse(body) as Baseline)
    },
    putBaseline: (baseline) => put('baseline', only, JSON.stringify(baseline)),
    truncatedAt: async () => (await get('truncated')) ?? null,
    putTruncatedAt: (at) => put('truncated', only, at),
  }
}

/** The table of this deployment. */
export const snapshots = ({ signal }: InTime): FactStore =>
  snapshotStore({ table: setting('SNAPSHOTS_TABLE'), client: dynamo, signal })

/** How many documents a process keeps; those of a whole account pass through it. */
const maxRemembered = 2000

function remember(documents: Map<string, string>, address: string, document: string): void {
  if (documents.size >= maxRemembered) documents.clear()
  documents.set(address, document)
}

/** The sort key orders facts by time. The same fact has the same key, so it is stored once. */
const keyOf = (fact: Fact): string =>
  `${timeOf(fact)} ${fact.kind === 'change' ? fact.id : `${fact.kind} ${fact.since}`}`

async function withDocuments(
  fact: Fact,
  change: (value: string) => Promise<string>,
): Promise<Fact> {
  if (fact.kind === 'observed') return { ...fact, facets: await mapValues(fact.facets, change) }
  return { ...fact, sets: await mapValues(fact.sets, change) }
}

async function mapValues(
  facets: Facets,
  change: (value: string) => Promise<string>,
): Promise<Facets> {
  const entries = Object.keys(facets).map(async (facet) => {
    const value = facetOf(facets, facet)
    return [facet, value !== null && isDocument(facet) ? await change(value) : value] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}
