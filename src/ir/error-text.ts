/** Errors as texts for logs and reports. */

/** Name and message: `TimeoutError: no answer`. */
export const errorText = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)

/** The message alone, of errors that are thrown here and explain themselves. */
export const errorMessage = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
