/**
 * The question whether a principal may do something, and the demands that a call makes. The local
 * account evaluates no policies: it collects everything that decides, and asks `authorize`
 * (`LocalAwsOptions`). Without it, every known principal may do everything.
 */

/** One action on one resource, with everything that decides about it. */
export interface Authorization {
  readonly principal: {
    readonly kind: 'root' | 'user' | 'session' | 'service'
    /** The ARN; of a session that of `sts`, of a service its name, such as `sns.amazonaws.com`. */
    readonly id: string
  }
  /** The action in IAM, which is not always named after the operation: `s3:ListBucket`. */
  readonly action: string
  /** `arn` is `*` for an action without resources. */
  readonly resource: { readonly arn: string; readonly account: string }
  /** Condition keys with their values. */
  readonly context: Context
  /** Inline and managed policies of the principal, and of the groups of a user. */
  readonly identityPolicies: readonly PolicyText[]
  readonly boundary?: PolicyText
  /** The policy of the resource as JSON. Of a role it is the trust policy. */
  readonly resourcePolicy?: string
}

export type Context = Readonly<Record<string, string | readonly string[]>>

export interface PolicyText {
  /** The name of an inline policy, or the ARN of a managed one. */
  readonly name: string
  /** JSON. */
  readonly document: string
}

export interface Decision {
  readonly allowed: boolean
  /** The end of AWS's message: `because no identity-based policy allows the sqs:SendMessage action`. */
  readonly why: string
}

export type Authorize = (question: Authorization) => Promise<Decision>

/** What a call or a delivery needs to be allowed: one action on one resource. */
export interface Demand {
  readonly action: string
  /** An ARN. Undefined for an action without resources. */
  readonly resource?: string
  /** The account of a resource whose ARN names none; by default the caller's. */
  readonly owner?: string | undefined
  readonly policy?: string | undefined
  /** Condition keys of this action, besides those of every call. */
  readonly context?: Context
}
