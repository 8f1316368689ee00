/** Loads the metric filters behind the alarms, which are deployed as a file beside the bundle. */
import type { AlarmFilter } from '../../src/detect/alarm/alarm-links.ts'
import { fileBeside } from '../support/beside.ts'

/** By alarm name. */
export type AlarmFilters = Readonly<Record<string, AlarmFilter>>

/** Throws an error with the file's name where the file is missing or broken. */
export const loadFilters = (): Promise<AlarmFilters> => fileBeside('filters.json')
