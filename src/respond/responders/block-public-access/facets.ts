/** A public access block as facets: its four settings, and whether there is a configuration. */
import { isObject, type Json } from '../../../ir/json.ts'
import { objectOf } from '../../contract/event.ts'
import { pick } from '../../contract/facets.ts'
import type { Facets } from '../../contract/responder.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html */
export const settings = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
] as const

export type Setting = (typeof settings)[number]

/** Whether there is a configuration: one with all settings off differs from none. */
export const configured = 'PublicAccessBlock'

/** The value of a setting that is on; one that is off is null. */
export const on = 'on'

/**
 * A configuration as facets; null means that there is none. S3 treats an omitted setting as off.
 */
export function blockFacets(configuration: Json): Facets {
  const given = objectOf(configuration)
  return {
    [configured]: isObject(configuration) ? on : null,
    ...Object.fromEntries(settings.map((setting) => [setting, isTrue(given[setting]) ? on : null])),
  }
}

const isTrue = (value: Json | undefined): boolean => value === true || value === 'true'

/** All facets of the block and no others. */
export const blockOf = (facets: Facets): Facets => pick(facets, [configured, ...settings])
