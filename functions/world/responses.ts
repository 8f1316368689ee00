/**
 * The table of responses. Each item has a version, and only a writer that read the last version
 * replaces it (optimistic locking).
 */
import type { JsonObject } from '../../src/ir/json.ts'
import type { ResponseStore } from '../../src/respond/contract/ports.ts'
import { setting } from '../support/environment.ts'
import type { InTime } from '../support/invocation.ts'
import { dynamo } from './dynamo/client.ts'
import { getItem } from './dynamo/get-item.ts'
import { after, putItem } from './dynamo/put-item.ts'
import type { Table } from './dynamo/table.ts'

export const responseStore = (table: Table): ResponseStore => ({
  get: async (id) => {
    const item = await getItem(table, { id: { S: id } })
    return item === undefined
      ? null
      : { version: Number(item.version?.N), body: JSON.parse(item.body?.S ?? '{}') as JsonObject }
  },

  put: (id, { version, body }) => {
    const item = {
      id: { S: id },
      version: { N: String(version) },
      body: { S: JSON.stringify(body) },
    }
    return putItem(table, item, after(version - 1, 'id'))
  },
})

/** The table of this deployment. */
export const responses = ({ signal }: InTime): ResponseStore =>
  responseStore({ table: setting('RESPONSES_TABLE'), client: dynamo, signal })
