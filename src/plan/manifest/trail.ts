/** The trail that rules depend on, and what it has to record. */
/** `none`: no rule needs the trail's log group, and no trail is asked for. */
export type TrailPlan =
  | { readonly kind: 'none'; readonly selectors: SelectorPlan }
  | {
      readonly kind: 'existing'
      readonly logGroup: string
      readonly region: string
      readonly selectors: SelectorPlan
    }
  | {
      readonly kind: 'create'
      readonly name: string
      readonly organization: boolean
      readonly logGroup: string
      readonly region: string
      readonly selectors: SelectorPlan
    }

/** What a trail must record so that the rules see their events; `advanced` as PutEventSelectors takes it. */
export interface SelectorPlan {
  readonly advanced: readonly AdvancedEventSelector[]
  readonly insights: readonly ('ApiCallRateInsight' | 'ApiErrorRateInsight')[]
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html */
export interface AdvancedEventSelector {
  readonly Name: string
  readonly FieldSelectors: readonly {
    readonly Field: string
    readonly Equals?: readonly string[]
    readonly StartsWith?: readonly string[]
    readonly EndsWith?: readonly string[]
    readonly NotEquals?: readonly string[]
    readonly NotStartsWith?: readonly string[]
    readonly NotEndsWith?: readonly string[]
  }[]
}

/** A trail that is made here. */
export type NewTrail = Extract<TrailPlan, { kind: 'create' }>
