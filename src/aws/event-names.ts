/**
 * The events that CloudTrail records besides the operations of public APIs, by service: the event
 * source without its ending. The names are in one string, which is easy to read and to change.
 */
import { namesOfTypes } from './event-types.ts'

/** Calls and console actions. */
const callsBesideApi: Readonly<Record<string, string>> = {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
  s3:
    'PutBucketPublicAccessBlock GetBucketPublicAccessBlock DeleteBucketPublicAccessBlock ' +
    'PutAccountPublicAccessBlock GetAccountPublicAccessBlock DeleteAccountPublicAccessBlock ' +
    'PutAccelerateConfiguration GetAccelerateConfiguration PutBucketObjectLockConfiguration ' +
    'GetBucketObjectLockConfiguration PostObject PreflightRequest',

  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
  // and cloudtrail-event-reference-user-actions.html beside it for the changes of root's own credentials.
  signin: 'AuthorizeOAuth2Access',

  // The access portal and its sign-in, and what only the console of IAM Identity Center calls.
  // https://docs.aws.amazon.com/singlesignon/latest/userguide/sso-info-in-cloudtrail.html
  sso:
    'Logout GetRoleCredentials ListAccounts ListAccountRoles ListProfilesForApplication ' +
    'CreateToken CreateTokenWithIAM RegisterClient StartDeviceAuthorization StartSSO ' +
    'GetSSOStatus UpdateSsoConfiguration AssociateDirectory DisassociateDirectory ' +
    'AssociateProfile DisassociateProfile CreateProfile UpdateProfile DeleteProfile ' +
    'CreateApplicationInstance DeleteApplicationInstance CreateManagedApplicationInstance ' +
    'DeleteManagedApplicationInstance CreateTrust UpdateTrust DescribeRegisteredRegions ' +
    'PutMfaDeviceManagementForDirectory GetMfaDeviceManagementForDirectory ' +
    'PutPermissionsPolicy DeletePermissionsPolicy SearchUsers SearchGroups',
  'ec2-instance-connect': 'OpenTunnel',

  // What the agent of Systems Manager calls.
  ssm:
    'RegisterManagedInstance RequestManagedInstanceRoleToken UpdateInstanceInformation ' +
    'UpdateInstanceAssociationStatus ListInstanceAssociations PutConfigurePackageResult ' +
    'GetManifest',

  // Calls for model access that only the console makes.
  bedrock: 'PutFoundationModelEntitlement',
  eks: 'AccessKubernetesApi',

  // https://docs.aws.amazon.com/cognito/latest/developerguide/logging-using-cloudtrail.html
  'cognito-idp':
    'Login_GET Login_POST Logout_GET Signup_GET Signup_POST Token_POST Authorize_GET ' +
    'OAuth2_Authorize_GET OAuth2Response_GET SAML2Response_POST Confirm_GET Confirm_POST ' +
    'ForgotPassword_GET ForgotPassword_POST ResetPassword_GET ResetPassword_POST UserInfo_GET ' +
    'Error_GET',
}

/**
 * Events of AwsApiCall, AwsConsoleSignIn, AwsConsoleAction and AwsServiceEvent that no public API
 * model has.
 */
export const recordedBesideApi: Readonly<Record<string, string>> = merge([
  callsBesideApi,
  ...Object.values(namesOfTypes),
])

function merge(all: readonly Readonly<Record<string, string>>[]): Readonly<Record<string, string>> {
  const services = Map.groupBy(all.flatMap(Object.entries), ([service]) => service)
  return Object.fromEntries(
    [...services].map(([service, parts]) => [service, parts.map(([, names]) => names).join(' ')]),
  )
}

/**
 * Services that write records although no public API model has their event source, among them
 * retired ones. Their event sources are right. Their event names cannot be checked.
 */
export const recordedWithoutModel: ReadonlySet<string> = new Set(
  (
    'ec2messages ssmmessages sso-directory identitystore-scim cloudshell codewhisperer q ' +
    'user-subscriptions s3express s3-object-lambda s3-outposts lexv2 billingconsole consolidatedbilling ' +
    'payments purchase-orders supportplans support-console metering-marketplace catalog.marketplace ' +
    'opsworks opsworks-cm elastictranscoder qldb robomaker honeycode iotanalytics iot1click ' +
    'lookoutmetrics lookoutvision worklink codestar mobilehub a4b nimble evidently macie wam ' +
    'gamesparks monitron vmimportexport'
  ).split(' '),
)
