/**
 * Loads the metric filters behind the alarms. They are deployed as a file beside the bundle, because
 * their patterns are far more than the 4 KB that the environment of a function can hold.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AlarmFilter } from '../../src/detect/alarm/alarm-links.ts'
import { setting } from '../support/environment.ts'

/** By alarm name. */
export type AlarmFilters = Readonly<Record<string, AlarmFilter>>

/** Throws where the file is missing or broken, naming it. */
export async function loadFilters(): Promise<AlarmFilters> {
  const file = join(setting('LAMBDA_TASK_ROOT'), 'filters.json')
  try {
    return JSON.parse(await readFile(file, 'utf8')) as AlarmFilters
  } catch (error) {
    throw new Error(`the filters ${file} cannot be read: ${error}`, { cause: error })
  }
}
