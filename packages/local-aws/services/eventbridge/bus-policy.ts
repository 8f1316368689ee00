/** The policy of a bus as one document. */
import type { Bus } from './bus.ts'

/** JSON; undefined for a bus without a policy. */
export const policyText = ({ policy }: Bus): string | undefined =>
  policy.size === 0
    ? undefined
    : JSON.stringify({ Version: '2012-10-17', Statement: [...policy.values()] })
