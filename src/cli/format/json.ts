import type { Outcome } from '../outcome.ts'

/** The whole answer as one indented JSON value. */
export const json = ({ data }: Outcome): string => `${JSON.stringify(data, null, 2)}\n`
