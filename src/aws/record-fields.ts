/**
 * The fields that AWS documents for the records a rule can look at. An empty tree is a leaf. `'*'`
 * is a part whose contents each service decides.
 *
 * CloudTrail:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * and cloudtrail-event-reference-user-identity.html beside it.
 */
export interface FieldTree {
  readonly [field: string]: FieldTree | '*'
}

const leaf = {}
const leavesOf = <Name extends string>(...names: Name[]): Record<Name, FieldTree> =>
  Object.fromEntries(names.map((name) => [name, leaf])) as Record<Name, FieldTree>

const envelope: FieldTree = {
  ...leavesOf('version', 'id', 'detail-type', 'source', 'account', 'time', 'region', 'resources'),
  'replay-name': leaf,
}

const identity = leavesOf('type', 'principalId', 'arn', 'accountId', 'userName')

const userIdentity: FieldTree = {
  ...identity,
  ...leavesOf('accessKeyId', 'invokedBy', 'identityProvider', 'credentialId', 'scopes'),
  sessionContext: {
    ...leavesOf('sourceIdentity', 'ec2RoleDelivery', 'assumedRoot'),
    sessionIssuer: identity,
    webIdFederationData: { federatedProvider: leaf, attributes: '*' },
    attributes: leavesOf('creationDate', 'mfaAuthenticated'),
  },
  onBehalfOf: leavesOf('userId', 'identityStoreArn'),
  inScopeOf: leavesOf('sourceArn', 'sourceAccount', 'issuerType', 'credentialsIssuedTo'),
}

const common: FieldTree = {
  ...leavesOf('eventVersion', 'eventTime', 'awsRegion', 'eventID', 'eventType'),
  ...leavesOf('recipientAccountId', 'sharedEventID', 'eventCategory'),
  addendum: leavesOf('reason', 'updatedFields', 'originalRequestID', 'originalEventID'),
  envelope,
}

const cloudtrail: FieldTree = {
  ...common,
  userIdentity,
  ...leavesOf('eventSource', 'eventName', 'sourceIPAddress', 'userAgent', 'errorCode'),
  ...leavesOf('errorMessage', 'requestID', 'apiVersion', 'managementEvent', 'readOnly'),
  ...leavesOf('vpcEndpointId', 'vpcEndpointAccountId', 'sessionCredentialFromConsole'),
  requestParameters: '*',
  responseElements: '*',
  additionalEventData: '*',
  serviceEventDetails: '*',
  edgeDeviceDetails: '*',
  eventContext: '*',
  // Undocumented: a mark of a part that CloudTrail left out. See omitted.ts.
  omitted: leaf,
  resources: leavesOf('ARN', 'accountId', 'type', 'ARNPrefix'),
  tlsDetails: leavesOf('tlsVersion', 'cipherSuite', 'clientProvidedHostHeader', 'keyExchange'),
}

/**
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-insight-details.html
 */
const insight: FieldTree = {
  ...common,
  insightDetails: {
    ...leavesOf(
      'state',
      'eventSource',
      'eventName',
      'insightType',
      'errorCode',
      'sourceEventCategory',
    ),
    insightContext: '*',
  },
}

const evaluation: FieldTree = {
  ...leavesOf('complianceType', 'resultRecordedTime', 'configRuleInvokedTime', 'annotation'),
  evaluationResultIdentifier: '*',
}

/**
 * https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html
 */
const config: FieldTree = {
  ...leavesOf('resourceId', 'resourceType', 'awsRegion', 'awsAccountId', 'configRuleName'),
  ...leavesOf('configRuleNames', 'configRuleARN', 'recordVersion', 'messageType'),
  ...leavesOf('notificationCreationTime'),
  newEvaluationResult: evaluation,
  oldEvaluationResult: evaluation,
  envelope,
}

/** By the value of `on` in a rule. Records of kinds that are not here are too varied to check. */
export const recordFields: ReadonlyMap<string, FieldTree> = new Map([
  ['cloudtrail', cloudtrail],
  ['insight', insight],
  ['config', config],
])

/** Every documented path, from which guesses are made. */
export function* documentedPaths(tree: FieldTree, prefix = ''): Generator<string> {
  for (const [field, below] of Object.entries(tree)) {
    yield prefix + field
    if (below !== '*') yield* documentedPaths(below, `${prefix}${field}.`)
  }
}

/**
 * Whether every segment of a path is documented, as far as AWS documents that part of the record.
 */
export function isDocumented(tree: FieldTree, path: readonly string[]): boolean {
  let at: FieldTree | '*' | undefined = tree
  for (const segment of path) {
    if (at === '*') return true
    if (at === undefined || !Object.hasOwn(at, segment)) return false
    at = at[segment]
  }
  return true
}
