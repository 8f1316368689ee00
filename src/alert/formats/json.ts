import type { JsonFormat } from '../rendered.ts'

/** The alert document itself: schema/alert.schema.json. */
export const json: JsonFormat = { readers: 'programs', value: (document) => document }
