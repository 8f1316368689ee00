/**
 * Deliveries that services make by themselves, and the permissions that they need. Without
 * `authorize` a delivery is made at once. With it, deliveries are made one after the other, in the
 * order in which they were due.
 */
import { type Cloud, perCloud } from '../accounts.ts'
import type { Authorization, Decision } from './authorization.ts'

interface Memory {
  last: Promise<void>
  fault: { readonly cause: unknown } | undefined
}

const memoryOf = perCloud((): Memory => ({ last: Promise.resolve(), fault: undefined }))

/**
 * Runs `deliver` if every question is answered with yes, otherwise `refused`. The questions are
 * made when it is this delivery's turn, so they see the policies of that moment.
 */
export function deliverIfAllowed(
  cloud: Cloud,
  questions: () => readonly Authorization[],
  deliver: () => void,
  refused: (decision: Decision) => void = () => {},
): void {
  if (cloud.authorize === undefined) {
    deliver()
    return
  }
  const memory = memoryOf(cloud)
  memory.last = memory.last
    .then(async () => {
      const denial = await firstDenial(cloud, questions())
      if (denial === undefined) deliver()
      else refused(denial.decision)
    })
    .catch((cause: unknown) => {
      memory.fault ??= { cause }
    })
}

/** Resolves when no delivery waits for its permission. Throws if a question had no answer. */
export async function settled(cloud: Cloud): Promise<void> {
  const memory = memoryOf(cloud)
  for (let last: unknown; last !== memory.last; ) {
    last = memory.last
    await memory.last
  }
  if (memory.fault !== undefined) throw memory.fault.cause
}

/** The first question that is answered with no; undefined if all are allowed. */
export async function firstDenial(
  { authorize }: Cloud,
  questions: readonly Authorization[],
): Promise<{ readonly question: Authorization; readonly decision: Decision } | undefined> {
  if (authorize === undefined) return undefined
  for (const question of questions) {
    const decision = await authorize(question)
    if (!decision.allowed) return { question, decision }
  }
  return undefined
}
