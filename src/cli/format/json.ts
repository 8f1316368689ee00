import type { Outcome } from '../outcome.ts'

export const json = ({ data }: Outcome): string => `${JSON.stringify(data, null, 2)}\n`
