import type { JsonFormat } from '../rendered.ts'

/** The alert document itself: schema/alert.schema.json. */
export const json: JsonFormat = { kind: 'json', readers: 'programs', value: (document) => document }
