/**
 * Every resource of a plan, for people who read the plan and for its cost. Policies and targets
 * count as part of the resource that they belong to.
 */
import { compareTexts } from '../ir/compare-texts.ts'
import type { Manifest } from './manifest.ts'
import { eventResources } from './resources/events.ts'
import type { PlannedResource } from './resources/resource.ts'
import { runtimeResources } from './resources/runtime.ts'
import { watchResources } from './resources/watch.ts'

/** The resources, sorted by type, region and name. */
export const resourcesOf = (manifest: Manifest): readonly PlannedResource[] =>
  [...eventResources(manifest), ...runtimeResources(manifest), ...watchResources(manifest)].sort(
    (a, b) =>
      compareTexts(a.type, b.type) ||
      compareTexts(a.region, b.region) ||
      compareTexts(a.name, b.name),
  )
