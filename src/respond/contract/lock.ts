/** One response at a time works on a target: two that plan at once would each undo the other. */
import { NotYet, type ResponseStore } from './ports.ts'

/**
 * Longer than a function runs (60 s), so that nobody else works on what a living one holds, and
 * shorter than a message stays out of sight (180 s), so that a redelivery finds the lock of its
 * crashed predecessor open.
 */
const leaseMs = 90_000

interface Locking {
  readonly responses: ResponseStore
  readonly token: string
  nowMs(): number
}

/** Throws `NotYet` while another invocation holds it. `work` is told until when it may go on. */
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
    throw new NotYet(`another response has just begun to work on ${key}`)
  }
  return version
}

/** In one case, as names that differ in nothing else may be one thing. */
const idOf = (key: string): string => `lock/${key.toLowerCase()}`
