/** What an operation throws, and what the local account itself refuses with. */

/**
 * An error as AWS answers it. `code` is the one in the answer (`NoSuchEntity`); where the service's
 * model knows it, HTTP status and the name that CloudTrail records come from the model.
 */
export class AwsError extends Error {
  readonly code: string
  /** HTTP status, where the model does not say one. */
  readonly status: number

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.name = 'AwsError'
    this.code = code
    this.status = status
  }
}

/** The local account answers the calls that it knows, and says so about all others. */
export const notImplemented = (service: string, operation: string): AwsError =>
  new AwsError(
    'NotImplemented',
    `The local account does not answer ${operation} of ${service}.`,
    501,
  )
