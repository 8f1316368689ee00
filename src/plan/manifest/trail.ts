/** The trail that rules depend on, and the events that it must record. */
/**
 * The trail of a stage.
 * - none: no rule needs the trail's log group, and tripline.yaml requests no trail.
 * - existing: metric filters read the log group of a trail that exists.
 * - create: the stage creates the trail.
 */
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

/**
 * The selectors that a trail needs so that the rules see their events. `advanced` has the shape of
 * PutEventSelectors.
 */
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

/** A trail that the stage creates. */
export type NewTrail = Extract<TrailPlan, { kind: 'create' }>
