/** EventBridge rules of default buses, in this account and in the members of a hub. */
/** One EventBridge rule of the default bus of a region, whose target is the home bus. */
export interface EventRulePlan {
  /**
   * The physical name, at most 64 characters. It stays the same from plan to plan while its rules
   * stay the same.
   */
  readonly name: string
  readonly region: string
  readonly state: 'ENABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'
  /** JSON text, at most 2,048 characters. */
  readonly pattern: string
  /** Ids of the rules that need it; empty for a rule that Tripline itself needs. */
  readonly rules: readonly string[]
  readonly why: string
}

/** An EventBridge rule of the default bus of a hub's members, whose target is the hub's bus. */
export interface MemberRulePlan extends Omit<EventRulePlan, 'region'> {
  readonly deployedIn: 'everywhere' | 'in the global region' | 'in other regions'
}
