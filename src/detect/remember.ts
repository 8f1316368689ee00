/** Reads, changes and writes the memory of one key. Of two writers at the same time, none loses its change. */
import {
  type Announcement,
  addSightings,
  emptyMemory,
  keptMs,
  type Memory,
} from '../engine/memory/memory.ts'
import type { Sighting } from '../engine/memory/run.ts'
import type { Step } from '../engine/memory/steps.ts'
import { contentOf, memoryFrom } from './memory-codec.ts'
import type { MemoryWorld, StoredItem } from './ports.ts'

/** After so many collisions with other writers of the key an error is thrown; the messages are delivered again. */
const maxAttempts = 12

/** Events that are too late for a memory go into a second one, and so on, this many times. */
const maxDepth = 3

/**
 * Adds events to the memory of a key. Returns all announcements that these events cause, or caused when
 * they arrived before. Throws if the table fails, or if others keep writing the item.
 */
export async function remember(
  key: string,
  about: string,
  step: Step,
  arrived: readonly Sighting[],
  world: MemoryWorld,
): Promise<readonly Announcement[]> {
  const announcements: Announcement[] = []
  let rest = arrived
  for (let depth = 0; rest.length > 0; depth++) {
    if (depth === maxDepth) throw new Error(`${rest.length} events are too late for ${about}`)
    const updated = await updateStored(`${key}${'/late'.repeat(depth)}`, about, step, rest, world)
    announcements.push(...updated.announcements)
    rest = updated.late
  }
  return announcements
}

async function updateStored(
  key: string,
  about: string,
  step: Step,
  arrived: readonly Sighting[],
  { state, nowMs, pause }: MemoryWorld,
) {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    if (attempt > 0) await pause(attempt)
    const basis = await state.load(key)
    const updated = addSightings(memoryOf(basis), step, arrived)
    const expiresMs = nowMs() + step.windowMs + keptMs
    if (!updated.isChanged) return updated
    if (await state.save(key, contentOf(updated.memory, about), basis, expiresMs)) return updated
  }
  throw new Error(`too many invocations write ${about} at the same time`)
}

const memoryOf = (item: StoredItem | undefined): Memory => (item && memoryFrom(item)) ?? emptyMemory
