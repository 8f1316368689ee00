/**
 * A lease on a target, so that one response at a time works on it. Two that planned at once would
 * each undo the other.
 */
import { NotYet, type ResponseStore } from './ports.ts'

/**
 * Longer than a function runs (60 s), so that no other invocation works on a target while its
 * holder is running. Shorter than SQS hides a message (180 s), so that a redelivery finds the lease
 * of its crashed predecessor expired.
 */
const leaseMs = 90_000

interface Locking {
  readonly responses: ResponseStore
  readonly token: string
  nowMs(): number
}

/**
 * Runs `work` under the lease on `key`, and passes it when the lease expires (milliseconds since
 * 1970). Throws `NotYet` while another invocation holds the lease.
 */
export async function withLock<Result>(
  key: string,
  world: Locking,
  work: (untilMs: number) => Promise<Result>,
): Promise<Result> {
  const untilMs = world.nowMs() + leaseMs
  const version = await take(key, world, untilMs)
  try {
    return await work(untilMs)
  } finally {
    await world.responses.put(idOf(key), {
      version: version + 1,
      body: { token: world.token, untilMs: 0 },
    })
  }
}

async function take(key: string, world: Locking, untilMs: number) {
  const { responses, token } = world
  const held = await responses.get(idOf(key))
  if (held !== null && Number(held.body.untilMs) > world.nowMs()) {
    throw new NotYet(`another response is working on ${key}`)
  }
  const version = (held?.version ?? 0) + 1
  if (!(await responses.put(idOf(key), { version, body: { token, untilMs } }))) {
    throw new NotYet(`another response has just started to work on ${key}`)
  }
  return version
}

/** In lower case, because names that differ only in case may mean the same entity. */
const idOf = (key: string): string => `lock/${key.toLowerCase()}`
