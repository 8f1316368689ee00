/** The memory of one key, read, changed and written so that of two writers at once none is lost. */
import { memoryFrom, stored } from './codec.ts'
import { keptMs, type Memory, nothing, type Telling, take } from './memory.ts'
import type { MemoryWorld, StoredItem } from './ports.ts'
import type { Sighting } from './reckoning.ts'
import type { Stage } from './stage.ts'

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
  stage: Stage,
  arrived: readonly Sighting[],
  world: MemoryWorld,
): Promise<readonly Telling[]> {
  const tellings: Telling[] = []
  let rest = arrived
  for (let depth = 0; rest.length > 0; depth++) {
    if (depth === maxDepth) throw new Error(`${rest.length} events are too late for ${about}`)
    const taken = await update(`${key}${'/late'.repeat(depth)}`, about, stage, rest, world)
    tellings.push(...taken.tellings)
    rest = taken.late
  }
  return tellings
}

async function update(
  key: string,
  about: string,
  stage: Stage,
  arrived: readonly Sighting[],
  { state, nowMs, pause }: MemoryWorld,
) {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    if (attempt > 0) await pause(attempt)
    const basis = await state.load(key)
    const taken = take(memoryOf(basis), stage, arrived)
    const expiresMs = nowMs() + stage.windowMs + keptMs
    if (!taken.isChanged) return taken
    if (await state.save(key, stored(taken.memory, about), basis, expiresMs)) return taken
  }
  throw new Error(`${about} is written by too many at once`)
}

const memoryOf = (item: StoredItem | undefined): Memory => (item && memoryFrom(item)) ?? nothing
