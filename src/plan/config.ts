/**
 * The parts of tripline.yaml that planning reads. The reader of tripline.yaml returns this shape.
 * It is declared here again because planning must not depend on YAML.
 */
import type { AlertFormat, Confirmation, Severity } from '../ir/names.ts'

/** The content of tripline.yaml. */
export interface PlanConfig {
  readonly home?: string | undefined
  readonly accounts?: Readonly<Record<string, AccountConfig>> | undefined
  readonly channels?: Readonly<Record<string, ChannelConfig>> | undefined
  readonly trail?:
    | {
        readonly logGroup?: string | undefined
        readonly region?: string | undefined
        readonly create?: 'account' | 'organization' | undefined
      }
    | undefined
  readonly health?: TopicConfig | undefined
  /** A duration, as in `15m`. */
  readonly heartbeat?: { readonly every: string } | undefined
  readonly hub?:
    | { readonly account: string; readonly region: string; readonly organization: string }
    | undefined
  readonly responders?:
    | {
        readonly maxActionsPerHour?: number | undefined
        readonly breakGlass?: readonly string[] | undefined
        readonly approvalExpires?: string | undefined
        readonly restore?: boolean | undefined
        readonly confirm?: Confirmation | undefined
        readonly undo?:
          | { readonly expires?: string | undefined; readonly people?: 1 | 2 | undefined }
          | undefined
      }
    | undefined
  readonly pack?: 'by-source' | 'per-rule' | undefined
}

/** The account of a stage. */
export interface AccountConfig {
  readonly account: string
  readonly regions?: readonly string[] | undefined
  readonly deployRole?: string | undefined
  /** ARNs of roles and users. */
  readonly operators?: readonly string[] | undefined
}

/** A topic with its subscribers. */
export interface TopicConfig {
  /** `new` or an ARN. */
  readonly topic?: string | undefined
  readonly subscribe?: 'elsewhere' | readonly string[] | undefined
}

/** A channel. */
export interface ChannelConfig extends TopicConfig {
  readonly format?: AlertFormat | undefined
  readonly severity?: Severity | undefined
}
