/** What did not happen in a scenario as expected: one sentence each. */

/** `alert` lists the rule and what else was expected of the alert. */
export const missingAlert = (alert: string): string => `an expected alert is missing: ${alert}`

export const unexpectedAlert = (rule: string, state: string, title: string): string =>
  `an unexpected alert was sent: ${rule} (${state}) ${title}`

/** A part of what was expected of an alert. */
export const withText = (text: string): string => `with the text \`${text}\``

export const failedCall = (call: string, error: string, message: string): string =>
  `${call} failed with ${error}: ${message}`

export const succeededCall = (call: string, error: string): string =>
  `${call} succeeded, but was expected to fail with ${error}`

export const roleSignIn = (actor: string): string => `${actor} is a role, and roles cannot sign in`

// Of the state at the end.

export const failedAtEnd = (call: string, error: string, message: string): string =>
  `at the end, ${call} fails with ${error}: ${message}`

export const succeedsAtEnd = (call: string, error: string): string =>
  `at the end, ${call} succeeds, but was expected to fail with ${error}`

export const otherValueAtEnd = (
  call: string,
  path: string,
  value: string,
  wanted: string,
): string => `at the end, ${path} of ${call} is ${value}, not ${wanted}`
