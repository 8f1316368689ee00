/** The errors that operations and the local account itself throw. */

/**
 * An error as AWS answers it. `code` is the code in the answer (`NoSuchEntity`). If the service's
 * model has the code, HTTP status and the recorded name come from the model.
 */
export class AwsError extends Error {
  readonly code: string
  /** HTTP status, if the model has none. */
  readonly status: number

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.name = 'AwsError'
    this.code = code
    this.status = status
  }
}

/** The error for an operation that the local account does not implement. */
export const notImplemented = (service: string, operation: string): AwsError =>
  new AwsError(
    'NotImplemented',
    `The local account does not answer ${operation} of ${service}.`,
    501,
  )
