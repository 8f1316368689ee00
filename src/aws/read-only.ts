/**
 * The management events that EventBridge does not deliver to a rule in state ENABLED, and the state in
 * which a rule gets them.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 * Names with other verbs are delivered in any state, also where they only read (AssumeRole, BatchGet…,
 * Search…): eb-service-management-event-list.html lists them.
 */
export const allManagementEvents = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'

/** Their names begin with Get, but they hand out credentials and count as changes. */
const deliveredAllTheSame: ReadonlySet<string> = new Set(['GetFederationToken', 'GetSessionToken'])

export const hasReadOnlyName = (eventName: string): boolean =>
  /^(?:Describe|Get|List)/.test(eventName)

/** Whether a rule in state ENABLED never sees events of this name. */
export const isHeldBack = (eventName: string): boolean =>
  hasReadOnlyName(eventName) && !deliveredAllTheSame.has(eventName)

/**
 * Services whose Get calls hand out credentials or the like, and record it in `responseElements`.
 */
const answersRecorded: ReadonlySet<string> = new Set([
  'sts.amazonaws.com',
  'signin.amazonaws.com',
  'cognito-identity.amazonaws.com',
])

/**
 * Whether `responseElements` of an event is null because the call changes nothing.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const answersNothing = (eventSource: string, eventName: string): boolean =>
  hasReadOnlyName(eventName) && !answersRecorded.has(eventSource)
