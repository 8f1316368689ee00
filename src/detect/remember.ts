/** The memory of one key, read, changed and written so that of two writers at once none is lost. */
import {
  type Announcement,
  emptyMemory,
  keptMs,
  type Memory,
  take,
} from '../engine/memory/memory.ts'
import type { Sighting } from '../engine/memory/run.ts'
import type { Step } from '../engine/memory/steps.ts'
import { memoryFrom, stored } from './memory-codec.ts'
import type { MemoryWorld, StoredItem } from './ports.ts'

/** Writers of one key that get in each other's way this often give up; their messages come again. */
const maxAttempts = 12

/** How far events may stray behind those of their key before nobody can say where they belong. */
const maxDepth = 3

/**
 * Adds events to what is remembered under a key, and gives back what they caused: all of it, now
 * or when they arrived before. Throws where the table does not answer or is never left alone.
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
    const taken = await update(`${key}${'/late'.repeat(depth)}`, about, step, rest, world)
    announcements.push(...taken.announcements)
    rest = taken.late
  }
  return announcements
}

async function update(
  key: string,
  about: string,
  step: Step,
  arrived: readonly Sighting[],
  { state, nowMs, pause }: MemoryWorld,
) {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    if (attempt > 0) await pause(attempt)
    const basis = await state.load(key)
    const taken = take(memoryOf(basis), step, arrived)
    const expiresMs = nowMs() + step.windowMs + keptMs
    if (!taken.isChanged) return taken
    if (await state.save(key, stored(taken.memory, about), basis, expiresMs)) return taken
  }
  throw new Error(`${about} is written by too many at once`)
}

const memoryOf = (item: StoredItem | undefined): Memory => (item && memoryFrom(item)) ?? emptyMemory
