/** The regions of an account that need the EventBridge rules of a rule. */
import { type EventRegions, globalRegion } from '../aws/event-regions.ts'
import { globalRegionOf } from '../aws/regions.ts'
import type { Settings } from './settings.ts'

/**
 * The regions of the stage that a rule needs. Regions of global services and of sign-in are on in
 * every account and cannot be switched off, so they count even if the account does not list them.
 */
export function regionsFor(
  { named, everyEnabled }: EventRegions,
  { regions, partition }: Pick<Settings, 'regions' | 'partition'>,
): readonly string[] {
  const ofPartition = named.includes(globalRegion) ? [globalRegionOf(partition)] : []
  const always = partition === 'aws' ? named : ofPartition
  return [...new Set([...always, ...(everyEnabled ? regions : [])])].sort()
}

/** The reason for the regions of a rule, as a phrase. */
export function placedBecause({ named, everyEnabled }: EventRegions): string {
  if (!everyEnabled) return 'a global service: its events appear in one region'
  if (named.length === 0) return 'its events appear in the region where they happen'
  if (!named.includes(globalRegion))
    return `its events appear in the region where they happen, and some only in ${named.join(', ')}`
  return 'its events appear in any region, also where sign-ins and global services are recorded'
}
