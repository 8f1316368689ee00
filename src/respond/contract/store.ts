/** Reads and writes the records of responses, and the count of actions. */
import type { Json, JsonObject } from '../../ir/json.ts'
import { NotYet, type ResponderWorld, type ResponseStore } from './ports.ts'
import { admit, type Taken } from './rate.ts'
import { newRecord, type ResponseRecord, responseId, timeOf } from './record.ts'
import { fromItem, toItem } from './stored-form.ts'

export async function load(responses: ResponseStore, id: string): Promise<ResponseRecord | null> {
  const item = await responses.get(id)
  return item === null ? null : fromItem(item)
}

/**
 * Stores the next version. Throws `NotYet` where another invocation stored it first, and so is
 * working on it.
 */
export async function save(
  record: ResponseRecord,
  world: Pick<ResponderWorld<never>, 'responses' | 'nowMs'>,
): Promise<ResponseRecord> {
  const next = {
    ...record,
    version: record.version + 1,
    changedAt: timeOf(world),
  }
  if (await world.responses.put(record.id, toItem(next))) return next
  throw new NotYet(`another invocation is working on response ${record.id}`)
}

/** Takes one of the hour's actions; false where none is left. */
export async function takeAction<Past>(
  world: ResponderWorld<Past>,
  responder: string,
  id: string,
): Promise<boolean> {
  const key = `rate/${responder}`
  for (let tries = 0; tries < 10; tries++) {
    const item = await world.responses.get(key)
    const taken = takenOf(item?.body.taken)
    const next = admit(taken, id, world.nowMs(), world.limits.maxActionsPerHour)
    if (next === null) return false
    const body: JsonObject = { taken: next.map(({ id, atMs }) => ({ id, atMs })) }
    if (await world.responses.put(key, { version: (item?.version ?? 0) + 1, body })) return true
  }
  throw new NotYet('too many responses count their actions at the same time')
}

const takenOf = (value: Json | undefined): readonly Taken[] =>
  Array.isArray(value) ? (value as unknown as readonly Taken[]) : []

/**
 * Marks the events that `record` puts right as covered, so that their own messages, which may still
 * be in the queue, do nothing. Only a record that waits or would act is replaced.
 */
export async function cover<Past>(
  record: ResponseRecord,
  identities: readonly string[],
  world: ResponderWorld<Past>,
): Promise<void> {
  const at = timeOf(world)
  const { responder } = record.request
  for (const identity of identities) {
    const id = responseId(responder, identity, world.digest)
    const known = await load(world.responses, id)
    if (known !== null && known.state !== 'waiting' && known.state !== 'would-do') continue
    const covered: ResponseRecord = {
      ...(known ?? newRecord(id, record.request, at)),
      state: 'covered',
      coveredBy: record.id,
    }
    await save(covered, world)
  }
}
