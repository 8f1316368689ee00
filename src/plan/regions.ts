/** The regions of a stage by purpose. */
import type { Manifest } from './manifest.ts'

/**
 * The region of the log group that metric filters read; undefined without filters. Their alarms and
 * the topic of these alarms are in the same region, because CloudWatch notifies an SNS topic of its
 * own region only.
 */
export const alarmsRegion = ({ metricFilters }: Manifest): string | undefined =>
  metricFilters[0]?.region

/** Regions whose default bus forwards to the home bus. */
const forwardingRegions = ({ eventRules }: Manifest): string[] =>
  [...new Set(eventRules.map(({ region }) => region))].sort()

/**
 * Regions with a queue for undeliverable messages. EventBridge and SNS can only use a queue of
 * their own region.
 */
export const undeliveredRegions = (manifest: Manifest): string[] => {
  const home = manifest.topology.kind === 'member' ? [] : [manifest.home]
  const alarms = alarmsRegion(manifest)
  return [
    ...new Set([
      ...forwardingRegions(manifest),
      ...home,
      ...(alarms === undefined ? [] : [alarms]),
    ]),
  ].sort()
}

/**
 * The regions whose alarms are forwarded as events. In the home region an alarm notifies the health
 * topic itself.
 */
export const alarmsElsewhere = (manifest: Manifest): string[] =>
  undeliveredRegions(manifest).filter(
    (region) => manifest.topology.kind === 'member' || region !== manifest.home,
  )

/** Whether any default bus forwards to the home bus. */
export const forwards = (manifest: Manifest): boolean =>
  manifest.eventRules.length > 0 || alarmsElsewhere(manifest).length > 0
