/** Where moto 5.2 is known to answer otherwise than AWS, by service. */
import type { Deviation } from './deviations.ts'

const silentLists = [
  'GetGroup',
  'ListGroups',
  'ListGroupPolicies',
  'ListInstanceProfilesForRole',
  'ListAccessKeys',
  'ListPolicyVersions',
]

export const iamDeviations: readonly Deviation[] = [
  {
    operations: ['CreateRole', 'GetRole'],
    field: 'PermissionsBoundaryType',
    why: 'AWS says Policy (as real records show); moto says what the documentation says',
  },
  {
    operations: ['CreateRole', 'CreateServiceLinkedRole'],
    field: 'MaxSessionDuration',
    why: 'the answer repeats it only where it was asked for (as real records show); moto always',
  },
  {
    operations: ['CreateUser'],
    in: 'names with blanks are refused',
    codes: ['ValidationError', 'ok'],
    why: 'names of users are checked against [\\w+=,.@-]+; moto takes any text',
  },
  {
    operations: silentLists,
    field: 'IsTruncated',
    why: 'every list says whether more follows; moto leaves it out of these',
  },
  {
    operations: ['CreatePolicy', 'GetPolicy', 'ListPolicies', 'GetAccountAuthorizationDetails'],
    field: 'PermissionsBoundaryUsageCount',
    why: 'a policy says how many principals it bounds; moto does not count them',
  },
  {
    operations: ['GetAccountAuthorizationDetails'],
    field: 'PolicyId',
    why: 'policies have ids here as elsewhere; moto leaves them out',
  },
  {
    operations: ['GetAccountAuthorizationDetails'],
    field: 'PolicyName',
    why: 'as above; moto gives the ARN alone, and of inline policies the name as AWS does',
  },
  {
    operations: ['GetPolicy'],
    in: 'attachments of each kind of principal',
    field: 'AttachmentCount',
    why: 'attaching what is attached changes nothing; moto counts it again',
  },
  {
    operations: ['CreatePolicyVersion', 'ListPolicyVersions'],
    field: 'Document',
    why: 'the document comes with GetPolicyVersion alone; moto gives it here too',
  },
  {
    operations: ['DeletePolicy'],
    in: 'a policy in use is not deleted',
    codes: ['DeleteConflict', 'ok'],
    why: 'a policy that is attached or has further versions is not deleted; moto deletes it',
  },
  {
    operations: ['CreateLoginProfile', 'GetLoginProfile'],
    field: 'PasswordResetRequired',
    why: 'whether a new password is asked for is kept; moto forgets it',
  },
  {
    operations: ['ListRoles'],
    in: 'lists in pages',
    field: 'Roles',
    why: 'pages go by name; those of moto by an id drawn by lot',
  },
  {
    operations: ['ListUsers'],
    in: 'pages that moto does not make',
    field: 'Users',
    why: 'MaxItems is heeded; moto gives all users at once',
  },
  {
    operations: ['ListUsers'],
    in: 'pages that moto does not make',
    field: 'IsTruncated',
    why: 'as above',
  },
  {
    operations: ['ListUsers'],
    in: 'pages that moto does not make',
    field: 'Marker',
    why: 'as above',
  },
]
export const stsDeviations: readonly Deviation[] = [
  {
    operations: ['GetCallerIdentity'],
    field: 'Arn',
    why: 'the caller is root here; moto has a user of its own for every key that it does not know',
  },
  {
    operations: ['AssumeRole'],
    field: 'PackedPolicySize',
    why: 'given for sessions with policies or tags alone; moto always gives 6',
  },
  {
    operations: ['AssumeRole'],
    in: 'sessions of a role',
    codes: ['ValidationError', 'ok'],
    why: 'sessions last 15 minutes at least and their names are checked; moto takes what comes',
  },
  {
    operations: ['AssumeRole'],
    in: 'a role that is not there',
    codes: ['AccessDenied', 'ok'],
    why: 'only roles that exist are assumed; moto makes sessions of any ARN',
  },
]
const authorize = ['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress']
const revoke = ['RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress']

