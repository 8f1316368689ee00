/** A public access block as facets: its four settings, and that there is one. */
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

/** That there is a configuration at all: one with all settings off and none are told apart. */
export const configured = 'PublicAccessBlock'

/** What a setting that is on reads as; one that is off is null. */
export const on = 'on'

/** A configuration as facets; S3 takes what is left out for off. Null: there is none. */
export function blockFacets(configuration: Json): Facets {
  const given = objectOf(configuration)
  return {
    [configured]: isObject(configuration) ? on : null,
    ...Object.fromEntries(settings.map((setting) => [setting, isTrue(given[setting]) ? on : null])),
  }
}

const isTrue = (value: Json | undefined): boolean => value === true || value === 'true'

/** All of the block, whatever else there is. */
export const blockOf = (facets: Facets): Facets => pick(facets, [configured, ...settings])
