/** Which errors of AWS are its last word, and which are worth another try. */
import { CallRefused } from '../../src/respond/contract/ports.ts'

/**
 * Errors of the caller's that pass by themselves.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
const passing =
  /^(?:Throttl|TooManyRequests|RequestLimitExceeded|RequestTimeout|ExpiredToken|ConcurrentModification|EntityTemporarilyUnmodifiable|ServiceUnavailable|InternalFailure|ServiceFailure|PriorRequestNotComplete)/

/** `alsoPassing`: names of errors that pass in this case. */
export function refusedOr(error: unknown, alsoPassing: readonly string[]): unknown {
  if (!(error instanceof Error) || !('$fault' in error) || error.$fault !== 'client') return error
  if (passing.test(error.name) || alsoPassing.includes(error.name)) return error
  return new CallRefused(error.name.replace(/Exception$/, ''), error.message)
}