export const ec2Deviations: readonly Deviation[] = [
  {
    operations: [...authorize, 'DescribeSecurityGroupRules'],
    field: 'GroupOwnerId',
    why: 'a rule says whose group it is in; moto leaves it out',
  },
  {
    operations: ['AuthorizeSecurityGroupEgress'],
    in: 'outward rules',
    field: 'FromPort',
    why: 'rules for all protocols have the ports -1; moto says so when it describes them only',
  },
  {
    operations: ['AuthorizeSecurityGroupEgress'],
    in: 'outward rules',
    field: 'ToPort',
    why: 'as above',
  },
  {
    operations: ['AuthorizeSecurityGroupIngress'],
    in: 'two permissions at once',
    field: 'SecurityGroupRules',
    why: 'the answer has a rule for each permission; that of moto for the last one',
  },
  {
    operations: revoke,
    field: 'RevokedSecurityGroupRules',
    why: 'the answer says what was revoked; moto says nothing',
  },
  {
    operations: ['RevokeSecurityGroupIngress'],
    in: 'a rule that does not stand is revoked',
    codes: ['ok', 'InvalidPermission.NotFound'],
    why:
      'in a default VPC that is no error, the permission comes back as unknown ' +
      '(API_RevokeSecurityGroupIngress); moto makes it one',
  },
  {
    operations: ['CreateSecurityGroup'],
    field: 'Tags',
    why: 'the answer repeats the tags; moto leaves them out',
  },
  {
    operations: ['DeleteSecurityGroup'],
    field: 'GroupId',
    why: 'the answer says what was deleted; moto says nothing',
  },
  { operations: ['DeleteSecurityGroup'], field: 'Return', why: 'as above' },
  {
    operations: ['DeleteSecurityGroup'],
    in: 'a group that another one names',
    codes: ['DependencyViolation', 'ok'],
    why: 'a group that a rule of another one names is not deleted; moto deletes it',
  },
  {
    operations: ['ModifySecurityGroupRules'],
    in: 'rules of a group that is not there',
    codes: ['InvalidGroup.NotFound', 'Error'],
    why: 'moto fails with an error of its own',
  },
]
export const s3Deviations: readonly Deviation[] = [
  {
    operations: ['CreateBucket'],
    in: 'buckets come and go',
    field: 'Location',
    why: 'a URL for buckets elsewhere (API_CreateBucket); moto gives a path',
  },
  {
    operations: ['ListBuckets', 'GetBucketAcl'],
    field: 'DisplayName',
    why: 'owners have no display name any more (API_Owner); moto gives one',
  },
  {
    operations: ['PutObject', 'GetObject', 'HeadObject'],
    field: 'ServerSideEncryption',
    why: 'every object is encrypted (UserGuide/default-encryption-faq); moto says nothing',
  },
  {
    operations: ['ListObjectsV2'],
    in: 'objects in pages',
    field: 'ContinuationToken',
    why: 'the answer repeats the token of the request; moto leaves it out',
  },
  {
    operations: ['GetPublicAccessBlock'],
    in: 'public access of a new bucket',
    codes: ['ok', 'NoSuchPublicAccessBlockConfiguration'],
    why: 'new buckets block public access (since April 2023); those of moto do not',
  },
]
export const cloudTrailDeviations: readonly Deviation[] = [
  {
    operations: ['GetTrail'],
    field: 'HomeRegion',
    why: 'a trail says where it is at home; moto does so when it describes trails only',
  },
  {
    operations: ['GetTrail'],
    field: 'HasCustomEventSelectors',
    why: 'a trail says whether somebody chose what it records; moto always says no',
  },
  {
    operations: ['GetTrail'],
    field: 'HasInsightSelectors',
    why: 'as above, for Insights',
  },
  {
    operations: ['GetTrailStatus'],
    field: 'LatestDeliveryAttemptSucceeded',
    why: 'says when delivery last went well; moto leaves it empty',
  },
  {
    operations: ['StartLogging', 'StopLogging'],
    in: 'a trail that is not there',
    codes: ['TrailNotFoundException', 'SyntaxError'],
    why: 'moto breaks with a page of HTML',
  },
  {
    operations: ['DeleteTrail'],
    in: 'a trail that is not there',
    codes: ['TrailNotFoundException', 'ok'],
    why: 'only trails that are there are deleted; moto deletes any',
  },
  {
    operations: ['DescribeTrails'],
    in: 'trails by name',
    field: 'trailList',
    why: 'names choose among the trails; moto gives all',
  },
  {
    operations: ['GetEventSelectors'],
    in: 'event selectors of a new trail',
    field: 'EventSelectors',
    why: 'a new trail records all management events; moto gives no selectors',
  },
  {
    operations: ['GetInsightSelectors'],
    in: 'insight selectors of a new trail',
    codes: ['InsightNotEnabledException', 'ok'],
    why: 'a trail without Insights says so by an error; moto by an empty answer',
  },
]
