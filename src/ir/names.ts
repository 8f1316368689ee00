/**
 * The closed lists of names that rules, `tripline.yaml` and plans use. Each list exists once.
 * Types, schemas, records by name and tests follow from it. After a name is added here, the type
 * checker reports every place that must handle it.
 */

export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof severities)[number]

export const statuses = ['enabled', 'staged', 'disabled'] as const
export type Status = (typeof statuses)[number]

export const vias = ['eventbridge', 'metric-filter', 'both'] as const
export type Via = (typeof vias)[number]

export const responders = [
  'rollback-iam',
  'restart-trail',
  'revoke-ingress',
  'block-public-access',
  'deactivate-key',
] as const
export type Responder = (typeof responders)[number]

/**
 * The functions that are not responders: they watch, send, keep history, pass on what people
 * answer, and give powers back.
 */
export const coreFunctions = [
  'detect',
  'receipts',
  'alarm',
  'heartbeat',
  'snapshot-iam',
  'answers',
  'restore',
] as const

/** Every Lambda function there can be, in the order of plans. One file of `functions/` each. */
export const functionNames = [...coreFunctions, ...responders] as const
export type FunctionName = (typeof functionNames)[number]

export const modes = ['observe', 'approve', 'enforce'] as const
export type Mode = (typeof modes)[number]

/**
 * What must happen before an automatic response gives powers back: a person approves it, or
 * nothing.
 */
export const confirmations = ['person', 'never'] as const
export type Confirmation = (typeof confirmations)[number]

/** The formats of alerts. A channel has one. */
export const alertFormats = ['text', 'chat', 'json', 'pagerduty', 'ocsf', 'asff'] as const
export type AlertFormat = (typeof alertFormats)[number]

/** What a rule can be compiled to. */
export const backends = ['event-pattern', 'metric-filter'] as const
export type BackendName = (typeof backends)[number]

/** The values of `via` that select a backend. */
export const viasOf: Readonly<Record<BackendName, readonly Via[]>> = {
  'event-pattern': ['eventbridge', 'both'],
  'metric-filter': ['metric-filter', 'both'],
}

/** Whether a rule with this `via` compiles to a backend. */
export const compilesTo = (backend: BackendName, via: Via): boolean => viasOf[backend].includes(via)
