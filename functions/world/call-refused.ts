/** Distinguishes errors of AWS that are final from errors that are worth a retry. */
import { CallRefused } from '../../src/respond/contract/ports.ts'

/**
 * Client errors that are temporary.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
const passing =
  /^(?:Throttl|TooManyRequests|RequestLimitExceeded|RequestTimeout|ExpiredToken|ConcurrentModification|EntityTemporarilyUnmodifiable|ServiceUnavailable|InternalFailure|ServiceFailure|PriorRequestNotComplete)/

/**
 * A `CallRefused` for a final error, or the error itself. `alsoPassing`: names of further errors
 * that are temporary in this case.
 */
export function asCallRefused(error: unknown, alsoPassing: readonly string[]): unknown {
  if (!(error instanceof Error) || !('$fault' in error) || error.$fault !== 'client') return error
  if (passing.test(error.name) || alsoPassing.includes(error.name)) return error
  return new CallRefused(error.name.replace(/Exception$/, ''), error.message)
}
